import { isDeepStrictEqual } from "node:util";
import { and, asc, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import type { ItemDraft, KeptDraft } from "../item";
import { comparableOf, type OwnField, type OwnValues } from "../own";
import { fieldValues } from "../own-schema";
import { items } from "../schema";
import { asRows } from "./as-rows";
import { listFields } from "./own-fields";
import { askable } from "./text";

/** What an item has in the owner's fields, and each of its copies by its id. */
export interface OwnOfItem {
  readonly item: OwnValues;
  readonly copies: Readonly<Record<string, OwnValues>>;
}

const inOrder = [asc(fieldValues.fieldId), asc(fieldValues.position)];
const columns = {
  fieldId: fieldValues.fieldId,
  copyId: fieldValues.copyId,
  text: fieldValues.text,
};

/** What the item of an id has, as its editor opens it. */
export async function listOwnValues(tx: ReadTx, itemId: string): Promise<OwnOfItem> {
  const rows = await tx
    .select(columns)
    .from(fieldValues)
    .where(eq(fieldValues.itemId, itemId))
    .orderBy(...inOrder);
  return gathered(rows);
}

/** What the item at an address has, as the actor may see it. Joined through the item, so that it is hidden with it. */
export async function listOwnValuesAt(tx: ReadTx, slug: string): Promise<OwnOfItem> {
  const rows = await tx
    .select(columns)
    .from(fieldValues)
    .innerJoin(
      items,
      and(eq(items.tenantId, fieldValues.tenantId), eq(items.id, fieldValues.itemId)),
    )
    .where(eq(items.slug, askable(slug)))
    .orderBy(...inOrder);
  return gathered(rows);
}

/** Puts values, in their order, under the fields and copies they are of. */
export function gathered(
  rows: readonly { fieldId: string; copyId: string | null; text: string }[],
): OwnOfItem {
  const item: Record<string, string[]> = {};
  const ofCopies: Record<string, Record<string, string[]>> = {};
  for (const { fieldId, copyId, text } of rows) {
    if (copyId) ofCopies[copyId] ??= {};
    const values = copyId ? (ofCopies[copyId] ?? {}) : item;
    values[fieldId] = [...(values[fieldId] ?? []), text];
  }
  return { item, copies: ofCopies };
}

/**
 * Writes what a draft says in the owner's fields, of the item or of one of its copies. Fields that the draft does not
 * name keep what they have, so that a form from before a field was made takes nothing away. What stays the same is not
 * written again.
 * @param known the fields there are; whatever else the draft names is left alone
 */
async function writeOwnValues(
  tx: WriteTx,
  place: { readonly itemId: string; readonly copyId: string | null },
  known: readonly OwnField[],
  own: OwnValues,
): Promise<void> {
  const owner = place.copyId ? "copy" : "item";
  const named = known.filter((field) => field.of === owner && own[field.id]);
  if (named.length === 0) return;
  const kept = await tx
    .select({
      id: fieldValues.id,
      fieldId: fieldValues.fieldId,
      text: fieldValues.text,
      position: fieldValues.position,
    })
    .from(fieldValues)
    .where(
      and(
        eq(fieldValues.itemId, place.itemId),
        place.copyId ? eq(fieldValues.copyId, place.copyId) : isNull(fieldValues.copyId),
        inArray(
          fieldValues.fieldId,
          named.map(({ id }) => id),
        ),
      ),
    );
  const surplus: string[] = [];
  const added: ValueRow[] = [];
  for (const field of named) {
    const texts = own[field.id] ?? [];
    const rows = kept.filter(({ fieldId }) => fieldId === field.id);
    surplus.push(...rows.filter(({ position }) => position >= texts.length).map(({ id }) => id));
    for (const [position, text] of texts.entries()) {
      const there = rows.find((row) => row.position === position);
      if (!there) added.push(valueRow(field, { ...place, text, position }));
      else if (there.text !== text)
        await tx
          .update(fieldValues)
          .set({ text, ...comparableOf(field.type, text) })
          .where(eq(fieldValues.id, there.id));
    }
  }
  if (surplus.length > 0) await tx.delete(fieldValues).where(inArray(fieldValues.id, surplus));
  if (added.length > 0) await tx.insert(fieldValues).values(added);
}

/** An item that nobody else changes meanwhile: what is kept of it, and the fields that its draft names. */
export interface HeldItem {
  readonly draft: KeptDraft;
  readonly fields: readonly OwnField[];
}

/**
 * Writes what a draft says in the owner's fields, of the item and of its copies by their places.
 * @param held where the item and its fields are held; what says the same is passed over
 * @throws Refusal (409) when a field goes in that moment
 */
export async function saveOwnValues(
  tx: WriteTx,
  itemId: string,
  draft: Pick<ItemDraft, "own" | "copies">,
  copyIds: readonly string[],
  held?: HeldItem,
): Promise<void> {
  const ofCopies = draft.copies.flatMap(({ own = {} }, place) => {
    const copyId = copyIds[place];
    const kept = held?.draft.copies.find(({ id }) => id === copyId);
    return copyId ? [{ copyId, own, kept: kept?.own }] : [];
  });
  const said = [{ copyId: null, own: draft.own, kept: held?.draft.own }, ...ofCopies].filter(
    ({ own, kept }) => Object.keys(own).length > 0 && !(kept && saysTheSame(kept, own)),
  );
  if (said.length === 0) return;
  const known = held?.fields ?? (await listFields(tx));
  try {
    for (const { copyId, own } of said) await writeOwnValues(tx, { itemId, copyId }, known, own);
  } catch (error) {
    throw wentMeanwhile(error) ? fieldWent() : error;
  }
}

/** As `saveOwnValues`, for new items: nothing of theirs is there yet. @throws Refusal (409) when a field goes in that moment */
export async function addOwnValues(
  tx: WriteTx,
  added: readonly {
    readonly itemId: string;
    readonly draft: Pick<ItemDraft, "own" | "copies">;
    readonly copyIds: readonly string[];
  }[],
): Promise<void> {
  const places = added.flatMap(({ itemId, draft, copyIds }) => [
    { itemId, copyId: null, own: draft.own },
    ...draft.copies.map(({ own = {} }, at) => ({ itemId, copyId: copyIds[at] ?? null, own })),
  ]);
  const saying = places.filter(({ own }) => Object.keys(own).length > 0);
  if (saying.length === 0) return;
  const known = await listFields(tx);
  const rows = saying.flatMap(({ own, ...place }) =>
    known
      .filter((field) => field.of === (place.copyId ? "copy" : "item"))
      .flatMap((field) =>
        (own[field.id] ?? []).map((text, position) =>
          valueRow(field, { ...place, text, position }),
        ),
      ),
  );
  try {
    for (let from = 0; from < rows.length; from += 2000)
      await tx.insert(fieldValues).select(asRows(fieldValues, rows.slice(from, from + 2000)));
  } catch (error) {
    throw wentMeanwhile(error) ? fieldWent() : error;
  }
}

/** What each of these items has, and each of its copies by its id. */
export async function listOwnValuesOf(
  tx: ReadTx,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, OwnOfItem>> {
  const rows = await tx
    .select({ itemId: fieldValues.itemId, ...columns })
    .from(fieldValues)
    .where(inArray(fieldValues.itemId, [...itemIds]))
    .orderBy(...inOrder);
  const byItem = Map.groupBy(rows, ({ itemId }) => itemId);
  return new Map([...byItem].map(([id, own]) => [id, gathered(own)]));
}

/** Whether the field of a value went after it was listed: then no row says whether the value is withheld. */
function wentMeanwhile(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && "column_name" in cause && cause.column_name === "withheld";
}

function fieldWent(): Refusal {
  return new Refusal("A field was removed while this was saved. Nothing was saved; try again.", {
    status: 409,
  });
}

/** Whether what is kept is what a draft says; fields that the draft does not name count as the same. */
export function saysTheSame(kept: OwnValues = {}, drafted: OwnValues = {}): boolean {
  return Object.entries(drafted).every(([id, values]) =>
    isDeepStrictEqual(kept[id] ?? [], [...values]),
  );
}

type ValueRow = Omit<
  typeof fieldValues.$inferSelect,
  "tenantId" | "id" | "hidden" | "withheld" | "keptOff"
>;

/** A row of `field_values` for one value of a field. */
export function valueRow(
  field: Pick<OwnField, "id" | "type">,
  value: {
    readonly itemId: string;
    readonly copyId: string | null;
    readonly text: string;
    readonly position: number;
  },
): ValueRow {
  return {
    ...value,
    fieldId: field.id,
    ...comparableOf(field.type, value.text),
  };
}

/** How many values a field holds, in all items and copies. */
export async function countValuesOf(tx: ReadTx, fieldId: string): Promise<number> {
  const [row] = await tx
    .select({ value: count() })
    .from(fieldValues)
    .where(eq(fieldValues.fieldId, fieldId));
  return row?.value ?? 0;
}

/** A value of a field with the item it is of, for whoever is asked about it. */
export interface FoundValue {
  readonly id: string;
  readonly text: string;
  readonly name: string;
  readonly itemId: string;
  readonly copyId: string | null;
  readonly position: number;
}

/** All values of a field in the order of their ids, so many at a time. @param after the last id of the batch before */
export async function listValuesOf(
  tx: ReadTx,
  fieldId: string,
  after: string | null,
  most: number,
): Promise<FoundValue[]> {
  return tx
    .select({
      id: fieldValues.id,
      text: fieldValues.text,
      name: items.name,
      itemId: fieldValues.itemId,
      copyId: fieldValues.copyId,
      position: fieldValues.position,
    })
    .from(fieldValues)
    .innerJoin(
      items,
      and(eq(items.tenantId, fieldValues.tenantId), eq(items.id, fieldValues.itemId)),
    )
    .where(
      and(
        eq(fieldValues.fieldId, fieldId),
        after === null ? undefined : sql`${fieldValues.id} > ${after}`,
      ),
    )
    .orderBy(asc(fieldValues.id))
    .limit(most);
}
