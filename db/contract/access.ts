import type postgres from "postgres";

/** DATABASE_GUARD. */
export type Guard = "full" | "managed";

/**
 * Built-in functions that would let their caller bypass the walls. If DATABASE_GUARD says that set_config can't
 * be revoked, the policies must not read settings; see policies.ts.
 */
const POWERFUL =
  "set_config(text,text,boolean) pg_read_file(text) pg_read_file(text,bigint,bigint) pg_read_binary_file(text) " +
  "pg_ls_dir(text) pg_stat_file(text) lo_import(text) lo_export(oid,text)";

/**
 * From Postgres 16 on, the creator of a role is its member in order to grant it. That membership alone is no
 * power.
 */
const acts = (sql: postgres.ISql) =>
  sql`coalesce((to_jsonb(m) ->> 'inherit_option')::boolean or (to_jsonb(m) ->> 'set_option')::boolean, true)`;

/** System catalogues that hold values or passwords of everyone. */
const PRIVATE = "pg_statistic pg_authid pg_largeobject pg_user_mapping pg_statistic_ext_data";

/**
 * Checks the runtime logins: no powers, no other roles, each may open only the database of its own name, no
 * settings that would choose a tenant, and no default privileges that would grant more later.
 */
export async function listAccessViolations(
  sql: postgres.ISql,
  group: string,
  guard: Guard,
): Promise<string[]> {
  const found = await Promise.all([
    powers(sql, group),
    connections(sql, group),
    settings(sql, group),
    catalogues(sql, group, guard),
  ]);
  return found.flat();
}

async function powers(sql: postgres.ISql, group: string): Promise<string[]> {
  const rows = await sql<{ name: string; powers: string[]; roles: string[] }[]>`
    select r.rolname::text as name,
      array_remove(array[case when rolsuper then 'a superuser' end, case when rolbypassrls then 'past row-level security' end,
        case when rolcreaterole then 'able to create roles' end, case when rolcreatedb then 'able to create databases' end,
        case when rolreplication then 'able to replicate' end], null) as powers,
      array(select o.rolname::text from pg_auth_members m join pg_roles o on o.oid = m.roleid
        where m.member = r.oid and o.rolname <> ${group} and ${acts(sql)} order by 1) as roles
    from pg_roles r where r.rolname = ${group}
      or exists (select from pg_auth_members m where m.member = r.oid and m.roleid = ${group}::regrole and ${acts(sql)})
    order by 1`;
  return rows.flatMap(({ name, powers, roles }) => [
    ...powers.map((power) => `the role ${name} is ${power}`),
    ...roles.map((role) => `the role ${name} can act as ${role}`),
  ]);
}

async function connections(sql: postgres.ISql, group: string): Promise<string[]> {
  const askedLogins = sql<{ name: string; here: string; elsewhere: string[] }[]>`
    select r.rolname::text as name, current_database() as here,
      array(select d.datname::text from pg_database d where d.datname <> r.rolname and not d.datistemplate and d.datallowconn
        and d.datname ~ ('^' || ${group.replace(/_tenant$/, "_")}) and has_database_privilege(r.oid, d.oid, 'connect')) as elsewhere
    from pg_roles r where r.rolcanlogin and exists (select from pg_auth_members m where m.member = r.oid and m.roleid = ${group}::regrole and ${acts(sql)})
      and not r.rolsuper order by 1`;
  const askedOthers = sql<{ name: string; right: string }[]>`
    select case g.grantee when 0 then 'everyone' else g.grantee::regrole::text end as name, lower(g.privilege_type) as right
    from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) g
    where d.datname = current_database() and g.grantee <> d.datdba
      and not (g.grantee <> 0 and g.grantee = to_regrole(quote_ident(d.datname)) and g.privilege_type = 'CONNECT')`;
  const [logins, others] = await Promise.all([askedLogins, askedOthers]);
  return [
    ...logins.flatMap(({ name, elsewhere }) =>
      elsewhere.map((database) => `the login ${name} may connect to ${database}`),
    ),
    ...others.map(({ name, right }) => `this database lets ${name} ${right}`),
  ];
}

async function settings(sql: postgres.ISql, group: string): Promise<string[]> {
  const rows = await sql<{ sentence: string }[]>`
    select 'a setting is made for ' || coalesce(nullif(s.setrole, 0)::regrole::text, 'the database') || ' that belongs to a transaction: ' || c as sentence
    from pg_db_role_setting s, unnest(s.setconfig) c where c ~ '^(app\\.|role=|row_security|session_)'
      and (s.setdatabase = 0 or s.setdatabase = (select oid from pg_database where datname = current_database()))
      and (s.setrole = 0 or s.setrole = ${group}::regrole or exists (select from pg_auth_members m where m.member = s.setrole and m.roleid = ${group}::regrole and ${acts(sql)}))
    union all
    select 'what ' || d.defaclrole::regrole || ' makes is granted in advance to ' || case g.grantee when 0 then 'everyone' else g.grantee::regrole::text end
    from pg_default_acl d, aclexplode(d.defaclacl) g where g.grantee <> d.defaclrole`;
  return rows.map(({ sentence }) => sentence);
}

async function catalogues(sql: postgres.ISql, group: string, guard: Guard): Promise<string[]> {
  const rows = await sql<{ sentence: string }[]>`
    with logins as (select r.oid, r.rolname from pg_roles r where not r.rolsuper and (r.rolname = ${group} or exists
      (select from pg_auth_members m where m.member = r.oid and m.roleid = ${group}::regrole and ${acts(sql)})))
    select distinct 'the role ' || l.rolname || ' may call ' || f as sentence from logins l, unnest(string_to_array(${POWERFUL}, ' ')) f
    where has_function_privilege(l.oid, ('pg_catalog.' || f)::regprocedure, 'execute')
      and not (${guard === "managed"} and f like 'set_config(%')
    union select distinct 'the role ' || l.rolname || ' may read ' || c from logins l, unnest(string_to_array(${PRIVATE}, ' ')) c
    where has_table_privilege(l.oid, ('pg_catalog.' || c)::regclass, 'select')
      or (c = 'pg_authid' and has_column_privilege(l.oid, 'pg_authid', 'rolpassword', 'select'))`;
  return rows.map(({ sentence }) => sentence);
}
