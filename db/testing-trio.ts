import postgres from "postgres";
import { namesOf, urlOfDatabase } from "./setup";
import { dropAll } from "./testing-runs";
import { copyOfTemplate, dropDatabase, makeRoles, testInstallation } from "./testing-server";

/** The databases of one worker of the tests: a platform, a pool, and one for a tenant alone. */
export interface Trio {
  readonly adminUrl: string;
  readonly prefix: string;
  readonly platform: string;
  readonly pool: string;
  readonly own: string;
}

/**
 * The trio of this worker, without rows. Test files run in it one after the other: what the last one wrote is
 * emptied, and where it changed a role or the shape of a database, all of it is made anew. The end of the run drops
 * it.
 */
export async function emptyTrio(): Promise<Trio> {
  const { adminUrl, prefix: run } = testInstallation();
  const prefix = `${run}_w${process.env.VITEST_POOL_ID}`;
  const { platform, pool } = namesOf(prefix);
  const trio = { adminUrl, prefix, platform, pool, own: `${prefix}_own_1` };
  const names = [platform, pool, trio.own];
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const kept = await endSessions(admin, prefix);
    await dropStrays(admin, trio, names);
    const emptied = await Promise.all(names.map((name) => emptyIfKept(trio, name, kept)));
    if (emptied.includes(false)) {
      await makeAnew(admin, trio, names);
      for (const name of names)
        await admin.unsafe(
          `comment on database ${name} is '${await inside(trio, name, (sql) => shapeIn(sql, trio, name))}'`,
        );
    }
    await inside(
      trio,
      platform,
      (sql) =>
        sql`insert into databases (kind, name) values ('pool', ${pool}), ('own', ${trio.own})`,
    );
  } finally {
    await admin.end();
  }
  return trio;
}

/** Ends whoever a killed test left connected. @returns the shapes that were noted, by database */
async function endSessions(admin: postgres.Sql, prefix: string): Promise<Map<string, string>> {
  const mine = `^${prefix}_`;
  await admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname ~ ${mine}`;
  const rows = await admin<{ name: string; shape: string | null }[]>`
    select datname as name, shobj_description(oid, 'pg_database') as shape
    from pg_database where datname ~ ${mine}`;
  return new Map(rows.map(({ name, shape }) => [name, shape ?? ""]));
}

/** What a file made beside the trio: own databases, spares, templates, and their logins. */
async function dropStrays(admin: postgres.Sql, { prefix }: Trio, names: readonly string[]) {
  const kept = [...names, ...groupsOf(prefix)];
  const rows = await admin<{ name: string }[]>`
    select datname as name from pg_database where datname ~ ${`^${prefix}_`}
    union select rolname from pg_roles where rolname ~ ${`^${prefix}_`}`;
  for (const { name } of rows) if (!kept.includes(name)) await dropDatabase(name);
}

/** The roles that nobody logs in as. */
function groupsOf(prefix: string): string[] {
  const { owner, tenantGroup, platform } = namesOf(prefix);
  return [owner, tenantGroup, `${platform}_public`, `${platform}_console`];
}

async function makeAnew(
  admin: postgres.Sql,
  { adminUrl, prefix, platform }: Trio,
  names: readonly string[],
) {
  for (const name of names) await dropDatabase(name);
  await dropAll(admin, adminUrl, { databases: [], roles: groupsOf(prefix) });
  await makeRoles(prefix);
  for (const name of names) await copyOfTemplate(name === platform ? "platform" : "tenant", name);
}

/** Empties a database that is as it was made. @returns false for one that is not, or is not there */
async function emptyIfKept(trio: Trio, name: string, kept: Map<string, string>): Promise<boolean> {
  if (!kept.get(name)) return false;
  return inside(trio, name, async (sql) => {
    if ((await shapeIn(sql, trio, name)) !== kept.get(name)) return false;
    await emptyDatabase(sql);
    return true;
  }).catch(() => false);
}

/**
 * Empties every table that holds rows, but for the list of migrations that were applied and the catalogue they loaded.
 * Rows are deleted where few can lie, because a TRUNCATE makes five files anew for each table.
 */
async function emptyDatabase(sql: postgres.Sql): Promise<void> {
  const tables = await sql<{ name: string; small: boolean }[]>`
    select format('%I.%I', n.nspname, c.relname) as name, pg_table_size(c.oid) <= 128 * 1024 as small
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$|catalogue$)' and c.relname <> 'migrations'`;
  const holding = tables.map(
    ({ name, small }) =>
      `select '${name}' as name, ${small} as small where exists (select from ${name})`,
  );
  const full = await sql.unsafe<{ name: string; small: boolean }[]>(holding.join(" union all "));
  const large = full.filter(({ small }) => !small).map(({ name }) => name);
  // Some tables let nobody empty them while their triggers fire.
  await sql.unsafe(
    [
      "set session_replication_role = replica",
      ...full.filter(({ small }) => small).map(({ name }) => `delete from ${name}`),
      ...(large.length > 0 ? [`truncate ${large.join(", ")} cascade`] : []),
      `select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
       from pg_sequences where last_value is not null and schemaname <> 'catalogue'`,
    ].join(";"),
  );
}

/**
 * The shape of a database and of its roles, as a hash over the versions of all that describes them: whatever changes
 * a table, a policy, a right or a password changes it.
 */
async function shapeIn(sql: postgres.Sql, trio: Trio, name: string): Promise<string> {
  const run = Object.values(namesOf(testInstallation().prefix))
    .map((name) => `'${name}'`)
    .join();
  const catalogues = SHAPES.map(
    (table) => `select '${table} ' || ctid || xmin as row from ${table}`,
  );
  const [found] = await sql.unsafe<{ shape: string }[]>(
    `select md5(string_agg(row, ',' order by row)) as shape from (
       ${catalogues.join(" union all ")}
       union all select 'class ' || oid || relname || relowner || coalesce(relacl::text, '') || coalesce(reloptions::text, '') || relrowsecurity || relforcerowsecurity
         from pg_class where relpersistence <> 't' and relnamespace <> 'pg_toast'::regnamespace
       union all select 'role ' || ctid || xmin from pg_authid where rolname ~ '^${trio.prefix}_' or rolname in (${run})
       union all select 'member ' || m.ctid || m.xmin from pg_auth_members m
         join pg_roles held on held.oid = m.roleid join pg_roles holder on holder.oid = m.member
         where held.rolname ~ '^${trio.prefix}_' or holder.rolname ~ '^${trio.prefix}_'
       union all select 'applied ' || m::text from ledger.migrations m
       union all select 'database ' || datname || datdba || datconnlimit || datallowconn || coalesce(datacl::text, '')
         from pg_database where datname = '${name}'
       union all select 'setting ' || setconfig::text from pg_db_role_setting s
         left join pg_roles r on r.oid = s.setrole left join pg_database d on d.oid = s.setdatabase
         where r.rolname ~ '^${trio.prefix}_' or d.datname ~ '^${trio.prefix}_'
     ) as catalogue`,
  );
  return found?.shape ?? "";
}

/** What describes a database beside its tables' own rows, which a TRUNCATE changes too. */
const SHAPES =
  "pg_attrdef pg_cast pg_collation pg_constraint pg_default_acl pg_enum pg_event_trigger pg_extension pg_index pg_inherits pg_largeobject_metadata pg_namespace pg_parameter_acl pg_policy pg_proc pg_publication pg_rewrite pg_trigger pg_statistic_ext pg_type pg_attribute".split(
    " ",
  );

async function inside<T>(
  { adminUrl }: Trio,
  name: string,
  work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres(urlOfDatabase(adminUrl, name), { max: 1, onnotice: () => {} });
  return work(sql).finally(() => sql.end());
}
