import type postgres from "postgres";

/** A column as the catalogue of Postgres describes it. */
export interface Column {
  readonly name: string;
  /** As `format_type` prints it: `text`, `uuid`, `timestamp with time zone`. */
  readonly type: string;
  readonly required: boolean;
}

/** A table that has a tenant. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns of each unique key, the primary one included, in their order. */
  readonly uniques: readonly (readonly string[])[];
  readonly references: readonly Reference[];
}

export interface Reference {
  readonly name: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
}

/** A function that is not Postgres's own. */
export interface Routine {
  /** With schema, quoted where needed. */
  readonly name: string;
  /** With argument types: `public.search_words(text)`. */
  readonly signature: string;
  readonly argumentTypes: readonly string[];
  readonly returnsTrigger: boolean;
}

/** What there is to attack in a database of tenants. */
export interface Catalogue {
  readonly tables: readonly Table[];
  readonly routines: readonly Routine[];
  /** Relations outside of `public` and of Postgres's own schemas, such as `ledger.seals`. */
  readonly others: readonly { readonly name: string; readonly hasTenant: boolean }[];
}

/** Reads tables, columns, keys and functions from `pg_catalog`, so that a new one is attacked unasked. */
export async function readCatalogue(sql: postgres.ISql): Promise<Catalogue> {
  const tables = await sql<Table[]>`
    select c.relname::text as name,
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'required', a.attnotnull) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select jsonb_agg((select jsonb_agg(a.attname order by k.o) from unnest(i.indkey) with ordinality k(n, o)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n))
        from pg_index i where i.indrelid = c.oid and i.indisunique and not 0 = any(i.indkey)), '[]') as uniques,
      coalesce((select jsonb_agg(jsonb_build_object('name', k.conname, 'target', k.confrelid::regclass::text,
        'columns', (select jsonb_agg(a.attname order by x.o) from unnest(k.conkey) with ordinality x(n, o)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.n),
        'targetColumns', (select jsonb_agg(a.attname order by x.o) from unnest(k.confkey) with ordinality x(n, o)
          join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.n)) order by k.conname)
        from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'), '[]') as references
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
    order by 1`;
  const routines = await sql<Routine[]>`
    select format('%I.%I', n.nspname, p.proname) as name, p.oid::regprocedure::text as signature,
      coalesce((select array_agg(format_type(t, null) order by o) from unnest(p.proargtypes) with ordinality x(t, o)), '{}') as "argumentTypes",
      p.prorettype in ('trigger'::regtype, 'event_trigger'::regtype) as "returnsTrigger"
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname not in ('pg_catalog', 'information_schema') and p.prokind in ('f', 'w') order by 2`;
  const others = await sql<Catalogue["others"][number][]>`
    select format('%I.%I', n.nspname, c.relname) as name,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as "hasTenant"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and n.nspname not in ('public', 'pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
    order by 1`;
  return { tables: [...tables], routines: [...routines], others: [...others] };
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
