import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import { prebuilt } from "@/db/prebuilt";
import type { ReadTx, WriteTx } from "@/db/scope";
import { FIELDS } from "../fields";
import { comparableOf, type FieldDraft, foldedName, MOST_OWN, type OwnField } from "../own";
import { fields, fieldValues } from "../own-schema";
import { items, site } from "../schema";
import { renameInRules } from "./sets";
import { slugOf } from "./slug";

const columns = {
  id: fields.id,
  key: fields.key,
  label: fields.label,
  type: fields.type,
  of: fields.owner,
  seenBy: fields.seenBy,
  group: fields.group,
  unit: fields.unit,
  values: fields.choices,
  position: fields.position,
};

/** The owner's fields in their order, as the actor may know them; those in the trash are left out. */
export async function listFields(tx: ReadTx): Promise<OwnField[]> {
  return selectFields(tx, {});
}

const selectFields = prebuilt((tx) =>
  tx
    .select(columns)
    .from(fields)
    .where(isNull(fields.trashedAt))
    .orderBy(asc(fields.position), asc(fields.id)),
);

/**
 * Holds fields until what stands in them is written, so that none goes to the trash or for good meanwhile. Taken before
 * any item is held, because whoever removes a field comes by its items after it.
 * @returns those there are, in the trash too
 */
export async function holdNamedFields(
  tx: WriteTx,
  ids: readonly string[],
): Promise<(OwnField & { readonly trashedAt: Date | null })[]> {
  if (ids.length === 0) return [];
  return tx
    .select({ ...columns, trashedAt: fields.trashedAt })
    .from(fields)
    .where(inArray(fields.id, [...ids]))
    .orderBy(asc(fields.id))
    .for("key share");
}

/** How many values each field holds, by its id; of several choices each counts. */
export async function countValues(tx: ReadTx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({
      id: fieldValues.fieldId,
      items: sql<number>`count(distinct ${fieldValues.itemId})::int`,
    })
    .from(fieldValues)
    .groupBy(fieldValues.fieldId);
  return new Map(rows.map(({ id, items }) => [id, items]));
}

/** What is in the trash, with its values; the newest first. */
export async function listTrashedFields(
  tx: ReadTx,
): Promise<{ id: string; label: string; trashedAt: Date | null }[]> {
  return tx
    .select({ id: fields.id, label: fields.label, trashedAt: fields.trashedAt })
    .from(fields)
    .where(isNotNull(fields.trashedAt))
    .orderBy(desc(fields.trashedAt), asc(fields.id));
}

/**
 * Adds a field behind the others.
 * @throws Refusal (409) when another has this name or the site has all the fields it may
 */
export async function addField(tx: WriteTx, draft: FieldDraft): Promise<string> {
  const there = await holdFields(tx);
  if (there.length >= MOST_OWN.fields)
    throw new Refusal(`A site has up to ${MOST_OWN.fields} fields. Delete one for good first.`, {
      status: 409,
    });
  refuseTakenName(draft.label, there);
  const { of: owner, choices, ...rest } = draft;
  const [row] = await tx
    .insert(fields)
    .values({
      ...rest,
      owner,
      choices: [...choices],
      key: freeKey(draft.label, there),
      folded: foldedName(draft.label),
      position: Math.max(-1, ...there.map(({ position }) => position)) + 1,
    })
    .returning({ id: fields.id });
  if (!row) throw new Error("The field was not written.");
  return row.id;
}

/** What can be changed of a field without its values being read anew. */
export type FieldChange = Pick<FieldDraft, "label" | "group" | "seenBy" | "unit" | "choices"> & {
  /** Choices that are called otherwise from now on, by their former text. */
  readonly renamed: Readonly<Record<string, string>>;
};

/**
 * Renames, regroups or otherwise changes a field; its values stay.
 * @throws Refusal (404) when there is no such field, (409) when another has this name
 */
export async function changeField(tx: WriteTx, id: string, change: FieldChange): Promise<void> {
  const there = await holdFields(tx);
  const field = there.find((one) => one.id === id && !one.trashedAt);
  if (!field) throw noSuchField();
  refuseTakenName(
    change.label,
    there.filter((one) => one.id !== id),
  );
  await holdField(tx, id);
  const { renamed, choices, ...rest } = change;
  await tx
    .update(fields)
    .set({
      ...rest,
      choices: [...choices],
      folded: foldedName(change.label),
    })
    .where(eq(fields.id, id));
  const former = Object.keys(renamed);
  if (former.length === 0) return;
  await renameInRules(tx, field.key, renamed);
  // All at once, so that two choices can change places.
  const called = sql`(${JSON.stringify(renamed)}::jsonb ->> ${fieldValues.text})`;
  const folds = Object.fromEntries(
    Object.entries(renamed).map(([was, now]) => [was, comparableOf(field.type, now).folded]),
  );
  await tx
    .update(fieldValues)
    .set({ text: called, folded: sql`(${JSON.stringify(folds)}::jsonb ->> ${fieldValues.text})` })
    .where(and(eq(fieldValues.fieldId, id), inArray(fieldValues.text, former)));
}

/** Puts the fields in this order; those that are not named stay behind them. */
export async function orderFields(tx: WriteTx, ids: readonly string[]): Promise<void> {
  const there = await holdFields(tx);
  const place = new Map(ids.map((id, at) => [id, at]));
  const sorted = there.toSorted(
    (one, other) =>
      (place.get(one.id) ?? ids.length + one.position) -
      (place.get(other.id) ?? ids.length + other.position),
  );
  for (const [position, { id, position: now }] of sorted.entries())
    if (position !== now) await tx.update(fields).set({ position }).where(eq(fields.id, id));
}

/** Puts a field into the trash with its values. @throws Refusal (404) */
export async function trashField(tx: WriteTx, id: string): Promise<void> {
  await holdField(tx, id);
  const done = await tx
    .update(fields)
    .set({ trashedAt: sql`now()` })
    .where(and(eq(fields.id, id), isNull(fields.trashedAt)))
    .returning({ id: fields.id });
  if (done.length === 0) throw noSuchField();
}

/**
 * Brings a field back with its values.
 * @throws Refusal (404) when it is not in the trash, (409) when another has its name by now
 */
export async function restoreField(tx: WriteTx, id: string): Promise<void> {
  const there = await holdFields(tx);
  const field = there.find((one) => one.id === id && one.trashedAt);
  if (!field) throw noSuchField();
  refuseTakenName(field.label, there);
  await holdField(tx, id);
  await tx.update(fields).set({ trashedAt: null }).where(eq(fields.id, id));
}

/** Deletes a field in the trash for good, with its values. @throws Refusal (404) */
export async function deleteField(tx: WriteTx, id: string): Promise<void> {
  await holdField(tx, id);
  const done = await tx
    .delete(fields)
    .where(and(eq(fields.id, id), isNotNull(fields.trashedAt)))
    .returning({ id: fields.id });
  if (done.length === 0) throw noSuchField();
}

/** Deletes for good the fields that have been in the trash for more than `days`. */
export async function emptyFieldTrash(tx: WriteTx, days: number): Promise<void> {
  await tx.delete(fields).where(lt(fields.trashedAt, sql`now() - make_interval(days => ${days})`));
}

/**
 * Holds a field before all its values change, then their items, of which triggers ask whether they are hidden, then the
 * site: in the order of who saves an item, so that neither waits for the other while it is waited for.
 */
export async function holdField(tx: WriteTx, id: string): Promise<void> {
  await tx.select({ id: fields.id }).from(fields).where(eq(fields.id, id)).for("update");
  const having = tx
    .select({ id: fieldValues.itemId })
    .from(fieldValues)
    .where(eq(fieldValues.fieldId, id));
  await tx
    .select({ id: items.id })
    .from(items)
    .where(inArray(items.id, having))
    .orderBy(asc(items.id))
    .for("key share");
  await tx.select({ id: site.id }).from(site).for("no key update");
}

export function noSuchField(): Refusal {
  return new Refusal("There is no such field.", { status: 404 });
}

interface Held {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly type: OwnField["type"];
  readonly position: number;
  readonly trashedAt: Date | null;
}

/** All fields, in the trash too. Who changes fields takes turns, before any row, so that two names are never the same. */
export async function holdFields(tx: WriteTx): Promise<Held[]> {
  await tx
    .select({
      one: sql`pg_advisory_xact_lock(hashtextextended('fields ' || current_setting('app.tenant_id'), 0))`,
    })
    .from(sql`(select 1) as one`);
  return tx
    .select({
      id: fields.id,
      key: fields.key,
      label: fields.label,
      type: fields.type,
      position: fields.position,
      trashedAt: fields.trashedAt,
    })
    .from(fields)
    .orderBy(asc(fields.position), asc(fields.id));
}

/** @throws Refusal (409) when a field of Swingtag's or of the owner's is called so */
function refuseTakenName(label: string, there: readonly Held[]): void {
  const folded = foldedName(label);
  const taken = [...FIELDS, ...there.filter(({ trashedAt }) => !trashedAt)].find(
    (one) => foldedName(one.label) === folded,
  );
  if (taken)
    throw new Refusal(`There is a field ${taken.label} already. Choose another name.`, {
      status: 409,
      fields: { label: `There is a field ${taken.label} already.` },
    });
}

function freeKey(label: string, there: readonly Held[]): string {
  const wanted = slugOf(label).slice(0, 40);
  const isFree = (key: string) => there.every((one) => one.key !== key);
  for (let number = 1; ; number++) {
    const key = number === 1 ? wanted : `${wanted}-${number}`;
    if (isFree(key)) return key;
  }
}
