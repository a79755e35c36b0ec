import { type Catalogue, quoted, type Table } from "../catalogue";

/** One wall taken down. */
export interface Mutant {
  readonly name: string;
  /** The table it is about; only attempts on it are made. Null where it is about all. */
  readonly on: string | null;
  readonly statement: string;
}

export interface Ground {
  readonly login: string;
  readonly group: string;
  readonly owner: string;
  readonly otherDatabase: string;
  /** The id of a large object of the owner's. */
  readonly largeObject: string;
  /** Restrictive policies as the catalogue has them. */
  readonly restrictive: readonly { readonly table: string; readonly name: string }[];
  readonly triggers: readonly { readonly table: string; readonly name: string }[];
}

/** Every policy, key, reference, grant and guard taken down or bent, one at a time. */
export function listMutants(catalogue: Catalogue, ground: Ground): Mutant[] {
  return [
    ...catalogue.tables.flatMap((table) => [
      ...policyMutants(table),
      ...grantMutants(table, ground),
      ...keyMutants(table),
    ]),
    ...ground.restrictive.flatMap(({ table, name }) => restrictiveMutants(table, name)),
    ...ground.triggers.flatMap(({ table, name }) => triggerMutants(table, name)),
    ...elsewhere(ground),
  ];
}

const RULE = "tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)";

function policyMutants({ name }: Table): Mutant[] {
  const table = quoted(name);
  const replaced = (rest: string) =>
    `drop policy tenant on ${table}; create policy tenant on ${table} ${rest}`;
  const bent: [string, string][] = [
    ["row-level security off", `alter table ${table} disable row level security`],
    ["FORCE dropped", `alter table ${table} no force row level security`],
    ["policy dropped", `drop policy tenant on ${table}`],
    ["policy true", replaced("using (true)")],
    ["policy true for reads", replaced(`using (true) with check (${RULE})`)],
    ["policy true for writes", replaced(`using (${RULE}) with check (true)`)],
    [
      "policy open outside a scope",
      replaced(`using (${RULE} or coalesce(current_setting('app.tenant_id', true), '') = '')`),
    ],
    [
      "policy inverted",
      replaced(
        `using (tenant_id <> (select nullif(current_setting('app.tenant_id', true), '')::uuid))`,
      ),
    ],
    ["policy for select alone", replaced(`for select using (${RULE})`)],
    ["policy for the owner alone", replaced(`to pg_monitor using (${RULE})`)],
    ["policy restrictive", replaced(`as restrictive using (${RULE})`)],
    [
      "policy that casts the column",
      replaced("using (tenant_id::text = current_setting('app.tenant_id', true))"),
    ],
    ["second policy for reads", `create policy wide on ${table} for select using (true)`],
    ["second policy for updates", `create policy wide on ${table} for update using (true)`],
    ["second policy for deletes", `create policy wide on ${table} for delete using (true)`],
    ["second policy for inserts", `create policy wide on ${table} for insert with check (true)`],
  ];
  return bent.map(([what, statement]) => ({ name: `${name}: ${what}`, on: name, statement }));
}

function grantMutants({ name }: Table, { login, group }: Ground): Mutant[] {
  const table = quoted(name);
  const bent: [string, string][] = [
    ...["truncate", "trigger", "references", "maintain"].map((right): [string, string] => [
      `${right} granted`,
      `grant ${right} on ${table} to ${group}`,
    ]),
    ["select granted to everyone", `grant select on ${table} to public`],
    ["select granted to the login beside its group", `grant select on ${table} to ${login}`],
    ["grants may be passed on", `grant select on ${table} to ${group} with grant option`],
    ["a column granted to everyone", `grant update (tenant_id) on ${table} to public`],
    ["owned by the runtime", `alter table ${table} owner to ${group}`],
    [
      "a view that runs as its owner",
      `create view peek as select * from ${table}; grant select on peek to ${group}`,
    ],
    [
      "a view as who asks",
      `create view peek with (security_invoker) as select * from ${table}; grant select on peek to ${group}`,
    ],
    [
      "a materialized view",
      `create materialized view peek as select * from ${table}; grant select on peek to ${group}`,
    ],
    [
      "a copy without walls",
      `create table peek as select * from ${table}; grant select on peek to ${group}`,
    ],
    [
      "a copy in another schema",
      `create schema attic; create table attic.peek as select * from ${table}; grant usage on schema attic to ${group}; grant select on attic.peek to ${group}`,
    ],
    [
      "a child table without walls",
      `create table peek () inherits (${table}); grant select on peek to ${group}`,
    ],
    ["a rule", `create rule spy as on delete to ${table} do instead nothing`],
    [
      "a function that runs as its owner",
      `create function peek() returns setof ${table} language sql security definer as 'select * from ${table}'; grant execute on function peek() to ${group}`,
    ],
    [
      "a function that empties it",
      `create function wipe() returns void language sql security definer as 'delete from ${table}'; grant execute on function wipe() to ${group}`,
    ],
  ];
  return bent.map(([what, statement]) => ({ name: `${name}: ${what}`, on: null, statement }));
}

function keyMutants({ name, columns, uniques, references }: Table): Mutant[] {
  const table = quoted(name);
  const mutants: Mutant[] = [
    {
      name: `${name}: tenant_id not filled in`,
      on: name,
      statement: `alter table ${table} alter column tenant_id drop default`,
    },
    {
      name: `${name}: tenant_id filled in for everyone`,
      on: name,
      statement: `alter table ${table} alter column tenant_id set default gen_random_uuid()`,
    },
  ];
  uniques.forEach((key, at) => {
    const loose = key.filter((column) => column !== "tenant_id").map(quoted);
    // What two tenants hold alike, such as `site.only`, can't be made unique among them.
    if (columns.some((column) => loose.includes(quoted(column.name)) && column.type === "boolean"))
      return;
    mutants.push({
      name: `${name}: ${loose.join(", ")} unique across tenants (${at})`,
      on: name,
      statement: `create unique index everywhere on ${table} (${loose.join(", ")})`,
    });
  });
  for (const { name: key, columns: from, target, targetColumns } of references) {
    const own = from
      .filter((column) => column !== "tenant_id")
      .map(quoted)
      .join(", ");
    const to = targetColumns
      .filter((column) => column !== "tenant_id")
      .map(quoted)
      .join(", ");
    mutants.push(
      {
        name: `${name}: ${key} without the tenant`,
        on: name,
        statement: `alter table ${table} drop constraint ${quoted(key)}; create unique index lone on ${target} (${to}); alter table ${table} add constraint ${quoted(key)} foreign key (${own}) references ${target} (${to})`,
      },
      {
        name: `${name}: ${key} dropped`,
        on: name,
        statement: `alter table ${table} drop constraint ${quoted(key)}`,
      },
      {
        name: `${name}: ${key} not enforced`,
        on: name,
        statement: `alter table ${table} disable trigger all`,
      },
    );
  }
  return mutants;
}

function restrictiveMutants(table: string, policy: string): Mutant[] {
  const [on, name] = [quoted(table), quoted(policy)];
  return [
    ["dropped", `drop policy ${name} on ${on}`],
    [
      "true",
      `drop policy ${name} on ${on}; create policy ${name} on ${on} as restrictive for select using (true)`,
    ],
    [
      "permissive",
      `drop policy ${name} on ${on}; create policy ${name} on ${on} for select using (visibility <> 'private')`,
    ],
    ["for deletes alone", `alter policy ${name} on ${on} to pg_monitor`],
  ].map(([what, statement = ""]) => ({ name: `${table}: ${policy} ${what}`, on: null, statement }));
}

function triggerMutants(table: string, trigger: string): Mutant[] {
  const [on, name] = [quoted(table), quoted(trigger)];
  return [
    { name: `${table}: ${trigger} dropped`, on: table, statement: `drop trigger ${name} on ${on}` },
    {
      name: `${table}: ${trigger} disabled`,
      on: table,
      statement: `alter table ${on} disable trigger ${name}`,
    },
  ];
}

function elsewhere({ login, group, owner, otherDatabase, largeObject }: Ground): Mutant[] {
  const gutted = (body: string) =>
    `create or replace function begin_write() returns void language plpgsql as $$ ${body} $$`;
  const lock =
    "perform pg_advisory_xact_lock_shared(hashtextextended('write ' || nullif(current_setting('app.tenant_id', true), ''), 0));";
  const bent: [string, string][] = [
    [
      "set_config granted",
      `grant execute on function pg_catalog.set_config(text, text, boolean) to ${group}`,
    ],
    [
      "set_config granted to everyone",
      "grant execute on function pg_catalog.set_config(text, text, boolean) to public",
    ],
    ["begin_write does nothing", gutted("begin end")],
    [
      "begin_write takes no lock",
      gutted(
        "begin if exists (select from ledger.seals where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and until > clock_timestamp()) then raise exception 'sealed' using errcode = 'SW001'; end if; end",
      ),
    ],
    ["begin_write ignores seals", gutted(`begin ${lock} end`)],
    ["begin_write runs as its owner", "alter function begin_write() security definer"],
    ["seals: row-level security off", "alter table ledger.seals disable row level security"],
    ["seals: FORCE dropped", "alter table ledger.seals no force row level security"],
    [
      "seals: policy true",
      "drop policy tenant on ledger.seals; create policy tenant on ledger.seals for select using (true)",
    ],
    ["seals: policy dropped", "drop policy tenant on ledger.seals"],
    [
      "seals: may be added",
      `create policy adding on ledger.seals for insert with check (true); grant insert on ledger.seals to ${group}`,
    ],
    ["seals: may be removed", `grant delete on ledger.seals to ${group}`],
    ["migrations: may be rewritten", `grant update, delete on ledger.migrations to ${group}`],
    ["superuser", `alter role ${login} superuser`],
    ["bypasses row-level security", `alter role ${login} bypassrls`],
    ["the group bypasses row-level security", `alter role ${group} bypassrls`],
    ["creates roles", `alter role ${login} createrole`],
    ["creates databases", `alter role ${login} createdb`],
    ["replicates", `alter role ${login} replication`],
    ["acts as the owner", `grant ${owner} to ${login}`],
    ["the group acts as the owner", `grant ${owner} to ${group}`],
    ["reads all data", `grant pg_read_all_data to ${login}`],
    ["writes all data", `grant pg_write_all_data to ${group}`],
    ["reads the server's files", `grant pg_read_server_files to ${login}`],
    ["watches the server", `grant pg_monitor to ${login}`],
    ["connects elsewhere", `grant connect on database ${otherDatabase} to ${login}`],
    [
      "everyone connects here",
      "do $$ begin execute format('grant connect on database %I to public', current_database()); end $$",
    ],
    [
      "temporary tables",
      `do $$ begin execute format('grant temporary on database %I to ${group}', current_database()); end $$`,
    ],
    ["makes tables", `grant create on schema public to ${group}`],
    ["the ledger is open", `grant create on schema ledger to ${group}`],
    [
      "new tables are granted more",
      `alter default privileges for role ${owner} in schema public grant all on tables to ${group}`,
    ],
    [
      "new functions are granted",
      `alter default privileges for role ${owner} grant execute on functions to ${group}`,
    ],
    [
      "a tenant set for the login",
      `alter role ${login} set app.tenant_id = '00000000-0000-4000-8000-000000000000'`,
    ],
    [
      "an audience set for the database",
      "do $$ begin execute format('alter database %I set app.audience = ''members''', current_database()); end $$",
    ],
    [
      "a sequence for all tenants",
      `create sequence tally; grant usage on sequence tally to ${group}`,
    ],
    ["a function that pretends to be leakproof", "alter function search_words(text) leakproof"],
    ["a large object for everyone", `grant select on large object ${largeObject} to public`],
    ["lo_import granted", `grant execute on function pg_catalog.lo_import(text) to ${group}`],
    ["pg_read_file granted", `grant execute on function pg_catalog.pg_read_file(text) to ${group}`],
    ["statistics of all granted", `grant select on pg_catalog.pg_statistic to ${group}`],
    ["roles' passwords granted", `grant select on pg_catalog.pg_authid to ${login}`],
    ["a publication", "create publication leak for all tables"],
    [
      "a foreign table",
      "create foreign data wrapper elsewhere; create server elsewhere foreign data wrapper elsewhere; create foreign table peek (id uuid) server elsewhere",
    ],
  ];
  return bent.map(([name, statement]) => ({ name, on: null, statement }));
}
