import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { and, asc, eq, inArray, notInArray, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { copies, copyPrivate } from "../copy-schema";
import { pick } from "../field";
import { type BuiltIn, fieldsOf, type Named } from "../fields";
import { type Copy, type DraftCopy, EMPTY_COPY, type KeptCopy } from "../item";
import { items } from "../schema";
import { asRows } from "./as-rows";
import { requirePlaces } from "./places";

type CopyKey<Seen extends "everyone" | "members"> = Extract<
  BuiltIn<"copy">,
  { readonly seenBy: Seen }
>["key"];

const keysSeenBy = <Seen extends "everyone" | "members">(seenBy: Seen) =>
  fieldsOf("copy")
    .filter((field): field is Named<CopyKey<Seen>> => field.seenBy === seenBy)
    .map(({ key }) => key);

const OPEN = pick(copies, keysSeenBy("everyone"));
const FOR_MEMBERS = {
  ...pick(copyPrivate, keysSeenBy("members")),
  placeId: copyPrivate.placeId,
  currency: copyPrivate.currency,
};

const MEMBERS_KEYS = [...keysSeenBy("members"), "placeId", "currency"] as const;

/** Of a copy that nothing private is noted of, and of every copy for a visitor. */
const NOTHING_PRIVATE = pick(EMPTY_COPY, MEMBERS_KEYS);

/** The copies that a condition finds, in their order; what members alone may see is empty for visitors. */
export async function selectCopies(tx: ReadTx, which: SQL | undefined): Promise<KeptCopy[]> {
  const rows = await tx
    .select({ id: copies.id, ...OPEN, kept: FOR_MEMBERS })
    .from(copies)
    .innerJoin(items, and(eq(items.tenantId, copies.tenantId), eq(items.id, copies.itemId)))
    .leftJoin(
      copyPrivate,
      and(eq(copyPrivate.tenantId, copies.tenantId), eq(copyPrivate.copyId, copies.id)),
    )
    .where(which)
    .orderBy(asc(copies.position), asc(copies.id));
  return rows.map(({ kept, ...row }) => ({ ...row, ...(kept ?? NOTHING_PRIVATE) }));
}

/** The copies of each of these items, in their order. */
export async function selectCopiesOf(
  tx: ReadTx,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, KeptCopy[]>> {
  const rows = await tx
    .select({ itemId: copies.itemId, copy: { id: copies.id, ...OPEN }, kept: FOR_MEMBERS })
    .from(copies)
    .leftJoin(
      copyPrivate,
      and(eq(copyPrivate.tenantId, copies.tenantId), eq(copyPrivate.copyId, copies.id)),
    )
    .where(inArray(copies.itemId, [...itemIds]))
    .orderBy(asc(copies.position), asc(copies.id));
  const byItem = Map.groupBy(rows, ({ itemId }) => itemId);
  return new Map(
    [...byItem].map(([id, own]) => [
      id,
      own.map(({ copy, kept }) => ({ ...copy, ...(kept ?? NOTHING_PRIVATE) })),
    ]),
  );
}

/** The copies of new items; ids of others, as in a duplicate, name nothing here. @returns the ids of each item's */
export async function addCopies(
  tx: WriteTx,
  added: readonly { readonly itemId: string; readonly drafted: readonly DraftCopy[] }[],
): Promise<string[][]> {
  const owners = added.map((one) => ({
    ...one,
    ids: one.drafted.map(() => randomUUID()),
    there: [],
  }));
  await writeCopies(tx, owners);
  return owners.map(({ ids }) => ids);
}

/**
 * Makes an item's copies those of the draft: each keeps its id, those without one are added, those that are
 * missing are removed. The caller holds the item.
 * @param replacing whether ids of no copy at all are let pass, because somebody may have removed theirs
 * @returns the ids, in the order of the draft
 * @throws Refusal (400) when one copy stands in the draft twice, (409) when an id is of none of this item's copies
 */
export async function changeCopies(
  tx: WriteTx,
  itemId: string,
  drafted: readonly DraftCopy[],
  { replacing }: { readonly replacing: boolean },
): Promise<string[]> {
  const kept = await selectCopies(tx, eq(copies.itemId, itemId));
  const given = drafted.flatMap(({ id }) => id ?? []);
  if (new Set(given).size < given.length)
    throw new Refusal("One copy stands in this form twice. Open the item again.", { status: 400 });
  const strange = given.filter((id) => !kept.some((copy) => copy.id === id));
  if (strange.length > 0 && !(replacing && (await areGone(tx, strange))))
    throw new Refusal(
      "A copy in this form is not of this item any more. What you typed is still here and nothing was saved.",
      { status: 409 },
    );
  const ids = idsOf(drafted, kept);
  if (kept.some(({ id }) => !ids.includes(id)))
    await tx.delete(copies).where(and(eq(copies.itemId, itemId), notInArray(copies.id, ids)));
  await writeCopies(tx, [{ itemId, drafted, ids, there: kept }]);
  return ids;
}

/** The copies of an item with the ids that they have. */
interface Owner {
  readonly itemId: string;
  readonly drafted: readonly DraftCopy[];
  readonly ids: readonly string[];
  /** Those that are kept of it; what stays the same is not written again. */
  readonly there: readonly KeptCopy[];
}

/** How many copies are written with one statement, which takes so many parameters and no more. */
const AT_ONCE = 2000;

/** Writes copies of items under their ids, and what is private of them beside them. */
async function writeCopies(tx: WriteTx, owners: readonly Owner[]): Promise<void> {
  const rows = owners.flatMap(rowsOf);
  const opened = rows.flatMap(({ open, isOpen }) => (isOpen ? [open] : []));
  const changed = rows.flatMap(({ kept, isChanged }) => (isChanged ? [kept] : []));
  await requirePlaces(
    tx,
    changed.flatMap(({ placeId }) => placeId ?? []),
  );
  for (let from = 0; from < opened.length; from += AT_ONCE)
    await tx
      .insert(copies)
      .select(asRows(copies, opened.slice(from, from + AT_ONCE)))
      .onConflictDoUpdate({
        target: [copies.tenantId, copies.id],
        set: excluded({ ...OPEN, position: copies.position }),
      });
  await writePrivate(tx, changed);
}

/** An item's copies as rows, and whether each part of them differs from what is kept. */
function rowsOf({ itemId, drafted, ids, there }: Owner) {
  const open = keysSeenBy("everyone");
  // Where none came, went or moved, each keeps its position, whatever the positions are.
  const inPlace = isDeepStrictEqual(
    ids,
    there.map(({ id }) => id),
  );
  return drafted.map((copy, position) => {
    const id = ids[position] ?? "";
    const was = there.find((one) => one.id === id);
    return {
      open: { ...pick(copy, open), id, itemId, position },
      isOpen: !(inPlace && was && isSaid(was, copy, open)),
      kept: { ...pick(copy, MEMBERS_KEYS), copyId: id },
      isChanged: !(was && isSaid(was, copy, MEMBERS_KEYS)),
    };
  });
}

async function writePrivate(
  tx: WriteTx,
  changed: readonly ReturnType<typeof rowsOf>[number]["kept"][],
): Promise<void> {
  const noted = changed.filter((kept) => !isEmpty(kept));
  const empty = changed.filter(isEmpty);
  if (empty.length > 0)
    await tx.delete(copyPrivate).where(
      inArray(
        copyPrivate.copyId,
        empty.map(({ copyId }) => copyId),
      ),
    );
  if (noted.length > 0)
    await tx
      .insert(copyPrivate)
      .select(asRows(copyPrivate, noted))
      .onConflictDoUpdate({
        target: [copyPrivate.tenantId, copyPrivate.copyId],
        set: excluded(FOR_MEMBERS),
      });
}

/** Whether what is kept of a copy is in these fields what is to be written. */
function isSaid<Key extends keyof Copy>(
  was: Copy,
  written: Pick<Copy, Key>,
  keys: readonly Key[],
): boolean {
  return keys.every((key) => was[key] === written[key]);
}

function isEmpty(kept: Pick<Copy, CopyKey<"members"> | "placeId">): boolean {
  const keys = [...keysSeenBy("members"), "placeId"] as const;
  return isDeepStrictEqual(pick(kept, keys), pick(NOTHING_PRIVATE, keys));
}

/** For an upsert: each column becomes what was given. */
function excluded(columns: Readonly<Record<string, PgColumn>>): Record<string, SQL> {
  return Object.fromEntries(
    Object.entries(columns).map(([key, { name }]) => [key, sql`excluded.${sql.identifier(name)}`]),
  );
}

async function areGone(tx: WriteTx, ids: readonly string[]): Promise<boolean> {
  const there = await tx.select({ id: copies.id }).from(copies).where(inArray(copies.id, ids));
  return there.length === 0;
}

/**
 * Which kept copy each of a draft is, or a new id. Where its id doesn't tell, what says the same is the same; in a
 * draft from before copies had ids then the place in the row tells.
 */
function idsOf(drafted: readonly DraftCopy[], kept: readonly KeptCopy[]): string[] {
  const left = new Map(kept.map(({ id, ...text }) => [id, text]));
  const take = (id: string | null | undefined) => (id && left.delete(id) ? id : undefined);
  const isOld = drafted.every(({ id }) => !id);
  const isLost = ({ id }: DraftCopy) => (isOld ? id === undefined : Boolean(id));
  const equalTo = (copy: DraftCopy) =>
    [...left].find(([, text]) => isDeepStrictEqual(text, textOf(copy)))?.[0];
  const ids = drafted.map(({ id }) => take(id));
  drafted.forEach((copy, place) => {
    if (isLost(copy)) ids[place] ??= take(equalTo(copy));
  });
  return drafted.map(
    (copy, place) =>
      ids[place] ?? (isOld && isLost(copy) ? take(kept[place]?.id) : undefined) ?? randomUUID(),
  );
}

function textOf({ id: _id, own: _own, ...text }: DraftCopy): Copy {
  return text;
}
