import type { Mutant, Walls } from "./mutants";

/** Functions, roles, databases, settings and what else could reach around the tables. */
export function elsewhere({ login, group, owner, otherDatabase, largeObject }: Walls): Mutant[] {
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
    [
      "begin_write lets visitors write",
      gutted(
        `begin ${lock} if exists (select from ledger.seals where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and until > clock_timestamp()) then raise exception 'sealed' using errcode = 'SW001'; end if; end`,
      ),
    ],
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
    ["catalogue: entries may be added", `grant insert on catalogue.entries to ${group}`],
    ["catalogue: facts may be rewritten", `grant update on catalogue.facts to ${group}`],
    [
      "catalogue: what was loaded may be forgotten",
      `grant delete on catalogue.releases to ${group}`,
    ],
    ["catalogue: facts may be emptied", `grant truncate on catalogue.facts to ${group}`],
    ["catalogue: owned by the runtime", `alter table catalogue.products owner to ${group}`],
    ["catalogue: is open", `grant create on schema catalogue to ${group}`],
    ["catalogue: says whose a row is", "alter table catalogue.entries add tenant_id uuid"],
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
    [
      "a function that pretends to be leakproof",
      "alter function search_words(text, boolean) leakproof",
    ],
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
