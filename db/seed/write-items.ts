import { randomUUID } from "node:crypto";
import type { WriteTx } from "@/db/scope";
import { copies, copyPrivate, places, wantLimits, wants } from "@/db/tenant/copy-schema";
import { type ItemEntry, keptEntry } from "@/db/tenant/entry";
import { itemEntries } from "@/db/tenant/entry-schema";
import type { Copy, Want } from "@/db/tenant/item";
import { dayAfter, dayIn } from "@/db/tenant/loan";
import { loans } from "@/db/tenant/loan-schema";
import type { OwnField, OwnValues } from "@/db/tenant/own";
import { fieldValues } from "@/db/tenant/own-schema";
import { matchEntries } from "@/db/tenant/queries/entries";
import { valueRow } from "@/db/tenant/queries/own-values";
import { items, itemTags } from "@/db/tenant/schema";
import { type FullRow, insertAll } from "./bulk";
import type { SeedItem, SeedLoan, SeedPlace } from "./collection";

/** An item with the moments that a person's work would have given it. */
export interface DatedItem {
  readonly item: SeedItem;
  readonly createdAt: Date;
  readonly trashedAt: Date | null;
}

/** A field of the owner's, as items in a seed name it by its label. */
export type KnownField = Pick<OwnField, "id" | "type">;

/** Writes items with all that hangs on them: a statement for each table, however many items there are. */
export async function writeItems(
  tx: WriteTx,
  dated: readonly DatedItem[],
  own: ReadonlyMap<string, KnownField> = new Map(),
): Promise<void> {
  const rows = dated.map((each) => ({ id: randomUUID(), ...each }));
  const held = rows.flatMap(({ id: itemId, item }) =>
    item.copies.map(({ own: ofCopy = {}, loans: lent = [], ...copy }, position) => ({
      id: randomUUID(),
      itemId,
      position,
      copy,
      ofCopy,
      lent,
    })),
  );
  const wanted = rows.flatMap(({ id: itemId, item: { want }, createdAt }) =>
    want ? [{ id: randomUUID(), itemId, want, createdAt }] : [],
  );
  await insertAll(tx, items, rows.map(itemRow));
  await insertAll(tx, copies, held.map(copyRow));
  await insertAll(
    tx,
    copyPrivate,
    held.filter(({ copy }) => hasPrivateParts(copy)).map(privateRow),
  );
  await insertAll(
    tx,
    loans,
    held.flatMap(({ id, lent }) => lent.map((loan) => loanRow(id, loan))),
  );
  await insertAll(tx, wants, wanted.map(wantRow));
  await insertAll(
    tx,
    wantLimits,
    wanted.flatMap(({ id: wantId, want: { highest, currency } }) =>
      highest === null ? [] : [{ id: randomUUID(), wantId, highest, currency }],
    ),
  );
  await insertAll(
    tx,
    itemTags,
    rows.flatMap(({ id: itemId, item }) =>
      item.tags.map((tag) => ({ id: randomUUID(), itemId, tag })),
    ),
  );
  await insertAll(tx, itemEntries, await entryRows(tx, rows));
  await insertAll(tx, fieldValues, [
    ...rows.flatMap(({ id: itemId, item }) => valueRows(own, item.own, { itemId, copyId: null })),
    ...held.flatMap(({ id: copyId, itemId, ofCopy }) => valueRows(own, ofCopy, { itemId, copyId })),
  ]);
}

/** Which entry of the catalogue an item is, where its name and number say so; what it says otherwise is its owner's. */
async function entryRows(
  tx: WriteTx,
  rows: readonly { readonly id: string; readonly item: SeedItem }[],
) {
  const matched = await matchEntries(
    tx,
    rows.map(({ item }) => item),
  );
  return rows.flatMap(({ id: itemId, item }, at) => {
    const found = matched[at];
    if (!found) return [];
    const entry: ItemEntry = {
      key: found.key,
      release: found.release,
      facts: found.facts,
      mine: [],
    };
    const { key, mine, ...kept } = keptEntry(entry, item);
    return [{ id: randomUUID(), itemId, entry: key, ...kept, mine: [...mine] }];
  });
}

function valueRows(
  known: ReadonlyMap<string, KnownField>,
  own: OwnValues,
  place: { readonly itemId: string; readonly copyId: string | null },
): FullRow<typeof fieldValues>[] {
  return Object.entries(own).flatMap(([label, texts]) => {
    const field = known.get(label);
    if (!field) throw new Error(`There is no field ${label}.`);
    return texts.map((text, position) => ({
      id: randomUUID(),
      ...valueRow(field, { ...place, text, position }),
    }));
  });
}

/**
 * Writes places.
 * @returns what gives a copy that names its place by its key the place's id
 */
export async function writePlaces(
  tx: WriteTx,
  seeded: readonly SeedPlace[],
): Promise<(item: SeedItem) => SeedItem> {
  const ids = new Map(seeded.map(({ key }) => [key, randomUUID()]));
  const idOf = (key: string | null | undefined) => (key && ids.get(key)) || null;
  await insertAll(
    tx,
    places,
    seeded.map(({ key, name, within }) => ({
      id: idOf(key) ?? "",
      name,
      parentId: idOf(within),
    })),
  );
  return (item) => ({
    ...item,
    copies: item.copies.map((copy) => ({ ...copy, placeId: idOf(copy.placeId) })),
  });
}

function itemRow({
  id,
  item: {
    copies: _copies,
    tags: _tags,
    want: _want,
    trashed: _trashed,
    own: _own,
    template: _template,
    ...facts
  },
  createdAt,
  trashedAt,
}: DatedItem & { id: string }): FullRow<typeof items> {
  // The database makes the key of the order.
  return {
    id,
    sortName: "",
    ...facts,
    formerStatus: "owned",
    createdAt,
    updatedAt: createdAt,
    trashedAt,
  };
}

interface Held {
  readonly id: string;
  readonly itemId: string;
  readonly position: number;
  readonly copy: Copy;
  /** What stands in the owner's fields of it, by their labels. */
  readonly ofCopy: OwnValues;
  readonly lent: readonly SeedLoan[];
}

function copyRow({ copy, ofCopy: _own, lent: _lent, ...at }: Held): FullRow<typeof copies> {
  const {
    acquiredFrom: _from,
    pricePaid: _paid,
    currency: _in,
    privateNote: _note,
    placeId: _place,
    ...open
  } = copy;
  return { ...at, ...open, formerPrice: null, formerCurrency: "" };
}

function hasPrivateParts({ acquiredFrom, pricePaid, privateNote, placeId }: Copy): boolean {
  return acquiredFrom !== "" || pricePaid !== null || privateNote !== "" || placeId !== null;
}

function privateRow({ id: copyId, copy }: Held): FullRow<typeof copyPrivate> {
  const { acquiredFrom, pricePaid, currency, privateNote, placeId } = copy;
  return { id: randomUUID(), copyId, acquiredFrom, pricePaid, currency, privateNote, placeId };
}

function loanRow(copyId: string, { lentTo, since, due, backOn, note = "" }: SeedLoan) {
  const day = (days: number) => dayAfter(dayIn("UTC", new Date()), days);
  return {
    id: randomUUID(),
    copyId,
    lentTo,
    since: day(since),
    due: due === undefined ? null : day(due),
    backOn: backOn === undefined ? null : day(backOn),
    note,
  };
}

function wantRow(row: {
  readonly id: string;
  readonly itemId: string;
  readonly want: Want;
  readonly createdAt: Date;
}): FullRow<typeof wants> {
  const { want, ...at } = row;
  const { highest: _highest, currency: _currency, ...open } = want;
  return { ...at, ...open };
}
