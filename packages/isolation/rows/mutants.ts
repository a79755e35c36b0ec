import { type Catalogue, quoted, type Table } from "../catalogue";
import { elsewhere } from "./mutants-elsewhere";

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
