import { and, eq, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { WriteTx } from "@/db/scope";
import { comparableOf, type FieldDraft, foldedName } from "../own";
import { fields, fieldValues } from "../own-schema";
import { addField, holdField, holdFields, noSuchField } from "./own-fields";

/** How many rows are written with one statement. */
const BATCH = 1000;

/** A value as it was read, by the id of its row. */
export interface FormerValue {
  readonly id: string;
  readonly was: string;
}

/** A value with the text that the new type writes for it. */
export interface ReadValue extends FormerValue {
  readonly text: string;
}

/**
 * Gives a field another type, with every value as that type reads it. Those that it can't read are kept as they were
 * written, in a field of text beside it.
 * @param values all that the field holds, as they were read before this transaction
 * @returns the id of that field, or null where everything could be read
 * @throws Refusal (404), (409) when a value was written, changed or taken away since they were read
 */
export async function retypeField(
  tx: WriteTx,
  id: string,
  change: Pick<FieldDraft, "type" | "unit" | "choices">,
  {
    read,
    unread,
  }: { readonly read: readonly ReadValue[]; readonly unread: readonly FormerValue[] },
): Promise<string | null> {
  await holdFields(tx);
  await holdField(tx, id);
  const [field] = await tx.select().from(fields).where(eq(fields.id, id));
  if (!field || field.trashedAt) throw noSuchField();
  const there = await tx
    .select({ id: fieldValues.id, text: fieldValues.text })
    .from(fieldValues)
    .where(eq(fieldValues.fieldId, id))
    .for("update");
  const known = new Map([...read, ...unread].map(({ id, was }) => [id, was]));
  if (there.length !== known.size || there.some((value) => known.get(value.id) !== value.text))
    throw valuesChanged();
  const beside = unread.length > 0 ? await keepUnread(tx, field, read) : null;
  await tx
    .update(fields)
    .set({ ...change, choices: [...change.choices] })
    .where(eq(fields.id, id));
  for (let from = 0; from < read.length; from += BATCH)
    await writeAnew(tx, change.type, read.slice(from, from + BATCH));
  return beside;
}

/** The refusal (409) to whoever would change values that others have changed since. */
export function valuesChanged(): Refusal {
  return new Refusal("Values of this field were written meanwhile. Look again, then change it.", {
    status: 409,
  });
}

/** Moves what can't be read into a field of text, so that nothing of it is lost. */
async function keepUnread(
  tx: WriteTx,
  field: typeof fields.$inferSelect,
  read: readonly ReadValue[],
): Promise<string> {
  const beside = await addField(tx, {
    label: await freeLabel(tx, `${field.label.slice(0, 40)}, as written`),
    type: "long text",
    of: field.owner,
    seenBy: field.seenBy,
    group: field.group,
    unit: "",
    choices: [],
  });
  const readable = sql`(select id from json_to_recordset(${JSON.stringify(read.map(({ id }) => ({ id })))}::text::json) as r(id uuid))`;
  // Of several choices of one item the first place counts, and one text holds all of them.
  const left = await tx
    .select({
      itemId: fieldValues.itemId,
      copyId: fieldValues.copyId,
      text: sql<string>`string_agg(${fieldValues.text}, ', ' order by ${fieldValues.position})`,
    })
    .from(fieldValues)
    .where(and(eq(fieldValues.fieldId, field.id), sql`${fieldValues.id} not in ${readable}`))
    .groupBy(fieldValues.itemId, fieldValues.copyId);
  await tx
    .delete(fieldValues)
    .where(and(eq(fieldValues.fieldId, field.id), sql`${fieldValues.id} not in ${readable}`));
  const rows = left.map((row) => ({
    ...row,
    fieldId: beside,
    position: 0,
    ...comparableOf("long text", row.text),
  }));
  for (let from = 0; from < rows.length; from += BATCH)
    await tx.insert(fieldValues).values(rows.slice(from, from + BATCH));
  return beside;
}

async function freeLabel(tx: WriteTx, wanted: string): Promise<string> {
  const there = await tx.select({ label: fields.label }).from(fields);
  for (let number = 1; ; number++) {
    const label = number === 1 ? wanted : `${wanted} ${number}`;
    if (!there.some((one) => foldedName(one.label) === foldedName(label))) return label;
  }
}

async function writeAnew(
  tx: WriteTx,
  type: FieldDraft["type"],
  read: readonly ReadValue[],
): Promise<void> {
  const rows = read.map(({ id, text }) => ({ id, text, ...comparableOf(type, text) }));
  await tx
    .update(fieldValues)
    .set({
      text: sql`r.text`,
      folded: sql`r.folded`,
      number: sql`r.number`,
      since: sql`r.since`,
      until: sql`r.until`,
    })
    .from(
      sql`json_to_recordset(${JSON.stringify(rows)}::text::json) as r(id uuid, text text, folded text, number numeric, since date, until date)`,
    )
    .where(sql`${fieldValues.id} = r.id`);
}
