import { isDeepStrictEqual } from "node:util";
import { eq, inArray, type SQL, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { entries, facts, lines, misprints, products, releases } from "../catalogue-schema";
import { type Entry, type EntryFacts, FACT_KEYS, type ItemEntry, keptEntry } from "../entry";
import { itemEntries } from "../entry-schema";
import type { Facts } from "../item";
import { askable } from "./text";

/** How many entries a form offers. */
const MOST_OFFERED = 8;

/**
 * The entries of the catalogue whose name, style number, variant or misprinted tag begins with every word that was typed,
 * the best first; at most eight.
 */
export async function findEntries(tx: ReadTx, typed: string): Promise<Entry[]> {
  const asked = askable(typed);
  const found = await selectEntries(
    tx,
    sql`catalogue.find_entries(${asked}, ${MOST_OFFERED}) as found (entry, rank)`,
  );
  return found.map(({ entry }) => entry);
}

/** The entries of these keys, as the catalogue of now has them. */
export async function listEntries(tx: ReadTx, keys: readonly string[]): Promise<Entry[]> {
  if (keys.length === 0) return [];
  const json = JSON.stringify(keys.map(askable));
  const found = await listRanked(
    tx,
    sql`select key, rank from jsonb_array_elements_text(${json}::jsonb) with ordinality as k (key, rank)`,
  );
  return found.map(({ entry }) => entry);
}

/** The entries that rows of a key and a rank name, with it and in its order. */
export async function listRanked(
  tx: ReadTx,
  ranked: SQL,
): Promise<{ readonly rank: number; readonly entry: Entry }[]> {
  return selectEntries(tx, sql`(${ranked}) as found (entry, rank)`);
}

/** What is written of a thing that may be an entry. */
export type Called = Pick<Facts, "name" | "styleNumber" | "variant">;

/**
 * The one entry that each of these is by name and style number, as search folds them, or null where there is none or more
 * than one. A variant that is named decides; one that the catalogue doesn't tell apart is no hindrance.
 */
export async function matchEntries(
  tx: ReadTx,
  called: readonly Called[],
): Promise<(Entry | null)[]> {
  const asked = called.flatMap((one, at) => {
    const [name, styleNumber, variant] = [one.name, one.styleNumber, one.variant].map((text) =>
      text.trim(),
    );
    return name && styleNumber ? [{ name, styleNumber, variant, at }] : [];
  });
  if (asked.length === 0) return called.map(() => null);
  const json = JSON.stringify(asked).replaceAll("\\u0000", "\\ufffd");
  const found = await selectEntries(
    tx,
    sql`(select distinct w.entry, a.at,
        public.fold(coalesce(a.variant, '')) = public.fold(n.variant) as is_variant
      from jsonb_to_recordset(${json}::jsonb) as a (at int, name text, "styleNumber" text, variant text)
      join catalogue.words w on w.word = any (public.search_words(a."styleNumber", false))
      join catalogue.entries n on n.key = w.entry
      join catalogue.products p on p.key = n.product and public.fold(p.name) = public.fold(a.name)
      where exists (select from catalogue.facts f where f.of = 'entry' and f.key = n.key and f.field = 'styleNumber'
        and public.fold(f.value) = public.fold(a."styleNumber"))) as found (entry, rank, is_variant)`,
    sql<boolean>`found.is_variant`,
  );
  const candidates = Map.groupBy(found, ({ rank }) => rank);
  return called.map(({ variant }, at) => {
    const all = candidates.get(at) ?? [];
    const [only, ...more] = all.filter(({ isVariant }) => isVariant);
    if (only) return more.length === 0 ? only.entry : null;
    const [alone, ...others] = all;
    if (!alone || others.length > 0) return null;
    return variant.trim() === "" || alone.entry.facts.variant === undefined ? alone.entry : null;
  });
}

/** An entry that was found for something, and whether as its variant. */
interface FoundEntry {
  readonly rank: number;
  readonly isVariant: boolean;
  readonly entry: Entry;
}

async function selectEntries(
  tx: ReadTx,
  found: SQL,
  isVariant: SQL<boolean> = sql`true`,
): Promise<FoundEntry[]> {
  const rows = await tx
    .select({
      rank: sql<number>`found.rank::int`,
      isVariant,
      key: entries.key,
      product: entries.product,
      release: sql<number>`(select max(${releases.number}) from ${releases})`,
      name: products.name,
      line: lines.name,
      variant: entries.variant,
      facts:
        sql`coalesce((select json_agg(json_build_object('field', ${facts.field}, 'value', ${facts.value},
        'sure', ${facts.sure}, 'note', ${facts.note}) order by ${facts.place}) from ${facts}
        where ${facts.of} = 'entry' and ${facts.key} = ${entries.key}), '[]')::text`.mapWith(
          (json: string): readonly SaidFact[] => JSON.parse(json),
        ),
      misprints:
        sql`coalesce((select json_agg(${misprints.text} order by ${misprints.place}) from ${misprints}
        where ${misprints.product} = ${entries.product}), '[]')::text`.mapWith(
          (json: string): readonly string[] => JSON.parse(json),
        ),
    })
    .from(found)
    .innerJoin(entries, sql`${entries.key} = found.entry`)
    .innerJoin(products, eq(products.key, entries.product))
    .innerJoin(lines, eq(lines.key, products.line))
    .orderBy(sql`found.rank`);
  return rows.map(({ rank, isVariant, name, line, variant, facts, ...row }) => {
    const said = (field: string) => sayingOf(facts, field);
    const entry = {
      ...row,
      facts: factsOf({ name, line, variant }, said),
      notes: facts
        .filter(({ note }) => note !== "")
        .map(({ field, sure, note }) => ({ field, sure, note })),
      swingTags: said("swingTags"),
      tushTags: said("tushTags"),
    };
    return { rank, isVariant, entry };
  });
}

interface SaidFact {
  readonly field: string;
  readonly value: string;
  readonly sure: "agreed" | "single" | "disputed";
  readonly note: string;
}

/** What is said of a field; empty where nothing is, or sources differ. */
function sayingOf(facts: readonly SaidFact[], field: string): string {
  return facts.find((fact) => fact.field === field && fact.sure !== "disputed")?.value ?? "";
}

function factsOf(
  named: { readonly name: string; readonly line: string; readonly variant: string },
  said: (field: string) => string,
): EntryFacts {
  const known: Readonly<Partial<Record<string, string>>> = named;
  return Object.fromEntries(
    FACT_KEYS.flatMap((key) => {
      const value = known[key] ?? said(key);
      return value ? [[key, value]] : [];
    }),
  );
}

/** Which entries these items are, with what each keeps of it. */
export async function listEntriesOf(
  tx: ReadTx,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, ItemEntry>> {
  const rows = await tx
    .select({
      itemId: itemEntries.itemId,
      key: itemEntries.entry,
      release: itemEntries.release,
      facts: itemEntries.facts,
      mine: itemEntries.mine,
    })
    .from(itemEntries)
    .where(inArray(itemEntries.itemId, [...itemIds]));
  return new Map(rows.map(({ itemId, ...entry }) => [itemId, entry]));
}

/** Notes which entries new items are. */
export async function addEntries(
  tx: WriteTx,
  added: readonly {
    readonly itemId: string;
    readonly draft: Facts & { readonly entry?: ItemEntry | null };
  }[],
): Promise<void> {
  const rows = added.flatMap(({ itemId, draft }) =>
    draft.entry ? [{ itemId, ...rowOf(draft.entry, draft) }] : [],
  );
  if (rows.length > 0) await tx.insert(itemEntries).values(rows);
}

/** Notes which entry an item is, whose facts are these; null takes it off. */
export async function noteEntry(
  tx: WriteTx,
  itemId: string,
  entry: ItemEntry | null,
  facts: Facts,
): Promise<void> {
  if (entry === null) {
    await tx.delete(itemEntries).where(eq(itemEntries.itemId, itemId));
    return;
  }
  const row = rowOf(entry, facts);
  await tx
    .insert(itemEntries)
    .values({ itemId, ...row })
    .onConflictDoUpdate({ target: [itemEntries.tenantId, itemEntries.itemId], set: row });
}

/** Whether a draft says of its entry what is kept, or nothing. */
export function saysTheSameEntry(
  kept: ItemEntry | null | undefined,
  draft: Facts & { readonly entry?: ItemEntry | null },
): boolean {
  const { entry } = draft;
  if (entry === undefined) return true;
  return isDeepStrictEqual(kept ?? null, entry && keptEntry(entry, draft));
}

function rowOf(entry: ItemEntry, written: Facts) {
  const { key, release, facts, mine } = keptEntry(entry, written);
  return { entry: key, release, facts, mine: [...mine] };
}
