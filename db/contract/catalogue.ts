import type postgres from "postgres";
import { CATALOGUE_TABLES } from "../tenant/catalogue-schema";

/**
 * The one schema of a tenant database whose tables have no tenant: what is known of products (`catalogue`). The platform's
 * owner writes it from a pack, runtime logins read it, and no row of it is anybody's. So it need not keep what tenant tables
 * keep, and must keep this: nobody else writes it, nothing in it tells of a tenant, and nothing leads from it to tenants'
 * tables or back.
 */
export const EXEMPT = "catalogue";

/** What the runtime's group may do with its tables: read, and nothing else. */
export const CATALOGUE_GRANTS: Readonly<Record<string, string>> = Object.fromEntries(
  CATALOGUE_TABLES.map((name) => [`${EXEMPT}.${name}`, "SELECT"]),
);

/** Ways in which the exempt schema would be more than what everybody reads. Its grants are looked at with all others. */
export async function listCatalogueViolations(
  sql: postgres.ISql,
  group: string,
): Promise<string[]> {
  const rows = await sql<{ sentence: string }[]>`
    with t as (select c.oid, n.nspname || '.' || c.relname as name, c.relowner, n.nspname = ${EXEMPT} as exempt
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in (${EXEMPT}, 'public') and c.relkind in ('r', 'p'))
    select name || ' is owned by ' || pg_get_userbyid(relowner) || ', which the runtime role can act as' as sentence
      from t where exempt and pg_has_role(${group}, relowner, 'member')
    union all select name || ' has a column of a tenant: ' || a.attname from t join pg_attribute a on a.attrelid = t.oid
      where exempt and a.attnum > 0 and not a.attisdropped and (a.attname = 'tenant_id' or a.atttypid = 'uuid'::regtype)
    union all select name || ' has a trigger: ' || g.tgname from t join pg_trigger g on g.tgrelid = t.oid
      where exempt and not g.tgisinternal
    union all select name || ' has rules, which rewrite queries: ' || r.rulename from t join pg_rewrite r on r.ev_class = t.oid
      where exempt
    union all select t.name || ' refers to ' || other.name || ', between what everybody reads and what a tenant owns'
      from pg_constraint k join t on t.oid = k.conrelid join t other on other.oid = k.confrelid
      where k.contype = 'f' and t.exempt <> other.exempt
    union all select 'the schema ' || nspname || ' is owned by ' || pg_get_userbyid(nspowner) || ', which the runtime role can act as'
      from pg_namespace where nspname = ${EXEMPT} and pg_has_role(${group}, nspowner, 'member')
    order by 1`;
  return rows.map(({ sentence }) => sentence);
}
