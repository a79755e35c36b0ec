import type { Sql } from "postgres";
import { env } from "@/base/env";

/**
 * Refuses a login that could reach around the policies.
 * @throws Error naming what is wrong and what to do
 */
export async function refusePowerfulRole<Types extends Record<string, unknown>>(
  sql: Sql<Types>,
  guard = env().DATABASE_GUARD,
): Promise<void> {
  const [role] = await sql<DatabaseRole[]>`
    select current_user as name,
      (select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user) as powerful,
      exists (select 1 from pg_class where relnamespace = 'public'::regnamespace
        and pg_has_role(current_user, relowner, 'member')) as owns,
      has_function_privilege('pg_catalog.set_config(text,text,boolean)', 'execute') as sets,
      exists (select 1 from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relname = 'site' and a.attname = 'tenant_id') as tenants,
      exists (select 1 from pg_policy p join pg_class c on c.oid = p.polrelid
        where c.relnamespace = 'public'::regnamespace and c.relname = 'site' and p.polname = 'tenant'
        and pg_get_expr(p.polqual, c.oid) ~ 'pg_cursor') as pinned`;
  if (!role) throw new Error("The database did not say which role this is.");
  if (role.powerful)
    throw new Error(
      `The role ${role.name} is a superuser or may bypass row-level security. Run the app with the roles that setup made.`,
    );
  if (role.owns)
    throw new Error(
      `The role ${role.name} owns tables and so could switch their policies off. Run the app with the roles that setup made.`,
    );
  if (!role.tenants) return;
  if (role.sets && guard === "full")
    throw new Error(
      `The role ${role.name} may call set_config, so that a query could choose its tenant. Run setup again as a superuser to renew the guards, or, on a managed server that has none, set DATABASE_GUARD=managed.`,
    );
  if (role.sets && !role.pinned)
    throw new Error(
      `The role ${role.name} may call set_config, and its policies go by settings. Run the doctor to renew the guards.`,
    );
  if (role.pinned && guard === "full")
    throw new Error(
      `The policies that bind the role ${role.name} were made on a managed server. Set DATABASE_GUARD=managed.`,
    );
}

interface DatabaseRole {
  readonly name: string;
  readonly powerful: boolean;
  readonly owns: boolean;
  /** Whether it may call set_config. */
  readonly sets: boolean;
  /** Whether tenants live here. */
  readonly tenants: boolean;
  /** Whether the policies read the transaction's cursor, which no query can change; see guard.sql. */
  readonly pinned: boolean;
}
