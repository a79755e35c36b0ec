import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { and, asc, eq, inArray, isNull, ne, notInArray } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { pick } from "../field";
import { type ItemDraft, type KeptCopy, OWN_KEYS, type OwnKey } from "../item";
import { items, itemTags } from "../schema";
import { freeSlugs } from "./addresses";
import { asRows } from "./as-rows";
import { addCopies, changeCopies, selectCopies } from "./copies";
import { addEntries, noteEntry, saysTheSameEntry } from "./entries";
import { gatherItems } from "./gathering";
import { noSuchItem } from "./missing";
import { addOwnValues, type HeldItem, saveOwnValues } from "./own-values";
import { noteTemplate } from "./templates";
import { askable } from "./text";
import { laterVersion, versionOfItem } from "./version";
import { changeWant } from "./wants";

/** An item's own row. */
export type KeptItem = Omit<
  typeof items.$inferSelect,
  "tenantId" | "hidden" | "formerStatus" | "sortName"
>;

/** The item at an address, or null. Row-level security hides private and trashed ones from visitors. */
export async function findItemBySlug(tx: ReadTx, slug: string): Promise<KeptItem | null> {
  const [row] = await tx
    .select(ownColumns)
    .from(items)
    .where(eq(items.slug, askable(slug)));
  return row ?? null;
}

/** @throws Refusal (404) when there is no such item */
export async function getItem(tx: ReadTx, id: string): Promise<KeptItem> {
  const [row] = await tx.select(ownColumns).from(items).where(eq(items.id, id));
  if (!row) throw noSuchItem();
  return row;
}

/** What an item is called; null when there is none. */
export async function findItemName(tx: ReadTx, id: string): Promise<string | null> {
  const [row] = await tx.select({ name: items.name }).from(items).where(eq(items.id, id));
  return row?.name ?? null;
}

/** The columns of a draft's facts. */
export const factColumns = pick(items, OWN_KEYS);

const ownColumns = {
  ...factColumns,
  id: items.id,
  slug: items.slug,
  createdAt: items.createdAt,
  updatedAt: items.updatedAt,
  trashedAt: items.trashedAt,
};

/** Copies, photos and tags of the item at an address: three queries for one read. Joined through the item, so that they are hidden with it. */
export async function listCopies(tx: ReadTx, slug: string): Promise<KeptCopy[]> {
  return selectCopies(tx, eq(items.slug, askable(slug)));
}

export async function listTags(tx: ReadTx, slug: string): Promise<string[]> {
  const rows = await tx
    .select({ tag: itemTags.tag })
    .from(itemTags)
    .innerJoin(items, and(eq(items.tenantId, itemTags.tenantId), eq(items.id, itemTags.itemId)))
    .where(eq(items.slug, askable(slug)))
    .orderBy(asc(itemTags.tag));
  return rows.map((row) => row.tag);
}

/** Adds an item. Its slug is made from the name and is the first that is free. */
export async function addItem(
  tx: WriteTx,
  draft: ItemDraft,
): Promise<{ id: string; slug: string }> {
  const row = await insertItem(tx, draft);
  if (!row) throw new Error("An item's own id was taken.");
  return row;
}

/**
 * As `addItem`, with an id of the caller's choice, so that the same request sent twice adds one item.
 * @returns null when there is an item of this id already
 */
export async function insertItem(
  tx: WriteTx,
  draft: ItemDraft,
  id: string = randomUUID(),
): Promise<{ id: string; slug: string } | null> {
  const [row] = await insertItems(tx, [{ id, draft }]);
  return row ?? null;
}

/**
 * Adds items with as many statements as one takes. One whose id is taken is left out, so that the same request sent twice
 * adds each once.
 * @returns those that were added
 */
export async function insertItems(
  tx: WriteTx,
  added: readonly { readonly id: string; readonly draft: ItemDraft }[],
): Promise<{ id: string; slug: string }[]> {
  return gatherItems(tx, added.length, async () => {
    const drafts = added.map(({ draft }) => draft);
    const slugs = await freeSlugs(tx, drafts);
    const facts = added.map(({ id, draft }, at) => ({
      ...factsOf(draft),
      id,
      slug: slugs[at] ?? "",
    }));
    const rows = await tx
      .insert(items)
      .select(asRows(items, facts))
      .onConflictDoNothing({ target: [items.tenantId, items.id] })
      .returning({ id: items.id, slug: items.slug });
    const inserted = new Set(rows.map(({ id }) => id));
    const now = added
      .filter(({ id }) => inserted.has(id))
      .map(({ id, draft }) => ({ itemId: id, draft, drafted: draft.copies }));
    const copyIds = await addCopies(tx, now);
    await addOwnValues(
      tx,
      now.map((one, at) => ({ ...one, copyIds: copyIds[at] ?? [] })),
    );
    await addTags(tx, now);
    await addEntries(tx, now);
    for (const { itemId, draft } of now) {
      if (draft.template) await noteTemplate(tx, itemId, draft.template);
      if (draft.want) await changeWant(tx, itemId, draft.want);
    }
    return rows;
  });
}

/** What of a draft stands in the item's own row. */
function factsOf({
  copies: _copies,
  tags: _tags,
  want: _want,
  own: _own,
  template: _template,
  entry: _entry,
  ...facts
}: ItemDraft): Pick<ItemDraft, OwnKey> {
  return facts;
}

/** What a save tells the form: the version it made, and which copy is which. */
export interface Saved {
  readonly slug: string;
  readonly version: string;
  readonly copyIds: readonly string[];
}

/**
 * Changes an item; copies and tags become those of the draft. Its address stays, and so do the ids of its copies.
 * @param expected the version that the person had in front of them; undefined replaces any
 * @param held what is kept of it, read by whoever holds the item; what stays the same is then not written again
 * @returns with the ids of the copies, in the order of the draft
 * @throws Refusal (404) when there is no such item, (409) when it has changed since, and as `changeCopies`
 */
export async function changeItem(
  tx: WriteTx,
  id: string,
  draft: ItemDraft,
  expected?: string,
  held?: HeldItem,
): Promise<Saved> {
  const { tags, want, template, entry } = draft;
  const inPlace = and(eq(items.id, id), isNull(items.trashedAt));
  const [row] = await tx
    .update(items)
    // clock_timestamp() and not now(), so that each change gets a new and later version.
    .set({
      ...factsOf(draft),
      updatedAt: laterVersion,
    })
    .where(expected === undefined ? inPlace : and(inPlace, eq(versionOfItem, expected)))
    .returning({ slug: items.slug, version: versionOfItem });
  if (!row) throw await changedOrGone(tx, id);
  const copyIds = await changeCopies(tx, id, draft.copies, { replacing: expected === undefined });
  const there = held?.draft;
  if (!there || !isDeepStrictEqual(new Set(there.tags), new Set(tags))) {
    await tx
      .delete(itemTags)
      .where(and(eq(itemTags.itemId, id), notInArray(itemTags.tag, [...tags])));
    await addTags(tx, [{ itemId: id, draft }]);
  }
  if (!there || !isDeepStrictEqual(there.want, want)) await changeWant(tx, id, want);
  await saveOwnValues(tx, id, draft, copyIds, held);
  if (template !== undefined && (!there || there.template !== template))
    await noteTemplate(tx, id, template);
  if (entry !== undefined && !(there && saysTheSameEntry(there.entry, draft)))
    await noteEntry(tx, id, entry, draft);
  return { ...row, copyIds };
}

/** Holds items until they are written, in the order in which everybody does. @returns those there are */
export async function holdItems(tx: WriteTx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: items.id })
    .from(items)
    .where(inArray(items.id, [...ids]))
    .orderBy(asc(items.id))
    .for("no key update");
  return rows.map(({ id }) => id);
}

async function changedOrGone(tx: WriteTx, id: string): Promise<Refusal> {
  const [there] = await tx
    .select({ id: items.id })
    .from(items)
    .where(and(eq(items.id, id), isNull(items.trashedAt)));
  if (!there) return noSuchItem();
  return new Refusal(
    "This item was changed after you opened it, by somebody else or in another tab. What you typed is still here and nothing was saved.",
    { status: 409 },
  );
}

async function addTags(
  tx: WriteTx,
  tagged: readonly { readonly itemId: string; readonly draft: Pick<ItemDraft, "tags"> }[],
): Promise<void> {
  const rows = tagged.flatMap(({ itemId, draft }) =>
    [...new Set(draft.tags)].map((tag) => ({ itemId, tag })),
  );
  for (let from = 0; from < rows.length; from += 10_000)
    await tx
      .insert(itemTags)
      .select(asRows(itemTags, rows.slice(from, from + 10_000)))
      .onConflictDoNothing();
}

/** The animals in use, for the form to suggest. */
export async function listAnimals(tx: ReadTx): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ animal: items.animal })
    .from(items)
    .where(ne(items.animal, ""))
    .orderBy(asc(items.animal))
    .limit(200);
  return rows.map((row) => row.animal);
}
