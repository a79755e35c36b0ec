import { isDeepStrictEqual } from "node:util";
import { and, asc, eq, isNull, ne, notInArray } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { pick } from "../field";
import { type ItemDraft, type KeptCopy, OWN_KEYS } from "../item";
import { items, itemTags } from "../schema";
import { freeSlug } from "./addresses";
import { addCopies, changeCopies, selectCopies } from "./copies";
import { noSuchItem } from "./missing";
import { type HeldItem, saveOwnValues } from "./own-values";
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
  id?: string,
): Promise<{ id: string; slug: string } | null> {
  const { copies: _copies, tags: _tags, want: _want, own: _own, template, ...facts } = draft;
  const slug = await freeSlug(tx, draft);
  const [row] = await tx
    .insert(items)
    .values(id ? { ...facts, slug, id } : { ...facts, slug })
    .onConflictDoNothing({ target: [items.tenantId, items.id] })
    .returning({ id: items.id, slug: items.slug });
  if (!row) return null;
  const copyIds = await addCopies(tx, row.id, draft.copies);
  await saveOwnValues(tx, row.id, draft, copyIds);
  if (template) await noteTemplate(tx, row.id, template);
  await addTags(tx, row.id, draft);
  if (draft.want) await changeWant(tx, row.id, draft.want);
  return row;
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
  const { copies: _copies, tags, want, own: _own, template, ...facts } = draft;
  const inPlace = and(eq(items.id, id), isNull(items.trashedAt));
  const [row] = await tx
    .update(items)
    // clock_timestamp() and not now(), so that each change gets a new and later version.
    .set({
      ...facts,
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
    await addTags(tx, id, draft);
  }
  if (!there || !isDeepStrictEqual(there.want, want)) await changeWant(tx, id, want);
  await saveOwnValues(tx, id, draft, copyIds, held);
  if (template !== undefined && (!there || there.template !== template))
    await noteTemplate(tx, id, template);
  return { ...row, copyIds };
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

async function addTags(tx: WriteTx, itemId: string, draft: ItemDraft): Promise<void> {
  const tags = [...new Set(draft.tags)];
  if (tags.length)
    await tx
      .insert(itemTags)
      .values(tags.map((tag) => ({ itemId, tag })))
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
