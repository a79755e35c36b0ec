import postgres from "postgres";
import { env } from "@/base/env";
import { loginOf } from "./login";
import type { DatabaseAddress } from "./pools";
import { settingsOf } from "./scope";
import { adminUrlOf } from "./servers";

/** A tenant's table, in an order in which parents come before their children. */
export interface TenantTable {
  readonly name: string;
  /** In the order of the table, `tenant_id` included; none that Postgres generates from the others. */
  readonly columns: readonly string[];
}

/** How many of a table's rows there are, and a checksum over all of them in the order of their ids. */
export interface Digest {
  readonly rows: number;
  readonly checksum: string;
}

/** One tenant's rows of one database, whole tables at a time, behind the same policies as the app's own queries. */
export interface TenantRows {
  readonly tenantId: string;
  /** For a query beyond the functions below. It runs as the runtime login, within the tenant. */
  readonly sql: postgres.TransactionSql;
  readonly tables: readonly TenantTable[];
  /** Batches of rows as JSON texts, one per row, exact and in the order of their ids. */
  lines(table: TenantTable, batch?: number): AsyncIterable<string[]>;
  /** The rows with these ids, as `lines` gives them. */
  pick(table: TenantTable, ids: readonly string[]): Promise<string[]>;
  /** How many rows there are in all tables together. */
  count(): Promise<number>;
  /** Adds rows as `lines` gave them; `tenant_id` in them is replaced by this tenant's. Triggers add nothing. */
  insert(table: TenantTable, lines: readonly string[]): Promise<void>;
  /** Updates existing rows to the content that `lines` gave for their ids. Rows that refer to them stay. */
  update(table: TenantTable, lines: readonly string[]): Promise<void>;
  /**
   * Over the columns that are named and no others. Archives keep the checksum for years, so it must stay what it
   * is: another way of making it is another edition in `archive/digest.ts`.
   */
  digest(table: TenantTable): Promise<Digest>;
  /** Each row's id with a checksum of its content, to find what differs. */
  checksums(table: TenantTable): Promise<Map<string, string>>;
  remove(table: TenantTable, ids: readonly string[]): Promise<void>;
  /** Removes every row of the tenant, children first. */
  clear(): Promise<number>;
}

export type RowsMode = "snapshot" | "write";

/**
 * Opens one transaction on a tenant's rows as the database's own login role, so that row-level security binds
 * it: what copies, exports or removes a tenant cannot reach a neighbour either. `snapshot` is REPEATABLE READ
 * READ ONLY; `write` commits when `work` resolves and rolls back when it throws. No statement timeout.
 * @throws Error from Postgres
 */
export async function withTenantRows<T>(
  address: DatabaseAddress,
  tenantId: string,
  mode: RowsMode,
  work: (rows: TenantRows) => Promise<T>,
): Promise<T> {
  const client = clientOf(address);
  const begin = mode === "snapshot" ? "isolation level repeatable read read only" : "";
  try {
    const result = await client.begin(begin, async (sql) => {
      await sql.unsafe(
        `${settingsOf({ id: tenantId }, { kind: "system" })}; ${WITHOUT_LIMIT}; set local app.restoring = 'on'; set local timezone = 'UTC'; set local datestyle = 'ISO'`,
      );
      return { value: await work(rowsOf(sql, tenantId, await listTables(sql))) };
    });
    return result.value;
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Here and not among the connection's parameters: the driver sends none that is 0, and the login has limits of its own. */
const WITHOUT_LIMIT =
  "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0";

/** How many rows are read or written at a time. */
const BATCH = 1000;

function clientOf(address: DatabaseAddress): postgres.Sql {
  return postgres({
    ...loginOf(address, adminUrlOf(address.server)),
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    prepare: false,
    onnotice: () => {},
    connection: { application_name: `swingtag rows ${env().instance}`.slice(0, 63) },
  });
}

function rowsOf(
  sql: postgres.TransactionSql,
  tenantId: string,
  tables: readonly TenantTable[],
): TenantRows {
  return {
    tenantId,
    sql,
    tables,
    async *lines(table, batch = BATCH) {
      const rows = sql.unsafe<{ line: string }[]>(
        `select to_jsonb(t)::text as line from ${stored(table)} where ${OWN} order by id`,
      );
      for await (const some of rows.cursor(batch)) yield some.map(({ line }) => line);
    },
    async pick(table, ids) {
      const rows = await sql.unsafe<{ line: string }[]>(
        `select to_jsonb(t)::text as line from ${stored(table)} where ${OWN} and id = any($1::text[]::uuid[]) order by id`,
        [listed(ids)],
      );
      return rows.map(({ line }) => line);
    },
    async count() {
      const counts = tables.map(
        (table) => `(select count(*) from ${quoted(table.name)} t where ${OWN})`,
      );
      const [row] = await sql.unsafe<{ rows: number }[]>(
        `select (${["0", ...counts].join(" + ")})::int as rows`,
      );
      return row?.rows ?? 0;
    },
    async insert(table, lines) {
      const names = table.columns.map(quoted).join(", ");
      const values = table.columns
        .map((column) =>
          column === "tenant_id"
            ? "nullif(current_setting('app.tenant_id'), '')::uuid"
            : `r.${quoted(column)}`,
        )
        .join(", ");
      for (const records of recordsOf(lines))
        await sql.unsafe(
          `insert into ${quoted(table.name)} (${names}) select ${values} from ${populated(table)} r`,
          [records],
        );
    },
    async update(table, lines) {
      const changes = table.columns
        .filter((column) => column !== "tenant_id" && column !== "id")
        .map((column) => `${quoted(column)} = r.${quoted(column)}`);
      if (changes.length === 0) return;
      for (const records of recordsOf(lines))
        await sql.unsafe(
          `update ${quoted(table.name)} t set ${changes.join(", ")} from ${populated(table)} r where ${OWN} and t.id = r.id`,
          [records],
        );
    },
    async digest(table) {
      const [row] = await sql.unsafe<Digest[]>(
        `select count(*)::int as rows, coalesce(md5(string_agg(md5(${contentOf(table)}), '' order by id)), '') as checksum from ${quoted(table.name)} t where ${OWN}`,
      );
      if (!row) throw new Error("Postgres gave no digest.");
      return row;
    },
    async checksums(table) {
      const rows = await sql.unsafe<{ id: string; checksum: string }[]>(
        `select id::text as id, md5(${contentOf(table)}) as checksum from ${quoted(table.name)} t where ${OWN}`,
      );
      return new Map(rows.map(({ id, checksum }) => [id, checksum]));
    },
    async remove(table, ids) {
      if (ids.length > 0)
        await sql.unsafe(
          `delete from ${quoted(table.name)} t where ${OWN} and id = any($1::text[]::uuid[])`,
          [listed(ids)],
        );
    },
    async clear() {
      let removed = 0;
      for (const table of tables.toReversed())
        removed += (await sql.unsafe(`delete from ${quoted(table.name)} t where ${OWN}`)).count;
      return removed;
    },
  };
}

/** A table as `t` with its named columns alone. */
function stored({ name, columns }: TenantTable): string {
  return `(select ${columns.map(quoted).join(", ")} from ${quoted(name)}) t`;
}

/** The rows of a JSON array that is the statement's one parameter. */
function populated(table: TenantTable): string {
  return `jsonb_populate_recordset(null::${quoted(table.name)}, $1::text::jsonb)`;
}

function* recordsOf(lines: readonly string[]): Iterable<string> {
  for (let at = 0; at < lines.length; at += BATCH)
    yield `[${lines.slice(at, at + BATCH).join(",")}]`;
}

/** As Postgres writes an array; ids need no quotes. */
function listed(ids: readonly string[]): string {
  return `{${ids.join(",")}}`;
}

/**
 * The same condition as the policy's, so that a database whose policies were dropped by hand does not lose the
 * neighbours' rows as well. Worked out once for a query and not for each row.
 */
export const OWN =
  "t.tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)";

/**
 * A row as text, twice as fast as JSON. It leaves out the tenant's id, so equal rows of two tenants give equal
 * text.
 */
export function contentOf({ columns }: TenantTable): string {
  const names = columns.filter((column) => column !== "tenant_id").toSorted();
  return `row(${names.map((name) => `t.${quoted(name)}`).join(", ")})::text`;
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Tables that have a tenant, parents first. */
async function listTables(sql: postgres.TransactionSql): Promise<TenantTable[]> {
  const tables = await sql<TenantTable[]>`
    select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a
      on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    group by c.relname having 'tenant_id' = any(array_agg(a.attname::text)) order by 1`;
  const references = await sql<{ child: string; parent: string }[]>`
    select c.relname::text as child, p.relname::text as parent from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
    where k.contype = 'f' and c.oid <> p.oid`;
  const ordered: TenantTable[] = [];
  const place = (table: TenantTable, above: readonly string[]) => {
    if (ordered.includes(table) || above.includes(table.name)) return;
    for (const { child, parent } of references)
      if (child === table.name)
        for (const other of tables) if (other.name === parent) place(other, [...above, child]);
    ordered.push(table);
  };
  for (const table of tables) place(table, []);
  return ordered;
}
