import { isDeepStrictEqual } from "node:util";
import { asc, eq, inArray } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import type { DraftCopy, ItemDraft, KeptDraft, Photo } from "../item";
import { photos } from "../photo-schema";
import { items, itemTags } from "../schema";
import { selectCopiesOf } from "./copies";
import { listEntriesOf, saysTheSameEntry } from "./entries";
import { changeItem, factColumns, insertItem, type Saved } from "./items";
import { holdAllNamed } from "./named";
import { holdNamedFields } from "./own-fields";
import { listOwnValuesOf, saysTheSame } from "./own-values";
import { addPhoto, photoColumns } from "./photos";
import { holdNamedPlaces } from "./places";
import { findTemplateOf } from "./templates";
import { versionOfItem } from "./version";
import { listWantsOf } from "./wants";

/** An item as its editor opens it. */
export interface OpenItem {
  readonly id: string;
  readonly slug: string;
  /** The version that a save must name, so that it replaces only what its author has seen. */
  readonly version: string;
  readonly trashedAt: Date | null;
  readonly draft: KeptDraft;
  readonly photos: readonly Photo[];
}

/** The item of an id with all its parts, in one read; null when there is none. */
export async function openItem(tx: ReadTx, id: string): Promise<OpenItem | null> {
  const [[item], ofPhotos, template, entries] = await Promise.all([
    openDrafts(tx, [id]),
    tx
      .select(photoColumns)
      .from(photos)
      .where(eq(photos.itemId, id))
      .orderBy(asc(photos.position), asc(photos.id)),
    findTemplateOf(tx, id),
    listEntriesOf(tx, [id]),
  ]);
  const draft = item && { ...item.draft, template, entry: entries.get(id) ?? null };
  return item && draft ? { ...item, draft, photos: ofPhotos } : null;
}

/** The items of these ids with what is written of them, in one read; without their photos and templates. */
export async function openDrafts(
  tx: ReadTx,
  ids: readonly string[],
): Promise<Omit<OpenItem, "photos">[]> {
  const [found, ofCopies, wants, ofTags, own] = await Promise.all([
    tx
      .select({
        ...factColumns,
        id: items.id,
        slug: items.slug,
        version: versionOfItem,
        trashedAt: items.trashedAt,
      })
      .from(items)
      .where(inArray(items.id, [...ids])),
    selectCopiesOf(tx, ids),
    listWantsOf(tx, ids),
    tx
      .select({ itemId: itemTags.itemId, tag: itemTags.tag })
      .from(itemTags)
      .where(inArray(itemTags.itemId, [...ids]))
      .orderBy(asc(itemTags.tag)),
    listOwnValuesOf(tx, ids),
  ]);
  const tags = Map.groupBy(ofTags, ({ itemId }) => itemId);
  return found.map(({ id, slug, version, trashedAt, ...written }) => {
    const values = own.get(id);
    const copies = (ofCopies.get(id) ?? []).map((copy) => ({
      ...copy,
      own: values?.copies[copy.id] ?? {},
    }));
    const labels = (tags.get(id) ?? []).map(({ tag }) => tag);
    const want = wants.get(id) ?? null;
    const draft = { ...written, want, copies, tags: labels, own: values?.item ?? {} };
    return { id, slug, version, trashedAt, draft };
  });
}

/**
 * Adds the item that the browser has named with an id. The same request again finds it there: nothing is
 * added twice.
 * @throws Refusal (409) when an earlier request added it with other contents
 */
export async function saveNewDraft(
  tx: WriteTx,
  id: string,
  draft: ItemDraft,
): Promise<{ id: string; slug: string; version: string }> {
  const added = await insertItem(tx, draft, id);
  const there = await openItem(tx, id);
  if (!there) throw new Error("The item was not written.");
  if (added || same(there.draft, draft)) return there;
  throw new Refusal(
    "An earlier version of this was saved already. What you typed since is still here and not yet saved.",
    { status: 409 },
  );
}

/**
 * Adds an item with the facts, copies and photos of another. A copy that is lent is not lent there: no loan goes along.
 * @param keys where the files of its photos were copied to, in their order
 * @returns false when there is an item of this id already
 */
export async function insertDuplicate(
  tx: WriteTx,
  original: OpenItem,
  id: string,
  keys: readonly string[],
): Promise<boolean> {
  await holdAllNamed(tx);
  const copies = original.draft.copies.map(
    (copy): DraftCopy => (copy.status === "lent" ? { ...copy, status: "owned" } : copy),
  );
  if (!(await insertItem(tx, { ...original.draft, copies }, id))) return false;
  const there = await openItem(tx, id);
  const copyLike = (copyId: string | null) => {
    const place = original.draft.copies.findIndex((copy) => copy.id === copyId);
    return there?.draft.copies[place]?.id ?? null;
  };
  for (const [place, { id: _id, copyId, ...photo }] of original.photos.entries())
    await addPhoto(tx, id, { ...photo, key: keys[place] ?? photo.key, copyId: copyLike(copyId) });
  return true;
}

/**
 * Saves an item over the version its author has seen. A save whose answer was lost may be sent again.
 * @param expected null replaces any version, after the person was warned and chose to
 * @throws Refusal (404), (409), (400) as `changeItem`
 */
export async function saveDraft(
  tx: WriteTx,
  id: string,
  draft: ItemDraft,
  expected: string | null,
): Promise<Saved> {
  const named = await holdNamedFields(tx, fieldsNamedIn(draft));
  await holdNamedPlaces(
    tx,
    draft.copies.flatMap(({ placeId }) => placeId ?? []),
  );
  // Two that save at once take turns, so that the second of one request sees what the first has saved.
  await tx.select({ id: items.id }).from(items).where(eq(items.id, id)).for("no key update");
  const there = await openItem(tx, id);
  if (there && !there.trashedAt && same(there.draft, draft))
    return { ...there, copyIds: there.draft.copies.map((copy) => copy.id) };
  const fields = named.filter(({ trashedAt }) => trashedAt === null);
  return changeItem(
    tx,
    id,
    draft,
    expected ?? undefined,
    there ? { draft: there.draft, fields } : undefined,
  );
}

function fieldsNamedIn({ own, copies }: ItemDraft): string[] {
  return [own, ...copies.map((copy) => copy.own ?? {})].flatMap(Object.keys);
}

/** Whether a draft says what is kept. A copy without an id was given one by its first save, so the text alone counts. */
function same(kept: KeptDraft, draft: ItemDraft): boolean {
  const sorted = (one: ItemDraft) => ({
    ...one,
    own: {},
    template: null,
    entry: null,
    copies: one.copies.map(
      ({ id, own: _own, ...text }, place): DraftCopy =>
        draft.copies[place]?.id ? { ...text, id } : text,
    ),
    tags: [...new Set(one.tags)].sort(),
  });
  return (
    isDeepStrictEqual(sorted(kept), sorted(draft)) &&
    saysTheSame(kept.own, draft.own) &&
    (draft.template === undefined || draft.template === kept.template) &&
    saysTheSameEntry(kept.entry, draft) &&
    draft.copies.every(({ own }, place) => saysTheSame(kept.copies[place]?.own, own))
  );
}
