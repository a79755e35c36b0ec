import { sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";

/** The walls around this tenant as its database describes them to the tenant's own login. */
export interface Walls {
  /** The role that this transaction is signed in as. */
  readonly login: string;
  readonly tables: number;
  /** How many of these tables enforce their policies even for their owner. */
  readonly guarded: number;
  readonly policies: number;
  /** Keys that lead from table to table, and of those the ones that carry the tenant. */
  readonly references: number;
  readonly carried: number;
  /** The login is a superuser, may pass by policies, or owns a table. */
  readonly powerful: boolean;
  /** Whether a query could change its transaction's tenant. */
  readonly changeable: boolean;
  /** Other databases of the installation that the login may open. */
  readonly opens: number;
}

/** Reads the walls from the catalogue, so that the page shows what the database really enforces. */
export async function lookAtWalls(tx: ReadTx): Promise<Walls> {
  const ours = sql`relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
  const [walls] = await tx
    .select({
      login: sql<string>`current_user::text`,
      tables: sql<number>`(select count(*)::int from pg_class where ${ours})`,
      guarded: sql<number>`(select count(*)::int from pg_class c where ${ours} and relrowsecurity and relforcerowsecurity
        and exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive))`,
      policies: sql<number>`(select count(*)::int from pg_policy p join pg_class c on c.oid = p.polrelid where ${ours})`,
      references: sql<number>`(select count(*)::int from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace)`,
      carried: sql<number>`(select count(*)::int from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid
        and a.attname = 'tenant_id' where contype = 'f' and connamespace = 'public'::regnamespace and a.attnum = any(k.conkey))`,
      powerful: sql<boolean>`(select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
        or exists (select from pg_class where ${ours} and pg_has_role(current_user, relowner, 'member'))`,
      changeable: sql<boolean>`has_function_privilege('pg_catalog.set_config(text, text, boolean)', 'execute')
        and exists (select from pg_class c where ${ours} and not exists (select from pg_policy p
          where p.polrelid = c.oid and p.polname = 'tenant' and pg_get_expr(p.polqual, c.oid) ~ 'pg_cursor'))`,
      opens: sql<number>`(select count(*)::int from pg_database where datname <> current_database() and not datistemplate
        and starts_with(datname::text, regexp_replace(current_database()::text, '_(pool|own)_.*$', '_'))
        and has_database_privilege(oid, 'connect'))`,
    })
    .from(sql`(select 1) as one`);
  if (!walls) throw new Error("The catalogue did not answer.");
  return walls;
}
