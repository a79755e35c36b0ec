import { and, eq, exists, isNotNull, ne, not, or, type SQL, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { copies, copyPrivate } from "../../copy-schema";
import { MOST } from "../../item";
import { items, itemTags } from "../../schema";
import { copiesWhere, isAmong, ofThisItem } from "../of-item";
import { askable } from "../text";
import { laterVersion } from "../version";
import { type Change, fieldOfChange } from "./change";
import { isOwn, type TableField, type TableFields } from "./fields";
import { besides, columnOf } from "./meaning";
import { changeOwn, isUnableOwn, wouldDifferOwn } from "./own-change";
import { applyTo, templateWouldDiffer } from "./template-change";

/** The items that a change would leave different. */
export function wouldDiffer(tx: ReadTx, change: Change, fields: TableFields): SQL | undefined {
  if (change.do === "template") return templateWouldDiffer(tx, change.template);
  const field = fieldOfChange(change, fields);
  if (!field || !("field" in change)) return undefined;
  if (isOwn(field)) return wouldDifferOwn(tx, field, change);
  if (field.type === "choices") return tagsDiffer(tx, change);
  const value = change.do === "set" ? change.value : "";
  if (field.of === "copy") return exists(copiesThat(tx, copyDiffers(field, value)));
  return ne(columnOf(field), askable(value));
}

/** The items of which a change can't be made, although it would differ; none where that can't be. */
export function isUnable(tx: ReadTx, change: Change, fields: TableFields): SQL | undefined {
  const field = fieldOfChange(change, fields);
  if (field && isOwn(field) && "field" in change) return isUnableOwn(tx, field, change);
  if (field?.of === "copy" && change.do === "set") return not(exists(copiesWhere(tx, undefined)));
  if (change.do !== "add") return undefined;
  return and(not(exists(tagsThat(tx, eq(itemTags.tag, askable(change.value))))), isFull);
}

const isFull = sql`(select count(*) from ${itemTags} where ${ofThisItem(itemTags)}) >= ${sql.raw(String(MOST.tags))}`;

/** Makes a change of a field to these items. @returns the ids of those that it changed */
export async function changeRows(
  tx: WriteTx,
  ids: readonly string[],
  change: Change,
  fields: TableFields,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const some = isAmong(items.id, ids);
  if (change.do === "trash")
    return touched(
      await tx
        .update(items)
        .set({ trashedAt: sql`now()`, updatedAt: laterVersion })
        .where(some)
        .returning({ id: items.id }),
    );
  if (change.do === "template") return applyTo(tx, ids, change.template);
  const field = fieldOfChange(change, fields);
  if (!field || !("field" in change)) throw new Error(`A bulk edit can't ${change.do}.`);
  const value = change.do === "set" ? change.value : "";
  if (isOwn(field)) return touch(tx, await changeOwn(tx, ids, field, change));
  if (field.type === "choices") return touch(tx, await changeTags(tx, ids, change));
  if (field.of === "copy") return touch(tx, await changeCopies(tx, ids, field, value));
  return touched(
    await tx
      .update(items)
      .set({ [field.key]: askable(value), updatedAt: laterVersion })
      .where(and(some, wouldDiffer(tx, change, fields)))
      .returning({ id: items.id }),
  );
}

async function touch(tx: WriteTx, ids: readonly string[]): Promise<string[]> {
  const once = [...new Set(ids)];
  if (once.length > 0)
    await tx.update(items).set({ updatedAt: laterVersion }).where(isAmong(items.id, once));
  return once;
}

async function changeCopies(
  tx: WriteTx,
  ids: readonly string[],
  field: TableField,
  value: string,
): Promise<string[]> {
  const these = isAmong(copies.itemId, ids);
  if (field.seenBy === "everyone")
    return touched(
      await tx
        .update(copies)
        .set({ [field.key]: storedIn(field, value) })
        .where(and(these, copyDiffers(field, value)))
        .returning({ id: copies.itemId }),
    );
  const differing = await tx
    .select({ copyId: copies.id, id: copies.itemId })
    .from(copies)
    .leftJoin(copyPrivate, besides)
    .where(and(these, copyDiffers(field, value)));
  if (differing.length === 0) return [];
  const set =
    field.type === "money"
      ? amountIn(value)
      : field.type === "place"
        ? { placeId: value || null }
        : { [field.key]: askable(value) };
  await tx
    .insert(copyPrivate)
    .values(differing.map(({ copyId }) => ({ copyId, ...set })))
    .onConflictDoUpdate({ target: [copyPrivate.tenantId, copyPrivate.copyId], set });
  return touched(differing);
}

/** As a column of text or of yes and no holds it. */
function storedIn({ type }: TableField, value: string): string | boolean {
  return type === "yes/no" ? value === "yes" : askable(value);
}

async function changeTags(
  tx: WriteTx,
  ids: readonly string[],
  change: Change & { readonly field: string },
): Promise<string[]> {
  const ofThese = isAmong(itemTags.itemId, ids);
  if (change.do === "add") {
    const tag = askable(change.value);
    const wanting = tx
      .select({ id: items.id })
      .from(items)
      .where(and(isAmong(items.id, ids), tagsDiffer(tx, change), not(isFull)));
    const rows = (await wanting).map(({ id: itemId }) => ({ itemId, tag }));
    if (rows.length > 0) await tx.insert(itemTags).values(rows).onConflictDoNothing();
    return rows.map(({ itemId }) => itemId);
  }
  const which = change.do === "remove" ? eq(itemTags.tag, askable(change.value)) : undefined;
  const gone = await tx
    .delete(itemTags)
    .where(and(ofThese, which))
    .returning({ id: itemTags.itemId });
  return touched(gone);
}

function tagsDiffer(tx: ReadTx, change: Change): SQL {
  if (change.do === "add")
    return not(exists(tagsThat(tx, eq(itemTags.tag, askable(change.value)))));
  return exists(
    tagsThat(tx, change.do === "remove" ? eq(itemTags.tag, askable(change.value)) : undefined),
  );
}

function copyDiffers(field: TableField, value: string): SQL | undefined {
  if (field.type === "place")
    return sql`${copyPrivate.placeId} is distinct from ${value || null}::uuid`;
  const column = columnOf(field);
  if (field.type === "money") {
    const { pricePaid, currency } = amountIn(value);
    if (pricePaid === null) return isNotNull(copyPrivate.pricePaid);
    return or(
      sql`${copyPrivate.pricePaid} is distinct from ${pricePaid}::bigint`,
      ne(copyPrivate.currency, currency),
    );
  }
  if (field.seenBy === "members") return sql`coalesce(${column}, '') <> ${askable(value)}`;
  return ne(column, storedIn(field, value));
}

/** `USD 599` as its columns. */
function amountIn(value: string): { pricePaid: number | null; currency: string } {
  const [currency = "", minor] = value.split(" ");
  return minor === undefined
    ? { pricePaid: null, currency: "" }
    : { pricePaid: Number(minor), currency };
}

function tagsThat(tx: ReadTx, condition: SQL | undefined) {
  return tx
    .select({ one: sql`1` })
    .from(itemTags)
    .where(and(ofThisItem(itemTags), condition));
}

function copiesThat(tx: ReadTx, condition: SQL | undefined) {
  return tx
    .select({ one: sql`1` })
    .from(copies)
    .leftJoin(copyPrivate, besides)
    .where(and(ofThisItem(copies), condition));
}

function touched(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
