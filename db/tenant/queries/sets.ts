import { and, asc, eq, ne, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import type { Visibility } from "../choices";
import { site } from "../schema";
import { type Counted, readRule, type SetDraft, type SetRule } from "../set";
import { sets } from "../set-schema";
import { slugOf } from "./slug";
import { askable } from "./text";

/** A set as it is kept. What the site has of it is in `pieces.ts`. */
export interface KeptSet {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly note: string;
  readonly visibility: Visibility;
  readonly counted: Counted;
  readonly rule: SetRule;
}

/** How many sets a site has at most: their list says of each how much is there. */
const MOST_SETS = 60;

/** The sets of the site in their order; for visitors those that are listed. */
export async function listSets(tx: ReadTx): Promise<KeptSet[]> {
  const isMember = tx.actor.kind === "member" || tx.actor.kind === "system";
  const rows = await select(tx)
    .where(isMember ? undefined : eq(sets.visibility, "public"))
    .orderBy(asc(sets.position), asc(sets.id));
  return rows.map(kept);
}

/** The set at an address, or null. */
export async function findSet(tx: ReadTx, slug: string): Promise<KeptSet | null> {
  const [row] = await select(tx).where(eq(sets.slug, askable(slug)));
  return row ? kept(row) : null;
}

/** @throws Refusal (404) */
export async function getSet(tx: ReadTx, id: string): Promise<KeptSet> {
  const [row] = await select(tx).where(eq(sets.id, id));
  if (!row) throw noSuchSet();
  return kept(row);
}

/** As `getSet`; nobody else changes the set, or looks for one of its pieces, until the transaction ends. */
export async function holdSet(tx: WriteTx, id: string): Promise<KeptSet> {
  const [row] = await select(tx).where(eq(sets.id, id)).for("update");
  if (!row) throw noSuchSet();
  return kept(row);
}

/**
 * Adds a set under an id of the caller's choice at the end of the others, so that the same request sent twice adds one.
 * @returns its address
 * @throws Refusal (409) when the site has all it may
 */
export async function addSet(tx: WriteTx, id: string, draft: SetDraft): Promise<string> {
  await takeTurns(tx);
  const others = await tx.select({ id: sets.id, slug: sets.slug }).from(sets);
  const there = others.find((one) => one.id === id);
  if (there) return there.slug;
  if (others.length >= MOST_SETS)
    throw new Refusal(`A site has up to ${MOST_SETS} sets. Remove one first.`, { status: 409 });
  const slug = freeSlug(slugOf(draft.name), new Set(others.map((one) => one.slug)));
  await tx.insert(sets).values({
    id,
    slug,
    ...draft,
    position: sql`(select coalesce(max(position), 0) + 1 from sets)`,
  });
  return slug;
}

/** Changes a set; its address stays. @throws Refusal (404) */
export async function changeSet(tx: WriteTx, id: string, draft: SetDraft): Promise<void> {
  const [row] = await tx.update(sets).set(draft).where(eq(sets.id, id)).returning({ id: sets.id });
  if (!row) throw noSuchSet();
}

/** Lets the rules of sets follow where choices of one of the owner's fields, which has this key, are called otherwise. */
export async function renameInRules(
  tx: WriteTx,
  field: string,
  renamed: Readonly<Record<string, string>>,
): Promise<void> {
  // All at once, so that two choices can change places.
  const called = sql`(${JSON.stringify(renamed)}::jsonb -> (${sets.rule} ->> 'value'))`;
  await tx
    .update(sets)
    .set({ rule: sql`jsonb_set(${sets.rule}, '{value}', ${called})` })
    .where(
      sql`${sets.rule} ->> 'kind' = 'own' and ${sets.rule} ->> 'field' = ${askable(field)} and ${called} is not null`,
    );
}

/** @throws Refusal (404) */
export async function removeSet(tx: WriteTx, id: string): Promise<void> {
  const gone = await tx.delete(sets).where(eq(sets.id, id)).returning({ id: sets.id });
  if (gone.length === 0) throw noSuchSet();
}

/** Changes places with the set before or after it; at either end nothing happens. @throws Refusal (404) */
export async function moveSet(tx: WriteTx, id: string, by: -1 | 1): Promise<void> {
  await takeTurns(tx);
  const all = await tx.select({ id: sets.id }).from(sets).orderBy(asc(sets.position), asc(sets.id));
  const at = all.findIndex((one) => one.id === id);
  if (at < 0) throw noSuchSet();
  const other = all[at + by];
  if (!other) return;
  const order = all
    .map((one) => one.id)
    .with(at, other.id)
    .with(at + by, id);
  for (const [position, one] of order.entries())
    await tx
      .update(sets)
      .set({ position })
      .where(and(eq(sets.id, one), ne(sets.position, position)));
}

function select(tx: ReadTx) {
  return tx
    .select({
      id: sets.id,
      slug: sets.slug,
      name: sets.name,
      note: sets.note,
      visibility: sets.visibility,
      counted: sets.counted,
      rule: sets.rule,
    })
    .from(sets);
}

function kept({ rule, ...row }: Omit<KeptSet, "rule"> & { readonly rule: unknown }): KeptSet {
  return { ...row, rule: readRule(rule) };
}

/** Who adds or moves sets takes turns, so that no two get one place or address. The site's row is there before any set is. */
async function takeTurns(tx: WriteTx): Promise<void> {
  await tx.select({ id: site.id }).from(site).for("update");
}

function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  for (let nth = 1; ; nth++) {
    const slug = nth === 1 ? wanted : `${wanted}-${nth}`;
    if (!taken.has(slug)) return slug;
  }
}

function noSuchSet(): Refusal {
  return new Refusal("There is no such set.", { status: 404 });
}
