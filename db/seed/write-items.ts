import { randomUUID } from "node:crypto";
import type { WriteTx } from "@/db/scope";
import { copies, copyPrivate, wantLimits, wants } from "@/db/tenant/copy-schema";
import type { Copy, Want } from "@/db/tenant/item";
import { items, itemTags } from "@/db/tenant/schema";
import { type FullRow, insertAll } from "./bulk";
import type { SeedItem } from "./collection";

/** An item with the moments that a person's work would have given it. */
export interface DatedItem {
  readonly item: SeedItem;
  readonly createdAt: Date;
  readonly trashedAt: Date | null;
}

/** Writes items with all that hangs on them: a statement for each table, however many items there are. */
export async function writeItems(tx: WriteTx, dated: readonly DatedItem[]): Promise<void> {
  const rows = dated.map((each) => ({ id: randomUUID(), ...each }));
  const held = rows.flatMap(({ id: itemId, item }) =>
    item.copies.map((copy, position) => ({ id: randomUUID(), itemId, position, copy })),
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
}

function itemRow({
  id,
  item: { copies: _copies, tags: _tags, want: _want, trashed: _trashed, ...facts },
  createdAt,
  trashedAt,
}: DatedItem & { id: string }): FullRow<typeof items> {
  return { id, ...facts, formerStatus: "owned", createdAt, updatedAt: createdAt, trashedAt };
}

interface Held {
  readonly id: string;
  readonly itemId: string;
  readonly position: number;
  readonly copy: Copy;
}

function copyRow({ copy, ...at }: Held): FullRow<typeof copies> {
  const {
    acquiredFrom: _from,
    pricePaid: _paid,
    currency: _in,
    privateNote: _note,
    ...open
  } = copy;
  return { ...at, ...open, formerPrice: null, formerCurrency: "" };
}

function hasPrivateParts({ acquiredFrom, pricePaid, privateNote }: Copy): boolean {
  return acquiredFrom !== "" || pricePaid !== null || privateNote !== "";
}

function privateRow({ id: copyId, copy }: Held): FullRow<typeof copyPrivate> {
  const { acquiredFrom, pricePaid, currency, privateNote } = copy;
  return { id: randomUUID(), copyId, acquiredFrom, pricePaid, currency, privateNote };
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
