import type postgres from "postgres";

/** Rows that a site has once, and those that are there for each of its items, parents first. */
const ONCE = ["places", "fields"];
const FOR_EACH = [
  "items",
  "copies",
  "copy_private",
  "wants",
  "want_limits",
  "item_tags",
  "field_values",
  "item_words",
];

/** Columns that name such rows. */
const NAMES_ONE_OF_SITE = ["place_id", "parent_id", "field_id"];
const NAMES_ONE_OF_ITEM = ["id", "item_id", "copy_id", "want_id"];

/** A site that gets the items of another so many times over. */
interface Grown {
  readonly to: string;
  readonly times: number;
}

/**
 * Gives sites that have no items those of another of their database, each with an address and a variant of its own. Words
 * are copied, because triggers would take a quarter of an hour for 200,000 items; what the filters offer is made as for an
 * archive of a former build.
 * @param sql an administrator's connection
 */
export async function growSites(
  sql: postgres.Sql,
  from: string,
  sites: readonly Grown[],
  report: (step: string) => void = () => {},
): Promise<void> {
  await sql.begin(async (tx) => {
    // References and triggers would look at each row again.
    await tx`set local session_replication_role = replica`;
    await tx`set local work_mem = '256MB'`;
    await tx`set local maintenance_work_mem = '512MB'`;
    await withoutIndexes(tx, async () => {
      for (const site of sites) await copySite(tx, from, site);
    });
    for (const { to } of sites) {
      await tx`insert into item_words (tenant_id, item_id, hidden, word)
        select distinct i.tenant_id, i.id, i.hidden, w.word from items i cross join lateral unnest(search_words(i.variant, true)) w (word)
        where i.tenant_id = ${to} on conflict (tenant_id, word, item_id) do update set for_members = false`;
      report("  words");
      await tx`select make_facets_anew(${to})`;
      report("  what the filters offer");
    }
  });
}

async function copySite(
  tx: postgres.TransactionSql,
  from: string,
  { to, times }: Grown,
): Promise<void> {
  // With the marks of a random one, which addresses and actions ask for.
  await tx.unsafe(`create or replace function pg_temp.anew(uuid, bigint) returns uuid language sql immutable
    return overlay(overlay(md5($1::text || ' ' || $2 || ' ${to}') placing '4' from 13) placing '8' from 17)::uuid`);
  for (const table of ONCE) await copyRows(tx, table, { from, to, times: 1, id: 0 });
  for (const table of FOR_EACH) await copyRows(tx, table, { from, to, times });
  await tx`insert into word_slips (tenant_id, slip, word)
    select ${to}, s.slip, s.word from word_slips s where s.tenant_id = ${from}`;
  // So that pages differ by their items alone.
  await tx`update skins set value = (select s.value from skins s where s.tenant_id = ${from} limit 1)
    where tenant_id = ${to}`;
}

/** Keeps no index of these tables meanwhile and builds them afterwards, because entry by entry they took five times as long. */
async function withoutIndexes(
  tx: postgres.TransactionSql,
  work: () => Promise<void>,
): Promise<void> {
  await tx`update pg_index set indisready = false, indisvalid = false
    where indrelid = any(${FOR_EACH}::text[]::regclass[])`;
  await work();
  for (const table of FOR_EACH) await tx.unsafe(`reindex table ${table}`);
}

/** Gives all that a site has to another one instead of what that has, in a database in which nobody knows the first. */
export async function renameSite(
  sql: postgres.Sql,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const tables = await tx<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
    for (const { name } of tables) {
      await tx`delete from ${tx(name)} where tenant_id = ${to}`;
      await tx`update ${tx(name)} set tenant_id = ${to} where tenant_id = ${from}`;
    }
  });
}

/** What differs in each copy of an item, `t`, by its number, `n`. */
const OF_ITEM: Readonly<Record<string, string>> = {
  slug: "t.slug || '-' || n",
  variant: "concat_ws(' ', nullif(t.variant, ''), n)",
  sort_name: "sort_name(t.name, concat_ws(' ', nullif(t.variant, ''), n), 'en')",
  created_at: "t.created_at + make_interval(secs => n)",
};

async function copyRows(
  tx: postgres.TransactionSql,
  table: string,
  { from, to, times, id }: { from: string; to: string; times: number; id?: number },
): Promise<void> {
  const columns = await tx<{ name: string }[]>`
    select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0
      and not attisdropped and attgenerated = ''`;
  const values = columns.map(({ name }) => {
    if (name === "tenant_id") return `'${to}'::uuid`;
    if (NAMES_ONE_OF_SITE.includes(name)) return `pg_temp.anew(t.${name}, 0)`;
    if (NAMES_ONE_OF_ITEM.includes(name)) return `pg_temp.anew(t.${name}, ${id ?? "n"})`;
    return (table === "items" && OF_ITEM[name]) || `t.${name}`;
  });
  await tx.unsafe(`insert into ${table} (${columns.map(({ name }) => name).join(", ")})
    select ${values.join(", ")} from generate_series(1, ${times}) n, ${table} t where t.tenant_id = '${from}'`);
}
