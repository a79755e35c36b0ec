import { randomUUID } from "node:crypto";
import type { WriteTx } from "@/db/scope";
import { copies, items, itemTags } from "@/db/tenant/schema";
import { type FullRow, insertAll } from "./bulk";
import type { SeedItem } from "./collection";

/** An item with the moments that a person's work would have given it. */
export interface DatedItem {
  readonly item: SeedItem;
  readonly createdAt: Date;
  readonly trashedAt: Date | null;
}

/** Writes items with their copies and tags: three statements, however many items there are. */
export async function writeItems(tx: WriteTx, dated: readonly DatedItem[]): Promise<void> {
  const rows = dated.map((each) => ({ id: randomUUID(), ...each }));
  await insertAll(tx, items, rows.map(itemRow));
  await insertAll(
    tx,
    copies,
    rows.flatMap(({ id: itemId, item }) =>
      item.copies.map((copy, position) => ({ id: randomUUID(), itemId, position, ...copy })),
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
  item: { copies: _copies, tags: _tags, trashed: _trashed, ...facts },
  createdAt,
  trashedAt,
}: DatedItem & { id: string }): FullRow<typeof items> {
  return { id, ...facts, createdAt, updatedAt: createdAt, trashedAt };
}
