import { and, asc, count, desc, eq, isNotNull, isNull, lt, ne, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { Refusal } from "@/server/refusal";
import { copies, items, itemTags, photos } from "../schema";
import { askable } from "./text";

type ItemRow = typeof items.$inferSelect;

/** A copy as it is kept; price and currency are for members. */
export interface Copy {
  readonly label: string;
  readonly condition: "" | "mint" | "near-mint" | "excellent" | "good" | "played";
  readonly swingTag: string;
  readonly tushTag: string;
  readonly acquired: string;
  /** Minor units of `currency`, or null. */
  readonly pricePaid: number | null;
  readonly currency: string;
  readonly note: string;
}

export interface Photo {
  readonly id: string;
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly alt: string;
}

/** What a person writes about an item. */
export interface ItemDraft {
  readonly name: string;
  readonly animal: string;
  readonly variant: string;
  readonly styleNumber: string;
  readonly colour: string;
  readonly birthday: string;
  readonly introduced: string;
  readonly retired: string;
  readonly status: ItemRow["status"];
  readonly visibility: ItemRow["visibility"];
  readonly story: string;
  readonly copies: readonly Copy[];
  readonly tags: readonly string[];
}

/** The item at an address, or null. Row-level security hides private and trashed ones from visitors. */
export async function findItemBySlug(
  tx: ReadTx,
  slug: string,
): Promise<Omit<ItemRow, "tenantId"> | null> {
  const [row] = await tx
    .select(ownColumns)
    .from(items)
    .where(eq(items.slug, askable(slug)));
  return row ?? null;
}

/** @throws Refusal (404) when there is no such item */
export async function getItem(tx: ReadTx, id: string): Promise<Omit<ItemRow, "tenantId">> {
  const [row] = await tx.select(ownColumns).from(items).where(eq(items.id, id));
  if (!row) throw noSuchItem();
  return row;
}

const ownColumns = {
  id: items.id,
  slug: items.slug,
  name: items.name,
  animal: items.animal,
  variant: items.variant,
  styleNumber: items.styleNumber,
  colour: items.colour,
  birthday: items.birthday,
  introduced: items.introduced,
  retired: items.retired,
  status: items.status,
  visibility: items.visibility,
  story: items.story,
  createdAt: items.createdAt,
  updatedAt: items.updatedAt,
  trashedAt: items.trashedAt,
};

/** Copies, photos and tags of the item at an address: three queries for one read. Joined through the item, so that they are hidden with it. */
export async function listCopies(tx: ReadTx, slug: string): Promise<(Copy & { id: string })[]> {
  return tx
    .select({
      id: copies.id,
      label: copies.label,
      condition: copies.condition,
      swingTag: copies.swingTag,
      tushTag: copies.tushTag,
      acquired: copies.acquired,
      pricePaid: tx.actor.kind === "visitor" ? sql<null>`null` : copies.pricePaid,
      currency: tx.actor.kind === "visitor" ? sql<string>`''` : copies.currency,
      note: copies.note,
    })
    .from(copies)
    .innerJoin(items, and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId)))
    .where(eq(items.slug, askable(slug)))
    .orderBy(asc(copies.position), asc(copies.id));
}

export async function listPhotos(tx: ReadTx, slug: string): Promise<Photo[]> {
  return tx
    .select({
      id: photos.id,
      key: photos.key,
      width: photos.width,
      height: photos.height,
      colour: photos.colour,
      alt: photos.alt,
    })
    .from(photos)
    .innerJoin(items, and(eq(items.tenantId, photos.tenantId), eq(items.id, photos.itemId)))
    .where(eq(items.slug, askable(slug)))
    .orderBy(asc(photos.position), asc(photos.id));
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

/** The items beside this one in the shelf's order by name, as the actor may list them. */
export async function listNeighbours(
  tx: ReadTx,
  slug: string,
): Promise<{ previous: Neighbour | null; next: Neighbour | null }> {
  const here = placeOf(slug);
  const listed = and(
    isNull(items.trashedAt),
    ne(items.slug, askable(slug)),
    tx.actor.kind === "visitor" ? eq(items.visibility, "public") : undefined,
  );
  const named = { slug: items.slug, name: items.name };
  const [before, after] = await Promise.all([
    tx
      .select(named)
      .from(items)
      .where(and(listed, sql`${place} < ${here}`))
      .orderBy(desc(sql`lower(${items.name})`), desc(items.id))
      .limit(1),
    tx
      .select(named)
      .from(items)
      .where(and(listed, sql`${place} > ${here}`))
      .orderBy(asc(sql`lower(${items.name})`), asc(items.id))
      .limit(1),
  ]);
  return { previous: before[0] ?? null, next: after[0] ?? null };
}

export interface Neighbour {
  readonly slug: string;
  readonly name: string;
}

/** Where an item stands in the shelf's order by name. Two values and not one text: "Bear" is before "Bear 2". */
const place = sql`(lower(${items.name}), ${items.id})`;

function placeOf(slug: string) {
  return sql`(select lower(here.name), here.id from items here where here.slug = ${askable(slug)})`;
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
  const { copies: _copies, tags: _tags, ...facts } = draft;
  for (const slug of slugsFor(draft)) {
    const [row] = await tx
      .insert(items)
      .values(id ? { ...facts, slug, id } : { ...facts, slug })
      .onConflictDoNothing()
      .returning({ id: items.id, slug: items.slug });
    if (row) {
      await writeParts(tx, row.id, draft);
      return row;
    }
    if (!id) continue;
    const [there] = await tx.select({ id: items.id }).from(items).where(eq(items.id, id));
    if (there) return null;
  }
  throw new Refusal("There are too many items of this name. Choose another name.", { status: 409 });
}

/** The moment of an item's last change in microseconds: what an editor has read and means to replace. */
export const versionOfItem = sql<string>`(extract(epoch from ${items.updatedAt}) * 1000000)::bigint::text`;

/**
 * Changes an item; copies and tags become those of the draft. Its address stays.
 * @param expected the version that the person had in front of them; undefined replaces any
 * @throws Refusal (404) when there is no such item, (409) when it has changed since
 */
export async function changeItem(
  tx: WriteTx,
  id: string,
  draft: ItemDraft,
  expected?: string,
): Promise<{ slug: string; version: string }> {
  const { copies: _copies, tags: _tags, ...facts } = draft;
  const inPlace = and(eq(items.id, id), isNull(items.trashedAt));
  const [row] = await tx
    .update(items)
    // The clock and not now(): each change must get a version of its own, and never an earlier one.
    .set({
      ...facts,
      updatedAt: sql`greatest(clock_timestamp(), ${items.updatedAt} + interval '1 microsecond')`,
    })
    .where(expected === undefined ? inPlace : and(inPlace, eq(versionOfItem, expected)))
    .returning({ slug: items.slug, version: versionOfItem });
  if (!row) throw await changedOrGone(tx, id);
  await tx.delete(copies).where(eq(copies.itemId, id));
  await tx.delete(itemTags).where(eq(itemTags.itemId, id));
  await writeParts(tx, id, draft);
  return row;
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

async function writeParts(tx: WriteTx, itemId: string, draft: ItemDraft): Promise<void> {
  if (draft.copies.length)
    await tx
      .insert(copies)
      .values(draft.copies.map((copy, position) => ({ ...copy, itemId, position })));
  const tags = [...new Set(draft.tags)];
  if (tags.length) await tx.insert(itemTags).values(tags.map((tag) => ({ itemId, tag })));
}

/** Puts an item into the trash, from where it can be brought back for 30 days. @throws Refusal (404) */
export async function trashItem(tx: WriteTx, id: string): Promise<void> {
  const done = await tx
    .update(items)
    .set({ trashedAt: sql`now()` })
    .where(and(eq(items.id, id), isNull(items.trashedAt)))
    .returning({ id: items.id });
  if (done.length === 0) throw noSuchItem();
}

/** Brings an item back from the trash. @throws Refusal (404) */
export async function restoreItem(tx: WriteTx, id: string): Promise<void> {
  const done = await tx
    .update(items)
    .set({ trashedAt: null })
    .where(and(eq(items.id, id), isNotNull(items.trashedAt)))
    .returning({ id: items.id });
  if (done.length === 0) throw noSuchItem();
}

/** What is in the trash, newest first. */
export async function listTrash(
  tx: ReadTx,
): Promise<{ id: string; slug: string; name: string; trashedAt: Date | null }[]> {
  return tx
    .select({ id: items.id, slug: items.slug, name: items.name, trashedAt: items.trashedAt })
    .from(items)
    .where(isNotNull(items.trashedAt))
    .orderBy(desc(items.trashedAt), asc(items.id))
    .limit(500);
}

/**
 * Deletes for good what has been in the trash for more than `days`.
 * @returns the keys of the photos whose files can go now
 */
export async function emptyTrash(tx: WriteTx, days: number): Promise<string[]> {
  const old = and(
    isNotNull(items.trashedAt),
    lt(items.trashedAt, sql`now() - make_interval(days => ${days})`),
  );
  const keys = await tx
    .select({ key: photos.key })
    .from(photos)
    .innerJoin(items, and(eq(items.tenantId, photos.tenantId), eq(items.id, photos.itemId)))
    .where(old);
  await tx.delete(items).where(old);
  return keys.map((row) => row.key);
}

/** How many items there are, drafts and hidden ones included, the trash not. */
export async function countItems(tx: ReadTx): Promise<number> {
  const [row] = await tx.select({ value: count() }).from(items).where(isNull(items.trashedAt));
  return row?.value ?? 0;
}

/** Adds a photo at the end. @throws Refusal (404) when there is no such item, 409 beyond 24 */
export async function addPhoto(
  tx: WriteTx,
  itemId: string,
  photo: Omit<Photo, "id">,
): Promise<{ id: string }> {
  const [item] = await tx
    .select({ id: items.id })
    .from(items)
    .where(eq(items.id, itemId))
    .for("update");
  if (!item) throw noSuchItem();
  const [last] = await tx
    .select({ count: count(), position: sql<number>`coalesce(max(${photos.position}), -1)::int` })
    .from(photos)
    .where(eq(photos.itemId, itemId));
  if ((last?.count ?? 0) >= 24)
    throw new Refusal("An item holds 24 photos. Remove one first.", { status: 409 });
  const [row] = await tx
    .insert(photos)
    .values({ ...photo, itemId, position: (last?.position ?? -1) + 1 })
    .returning({ id: photos.id });
  if (!row) throw new Error("The photo was not written.");
  return row;
}

/** Removes a photo. @returns the key of its files @throws Refusal (404) */
export async function removePhoto(tx: WriteTx, id: string): Promise<string> {
  const [row] = await tx.delete(photos).where(eq(photos.id, id)).returning({ key: photos.key });
  if (!row) throw new Refusal("There is no such photo.", { status: 404 });
  return row.key;
}

/** Says what a photo shows, for those who do not see it. @throws Refusal (404) */
export async function describePhoto(tx: WriteTx, id: string, alt: string): Promise<void> {
  const done = await tx
    .update(photos)
    .set({ alt })
    .where(eq(photos.id, id))
    .returning({ id: photos.id });
  if (done.length === 0) throw new Refusal("There is no such photo.", { status: 404 });
}

/** Makes a photo the first of its item. @throws Refusal (404) */
export async function leadWithPhoto(tx: WriteTx, id: string): Promise<void> {
  const [row] = await tx.select({ itemId: photos.itemId }).from(photos).where(eq(photos.id, id));
  if (!row) throw new Refusal("There is no such photo.", { status: 404 });
  await tx
    .update(photos)
    .set({ position: sql`case when ${photos.id} = ${id} then 0 else ${photos.position} + 1 end` })
    .where(eq(photos.itemId, row.itemId));
}

/** The photo of this key if its item may be seen by the actor, else null. */
export async function findPhotoByKey(
  tx: ReadTx,
  key: string,
): Promise<{ visibility: ItemRow["visibility"] } | null> {
  const [row] = await tx
    .select({ visibility: items.visibility })
    .from(photos)
    .innerJoin(items, and(eq(items.tenantId, photos.tenantId), eq(items.id, photos.itemId)))
    .where(eq(photos.key, askable(key)));
  return row ?? null;
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

function* slugsFor({ name, variant }: ItemDraft): Generator<string> {
  const short = slugOf(name);
  const long = slugOf(`${name} ${variant}`);
  yield short;
  if (long !== short) yield long;
  for (let number = 2; number < 200; number++) yield `${long}-${number}`;
}

/** a-z, 0-9 and single hyphens, at most 80, never empty. */
export function slugOf(text: string): string {
  const slug = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/g, "");
  return slug || "item";
}

function noSuchItem(): Refusal {
  return new Refusal("There is no such item.", { status: 404 });
}

/** How many listed items stand before this one in the order by name: its number on the shelf, less one. */
export async function countBefore(tx: ReadTx, slug: string): Promise<number> {
  const [row] = await tx
    .select({ value: count() })
    .from(items)
    .where(
      and(
        isNull(items.trashedAt),
        tx.actor.kind === "visitor" ? eq(items.visibility, "public") : undefined,
        sql`${place} < ${placeOf(slug)}`,
      ),
    );
  return row?.value ?? 0;
}
