import { and, eq, exists, inArray, not, or, type SQL, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { copies } from "../../copy-schema";
import { comparableOf, MOST_OWN } from "../../own";
import { fieldValues } from "../../own-schema";
import { copiesWhere, textArray } from "../of-item";
import { valueRow } from "../own-values";
import type { Change } from "./change";
import type { OwnTableField } from "./fields";
import { valuesOfItem, writtenAs } from "./own-meaning";

/** A change of one field. */
type FieldChange = Extract<Change, { readonly field: string }>;

/** The items that a change of an owner's field would leave different. */
export function wouldDifferOwn(tx: ReadTx, field: OwnTableField, change: FieldChange): SQL {
  if (change.do === "clear") return exists(valuesOfItem(tx, field.own));
  const same = eq(fieldValues.text, writtenAs(field, change.value));
  if (change.do === "remove") return exists(valuesOfItem(tx, field.own, same));
  return lacks(tx, field, same);
}

/** The items of which it can't be made: without a copy, or with as many choices as there may be. */
export function isUnableOwn(
  tx: ReadTx,
  field: OwnTableField,
  change: FieldChange,
): SQL | undefined {
  if (change.do !== "set" && change.do !== "add") return undefined;
  const bare = field.of === "copy" ? not(exists(copiesWhere(tx, undefined))) : undefined;
  if (change.do === "set") return bare;
  const same = eq(fieldValues.text, writtenAs(field, change.value));
  return or(bare, and(lacks(tx, field, same), not(lacks(tx, field, same, hasRoom(tx, field)))));
}

/** Items that lack a value, or one of whose copies does. @param room what else must hold of the item or that copy */
function lacks(tx: ReadTx, field: OwnTableField, same: SQL, room?: SQL): SQL {
  if (field.of === "item")
    return and(not(exists(valuesOfItem(tx, field.own, same))), room) ?? sql`true`;
  const its = not(exists(valuesOfItem(tx, field.own, and(same, ofThisCopy))));
  return exists(copiesWhere(tx, and(its, room)));
}

const ofThisCopy = sql`${fieldValues.copyId} = ${copies.id}`;

function hasRoom(tx: ReadTx, field: OwnTableField): SQL {
  const those = valuesOfItem(tx, field.own, field.of === "copy" ? ofThisCopy : undefined);
  return sql`(select count(*) from ${those.as("those")}) < ${sql.raw(String(MOST_OWN.chosen))}`;
}

/** Makes a change of an owner's field. @returns the ids of the items that it changed, some of them twice */
export async function changeOwn(
  tx: WriteTx,
  ids: readonly string[],
  field: OwnTableField,
  change: FieldChange,
): Promise<string[]> {
  const ofThese = and(eq(fieldValues.fieldId, field.own), inArray(fieldValues.itemId, [...ids]));
  if (change.do === "clear" || change.do === "remove") {
    const which =
      change.do === "remove" ? eq(fieldValues.text, writtenAs(field, change.value)) : undefined;
    const gone = await tx
      .delete(fieldValues)
      .where(and(ofThese, which))
      .returning({ itemId: fieldValues.itemId });
    return gone.map(({ itemId }) => itemId);
  }
  const text = writtenAs(field, change.value);
  const kept = await tx
    .select({
      id: fieldValues.id,
      itemId: fieldValues.itemId,
      copyId: fieldValues.copyId,
      position: fieldValues.position,
      text: fieldValues.text,
    })
    .from(fieldValues)
    .where(ofThese);
  const holders = Map.groupBy(kept, keyOf);
  const differing = (await holdersOf(tx, ids, field)).flatMap((holder) => {
    const values = holders.get(keyOf(holder)) ?? [];
    return values.some((value) => value.text === text) ? [] : [{ ...holder, values }];
  });
  return change.do === "add"
    ? addValue(tx, field, text, differing)
    : setValue(tx, field, text, differing);
}

/** Who has a value: an item, or one of its copies. */
interface Holder {
  readonly itemId: string;
  readonly copyId: string | null;
}

interface Differing extends Holder {
  readonly values: readonly { readonly id: string; readonly position: number }[];
}

async function holdersOf(
  tx: WriteTx,
  ids: readonly string[],
  { of }: OwnTableField,
): Promise<readonly Holder[]> {
  if (of === "item") return ids.map((itemId) => ({ itemId, copyId: null }));
  return tx
    .select({ itemId: copies.itemId, copyId: copies.id })
    .from(copies)
    .where(inArray(copies.itemId, [...ids]));
}

function keyOf({ itemId, copyId }: Holder): string {
  return copyId ?? itemId;
}

async function setValue(
  tx: WriteTx,
  field: OwnTableField,
  text: string,
  differing: readonly Differing[],
): Promise<string[]> {
  const there = differing.flatMap(({ values }) => values.map(({ id }) => id));
  await tx
    .update(fieldValues)
    .set({ text, ...comparableOf(field.type, text) })
    .where(sql`${fieldValues.id} = any(${textArray(there)}::uuid[])`);
  const bare = differing.filter(({ values }) => values.length === 0);
  await insert(
    tx,
    field,
    bare.map((holder) => ({ ...holder, text, position: 0 })),
  );
  return differing.map(({ itemId }) => itemId);
}

async function addValue(
  tx: WriteTx,
  field: OwnTableField,
  text: string,
  differing: readonly Differing[],
): Promise<string[]> {
  const having = differing.filter(({ values }) => values.length < MOST_OWN.chosen);
  await insert(
    tx,
    field,
    having.map((holder) => ({
      ...holder,
      text,
      position: Math.max(-1, ...holder.values.map(({ position }) => position)) + 1,
    })),
  );
  return having.map(({ itemId }) => itemId);
}

/** Items may have many copies each; a statement takes so many rows. */
const INSERTED = 1000;

async function insert(
  tx: WriteTx,
  field: OwnTableField,
  values: readonly (Holder & { readonly text: string; readonly position: number })[],
): Promise<void> {
  const rows = values.map(({ itemId, copyId, text, position }) =>
    valueRow({ id: field.own, type: field.type }, { itemId, copyId, text, position }),
  );
  for (let from = 0; from < rows.length; from += INSERTED)
    await tx.insert(fieldValues).values(rows.slice(from, from + INSERTED));
}
