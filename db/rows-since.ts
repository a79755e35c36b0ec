import { contentOf, OWN, quoted, type TenantRows, type TenantTable } from "./rows";

/** A moment of one database: what its transactions saw that had ended by then, and which one looked. */
export interface Moment {
  readonly snapshot: string;
  /** The number of the transaction that looked, which sees what it wrote itself; none if it wrote nothing. */
  readonly own: string | null;
}

/** The moment that a transaction sees. */
export async function momentOf({ sql }: TenantRows): Promise<Moment> {
  const [row] = await sql<Moment[]>`
    select pg_current_snapshot()::text as snapshot, pg_current_xact_id_if_assigned()::text as own`;
  if (!row) throw new Error("Postgres gave no moment.");
  return row;
}

/**
 * For each table something that is equal in two databases, of which each is compared with a moment of its own at which the
 * two were equal, if they still are: the ids of all rows, and the content of those that were written since. Reads each
 * row's id and not what it holds, so it takes a fraction of a digest.
 */
export async function digestsSince(
  { sql, tables }: TenantRows,
  moment: Moment,
): Promise<Map<string, string>> {
  const each = tables.map(
    (table) => `select '${table.name}' as name, ${digestSince(table, moment)} as digest
      from ${quoted(table.name)} t where ${OWN}`,
  );
  const rows = await sql.unsafe<{ name: string; digest: string }[]>(each.join(" union all "));
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/** A row's id with a checksum of its content where it was written since; the content of others is as it was. */
export type Since = ReadonlyMap<string, string | null>;

/** The same of one table's rows in parts, by the first byte of their ids. */
export async function partsSince(
  { sql }: TenantRows,
  table: TenantTable,
  moment: Moment,
): Promise<Map<number, string>> {
  const rows = await sql.unsafe<{ part: number; digest: string }[]>(
    `select ${PART} as part, ${digestSince(table, moment)} as digest
      from ${quoted(table.name)} t where ${OWN} group by 1`,
  );
  return new Map(rows.map(({ part, digest }) => [part, digest]));
}

/** The rows of some of those parts. */
export async function rowsSince(
  { sql }: TenantRows,
  table: TenantTable,
  moment: Moment,
  parts: readonly number[],
): Promise<Since> {
  const rows = await sql.unsafe<{ id: string; checksum: string | null }[]>(
    `select t.id::text as id, case when ${isNewer(moment)} then md5(${contentOf(table)}) end as checksum
      from ${quoted(table.name)} t where ${OWN} and ${PART} = any($1::text::int[])`,
    [`{${parts.join(",")}}`],
  );
  return new Map(rows.map(({ id, checksum }) => [id, checksum]));
}

/** A checksum of the content of each of these rows that is there. */
export async function checksumsOf(
  { sql }: TenantRows,
  table: TenantTable,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.unsafe<{ id: string; checksum: string }[]>(
    `select t.id::text as id, md5(${contentOf(table)}) as checksum
      from ${quoted(table.name)} t where ${OWN} and t.id = any($1::text::uuid[])`,
    [`{${ids.join(",")}}`],
  );
  return new Map(rows.map(({ id, checksum }) => [id, checksum]));
}

const PART = "get_byte(uuid_send(t.id), 0)";

function digestSince(table: TenantTable, moment: Moment): string {
  const written = `string_agg(md5(${contentOf(table)}), '' order by t.id) filter (where ${isNewer(moment)})`;
  return `concat_ws(' ', count(*), bit_xor(uuid_hash_extended(t.id, 1)), bit_xor(uuid_hash_extended(t.id, 2)), md5(${written}))`;
}

/**
 * Whether a row may have been inserted or changed after a moment: by a transaction no older than the oldest that ran then. Some
 * of these had ended; which ones can't be told of rows that were written behind a savepoint, because those carry a number of
 * their own that a snapshot doesn't list. Their content is compared too, which costs little and misses nothing.
 */
function isNewer({ snapshot, own }: Moment): string {
  const oldest = snapshot.split(":")[0] ?? "";
  const others = own === null ? "" : ` and t.xmin <> '${shortened(own)}'::xid`;
  return `(age(t.xmin) <= (select age('${shortened(oldest)}'::xid))${others})`;
}

/** A transaction's number as rows carry it: the lower 32 bits. */
function shortened(number: string): bigint {
  return BigInt(number) % 2n ** 32n;
}
