import type { AdminStatements } from "@/db/servers";

/** One thing of a schema, as Postgres tells it. */
export interface SchemaPart {
  /** Such as `policy items.tenant`. */
  readonly what: string;
  readonly definition: string;
  /** The statements that create and drop it without touching a row; empty if there is no such statement. */
  readonly make: string;
  readonly drop: string;
  /** Whether guard.sql creates it for every table. */
  readonly guarded: boolean;
}

/** Everything of a tenant database's schema that rows depend on, in no order. */
export async function schemaPartsOf(sql: AdminStatements): Promise<SchemaPart[]> {
  return [
    ...(await sql.unsafe<SchemaPart[]>(`
      with t as (select c.*, n.nspname, format('%I.%I', n.nspname, c.relname) as place from pg_class c
        join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'ledger', 'catalogue'))
      select 'table ' || place as what, concat_ws(' ', relkind, relrowsecurity, relforcerowsecurity,
          case when relkind in ('v', 'm') then pg_get_viewdef(oid) end) as definition,
        '' as make, '' as drop, relkind = 'r' as guarded
      from t where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      union all select 'column ' || t.place || '.' || a.attname,
        concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)),
        '', '', false
      from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum where t.relkind in ('r', 'p')
      union all select 'constraint ' || t.place || '.' || k.conname, pg_get_constraintdef(k.oid),
        format('alter table %s add constraint %I %s', t.place, k.conname, pg_get_constraintdef(k.oid)),
        format('alter table %s drop constraint %I', t.place, k.conname), false
      from t join pg_constraint k on k.conrelid = t.oid where k.contype <> 'n'
      union all select 'index ' || i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid),
        pg_get_indexdef(i.indexrelid), format('drop index %s', i.indexrelid::regclass), false
      from t join pg_index i on i.indrelid = t.oid
        where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
      union all select 'trigger ' || t.place || '.' || g.tgname, pg_get_triggerdef(g.oid) || g.tgenabled::text, '',
        format('drop trigger %I on %s', g.tgname, t.place), true
      from t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal
      union all select 'policy ' || t.place || '.' || p.polname,
        concat_ws(' / ', p.polcmd, p.polpermissive, p.polroles::regrole[]::text, pg_get_expr(p.polqual, t.oid), pg_get_expr(p.polwithcheck, t.oid)),
        '', format('drop policy %I on %s', p.polname, t.place), true
      from t join pg_policy p on p.polrelid = t.oid
      union all select 'grant ' || t.place || ' ' || acl.privilege_type || ' ' || acl.grantee::regrole::text, acl.is_grantable::text,
        '', format('revoke %s on %s from %s', acl.privilege_type, t.place,
          case when acl.grantee = 0 then 'public' else acl.grantee::regrole::text end), true
      from t, aclexplode(t.relacl) acl where acl.grantee <> t.relowner and t.relkind in ('r', 'p', 'v', 'm')
    `)),
    ...(await sql.unsafe<SchemaPart[]>(`
      select 'function ' || p.oid::regprocedure::text as what, pg_get_functiondef(p.oid) as definition,
        '' as make, 'drop function ' || p.oid::regprocedure::text as drop, true as guarded
      from pg_proc p where p.pronamespace in ('public'::regnamespace, 'catalogue'::regnamespace) and p.prokind in ('f', 'p')
    `)),
  ];
}

/** How a schema differs from what it should be. */
export interface Difference {
  readonly sentence: string;
  /** Statements that bring it back without touching a row; null where there are none. */
  readonly statements: readonly string[] | null;
}

export function differences(
  found: readonly SchemaPart[],
  wanted: readonly SchemaPart[],
): Difference[] {
  const have = new Map(found.map((line) => [line.what, line]));
  const want = new Map(wanted.map((line) => [line.what, line]));
  return [
    ...wanted.flatMap((line): Difference[] => {
      const there = have.get(line.what);
      if (there?.definition === line.definition) return [];
      const statements = [there?.drop ?? "", line.make].filter(Boolean);
      // guard.sql creates it again, so the mend needs no statement for it.
      const mends = line.guarded || (line.make !== "" && there?.drop !== "");
      return [
        {
          sentence: `${line.what} ${there ? "differs" : "is missing"}`,
          statements: mends ? (line.guarded ? [] : statements) : null,
        },
      ];
    }),
    ...found
      .filter(({ what }) => !want.has(what))
      .map(({ what, drop }) => ({
        sentence: `${what} is not of this schema`,
        statements: drop ? [drop] : null,
      })),
  ];
}
