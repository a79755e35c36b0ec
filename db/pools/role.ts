import type { Sql } from "postgres";

/**
 * Refuses a login that could reach around the policies.
 * @throws Error naming what is wrong and what to do
 */
export async function refusePowerfulRole<Types extends Record<string, unknown>>(
  sql: Sql<Types>,
): Promise<void> {
  const [role] = await sql<
    { name: string; powerful: boolean; owns: boolean; sets: boolean; tenants: boolean }[]
  >`
    select current_user as name,
      (select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user) as powerful,
      exists (select 1 from pg_class where relnamespace = 'public'::regnamespace
        and pg_has_role(current_user, relowner, 'member')) as owns,
      has_function_privilege('pg_catalog.set_config(text,text,boolean)', 'execute') as sets,
      exists (select 1 from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relname = 'site' and a.attname = 'tenant_id') as tenants`;
  if (!role) throw new Error("The database did not say which role this is.");
  if (role.powerful)
    throw new Error(
      `The role ${role.name} is a superuser or may bypass row-level security. Run the app with the roles that setup made.`,
    );
  if (role.owns)
    throw new Error(
      `The role ${role.name} owns tables and so could switch their policies off. Run the app with the roles that setup made.`,
    );
  if (role.tenants && role.sets)
    throw new Error(
      `The role ${role.name} may call set_config. Run setup again to renew the guards.`,
    );
}
