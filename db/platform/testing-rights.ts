import type postgres from "postgres";

/**
 * What the roles of a platform database may, as `pg_catalog` has it, a line each: grants, policies, memberships,
 * functions. Whatever is amiss is a line of its own.
 * @param sql an administrator's connection
 * @param name of the database and of its login
 */
export async function lookAt(sql: postgres.ISql, name: string): Promise<string[]> {
  const known: Readonly<Record<string, string>> = {
    [name]: "login",
    [`${name}_public`]: "public",
    [`${name}_console`]: "console",
  };
  const say = (roles: readonly string[]) =>
    roles
      .map((role) => known[role] ?? role)
      .sort()
      .join(", ");
  const grants = await sql<{ role: string; table: string; rights: string }[]>`
    select role, "table", string_agg(right_ || case when columns is null then '' else '(' || columns || ')' end, ', ' order by right_) as rights
    from (
      select case g.grantee when 0 then 'everyone' else g.grantee::regrole::text end as role, c.relname::text as "table",
        lower(g.privilege_type) as right_, null as columns
      from pg_class c, aclexplode(c.relacl) g where c.relnamespace = 'public'::regnamespace and g.grantee <> c.relowner
      union all
      select case g.grantee when 0 then 'everyone' else g.grantee::regrole::text end, c.relname::text,
        lower(g.privilege_type), string_agg(a.attname, ' ' order by a.attname)
      from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) g
      where c.relnamespace = 'public'::regnamespace and g.grantee <> c.relowner group by 1, 2, 3
    ) one group by 1, 2`;
  const policies = await sql<{ roles: string[]; what: string }[]>`
    select case when p.polroles = '{0}' then '{everyone}' else array(select r::regrole::text from unnest(p.polroles) r) end as roles,
      c.relname || ' ' || case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end
        || case when p.polpermissive then '' else ' restrictively' end || ': '
        || regexp_replace(coalesce(pg_get_expr(p.polqual, p.polrelid), '-') || coalesce(' | ' || pg_get_expr(p.polwithcheck, p.polrelid), ''), '[[:space:]]+', ' ', 'g') as what
    from pg_policy p join pg_class c on c.oid = p.polrelid`;
  const open = await sql<{ what: string }[]>`
    select relname || ' has row-level security switched off' as what from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity`;
  const members = await sql<{ member: string; of: string; inherits: boolean; sets: boolean }[]>`
    select m.member::regrole::text as member, m.roleid::regrole::text as of,
      pg_has_role(m.member, m.roleid, 'usage') as inherits, pg_has_role(m.member, m.roleid, 'member') as sets
    from pg_auth_members m where m.member = any(select oid from pg_roles where rolname = any(${Object.keys(known)}))`;
  const powers = await sql<{ name: string }[]>`
    select rolname as name from pg_roles where rolname = any(${Object.keys(known)})
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit and rolname = ${name}
        or rolcanlogin and rolname <> ${name})`;
  const [settable] = await sql<{ sets: boolean }[]>`
    select has_function_privilege('public', 'pg_catalog.set_config(text, text, boolean)', 'execute') as sets`;
  const functions = await sql<{ name: string; owner: string; roles: string[] }[]>`
    select p.oid::regprocedure::text as name, case p.proowner when (select relowner from pg_class where oid = 'public.tenants'::regclass)
      then 'the owner' else p.proowner::regrole::text end as owner, array(select case g.grantee when 0 then 'everyone' else g.grantee::regrole::text end
      from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee <> p.proowner) as roles
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef`;
  return [
    ...grants.map(({ role, table, rights }) => `${say([role])} may ${table}: ${rights}`),
    ...policies.map(({ roles, what }) => `rows for ${say(roles)}, ${what}`),
    ...open.map(({ what }) => what),
    ...members.map(
      ({ member, of, inherits, sets }) =>
        `${say([member])} ${sets ? "takes on" : "belongs to"} ${say([of])}, and ${inherits ? "has its rights" : "else has nothing of it"}`,
    ),
    ...powers.map(({ name }) => `${say([name])} may too much`),
    ...(settable?.sets ? ["everyone may change settings in a query"] : []),
    ...functions
      .filter(({ roles }) => roles.length > 0)
      .map(({ name, owner, roles }) => `${say(roles)} execute ${name} as ${say([owner])}`),
  ].sort();
}
