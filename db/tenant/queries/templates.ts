import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { fieldsOf } from "../fields";
import { foldedName, MOST_OWN, type Template } from "../own";
import { fields, fieldValues, itemTemplates, templateFields, templates } from "../own-schema";
import { items } from "../schema";
import { noSuchItem } from "./missing";
import { valueRow } from "./own-values";
import { laterVersion } from "./version";

/** Built-in facts that a template may fill: those that several items of one kind share. */
export const SHARED = fieldsOf("item", "text", "date").filter(
  ({ key }) => key !== "name" && key !== "styleNumber",
);

/** Joins the owner's fields with those of templates. */
export const ofTemplate = and(
  eq(fields.tenantId, templateFields.tenantId),
  eq(fields.id, templateFields.fieldId),
);

/** Whether a field of a template begins with something in items. */
export const fillsItems = and(
  isNull(fields.trashedAt),
  eq(fields.owner, "item"),
  ne(templateFields.begins, sql`'{}'`),
);

/** The site's templates by name, with the fields that are not in the trash. */
export async function listTemplates(tx: ReadTx): Promise<Template[]> {
  const [all, ofFields] = await Promise.all([
    tx
      .select({ id: templates.id, label: templates.label, facts: templates.facts })
      .from(templates)
      .orderBy(asc(templates.folded)),
    tx
      .select({
        templateId: templateFields.templateId,
        fieldId: templateFields.fieldId,
        begins: templateFields.begins,
      })
      .from(templateFields)
      .innerJoin(fields, ofTemplate)
      .where(isNull(fields.trashedAt)),
  ]);
  return all.map((template) => ({
    ...template,
    own: Object.fromEntries(
      ofFields
        .filter(({ templateId }) => templateId === template.id)
        .map(({ fieldId, begins }) => [fieldId, begins]),
    ),
  }));
}

/**
 * Makes a template, or changes the one of this id.
 * @throws Refusal (409) when another has this name or the site has all it may, (404) when there is none of this id
 */
export async function saveTemplate(
  tx: WriteTx,
  { id, label, facts, own }: Omit<Template, "id"> & { readonly id?: string },
): Promise<string> {
  await tx.select({ id: templates.id }).from(templates).orderBy(asc(templates.id)).for("update");
  const there = await tx.select({ id: templates.id, folded: templates.folded }).from(templates);
  const folded = foldedName(label);
  if (there.some((one) => one.folded === folded && one.id !== id))
    throw new Refusal(`There is a template ${label} already. Choose another name.`, {
      status: 409,
      fields: { label: "There is a template of this name already." },
    });
  if (!id && there.length >= MOST_OWN.templates)
    throw new Refusal(`A site has up to ${MOST_OWN.templates} templates. Delete one first.`, {
      status: 409,
    });
  const row = { label, folded, facts };
  const [saved] = id
    ? await tx
        .update(templates)
        .set(row)
        .where(eq(templates.id, id))
        .returning({ id: templates.id })
    : await tx.insert(templates).values(row).returning({ id: templates.id });
  if (!saved) throw noSuchTemplate();
  const known = await tx.select({ id: fields.id }).from(fields);
  const named = Object.entries(own).filter(([fieldId]) => known.some((one) => one.id === fieldId));
  await tx.delete(templateFields).where(eq(templateFields.templateId, saved.id));
  if (named.length > 0)
    await tx.insert(templateFields).values(
      named.map(([fieldId, begins]) => ({
        templateId: saved.id,
        fieldId,
        begins: [...begins],
      })),
    );
  return saved.id;
}

/** Deletes a template; items that were made from it keep what they have. @throws Refusal (404) */
export async function deleteTemplate(tx: WriteTx, id: string): Promise<void> {
  const done = await tx
    .delete(templates)
    .where(eq(templates.id, id))
    .returning({ id: templates.id });
  if (done.length === 0) throw noSuchTemplate();
}

/** What a template of an item would hold: its shared facts and what stands in its own fields. @throws Refusal (404) */
export async function readAsTemplate(
  tx: WriteTx,
  itemId: string,
): Promise<Pick<Template, "facts" | "own">> {
  const [item] = await tx.select().from(items).where(eq(items.id, itemId));
  if (!item) throw noSuchItem();
  const facts = SHARED.flatMap(({ key }) => {
    const value = item[key as keyof typeof item];
    return typeof value === "string" && value ? [[key, value]] : [];
  });
  const values = await tx
    .select({ fieldId: fieldValues.fieldId, text: fieldValues.text })
    .from(fieldValues)
    .where(and(eq(fieldValues.itemId, itemId), isNull(fieldValues.copyId)))
    .orderBy(asc(fieldValues.position));
  const own: Record<string, string[]> = {};
  for (const { fieldId, text } of values) own[fieldId] = [...(own[fieldId] ?? []), text];
  return { facts: Object.fromEntries(facts), own };
}

/** Holds a template until an item of it is written. @returns whether there is one of this id */
export async function holdTemplate(tx: WriteTx, id: string): Promise<boolean> {
  const [there] = await tx
    .select({ id: templates.id })
    .from(templates)
    .where(eq(templates.id, id))
    .for("key share");
  return there !== undefined;
}

/** Notes which template an item is made from; null takes it off. @throws Refusal (404) */
export async function noteTemplate(
  tx: WriteTx,
  itemId: string,
  templateId: string | null,
): Promise<void> {
  if (templateId === null) {
    await tx.delete(itemTemplates).where(eq(itemTemplates.itemId, itemId));
    return;
  }
  if (!(await holdTemplate(tx, templateId))) throw noSuchTemplate();
  await tx
    .insert(itemTemplates)
    .values({ itemId, templateId })
    .onConflictDoUpdate({
      target: [itemTemplates.tenantId, itemTemplates.itemId],
      set: { templateId },
    });
}

/** The template that an item is made from, or null. */
export async function findTemplateOf(tx: ReadTx, itemId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: itemTemplates.templateId })
    .from(itemTemplates)
    .where(eq(itemTemplates.itemId, itemId));
  return row?.id ?? null;
}

/**
 * Applies a template to items: what is empty in them takes what the template begins with, and whatever stands there
 * stays. Statements for each field, however many items there are.
 * @throws Refusal (404) when there is no such template
 */
export async function applyTemplate(
  tx: WriteTx,
  templateId: string,
  itemIds: readonly string[],
): Promise<void> {
  const [template] = await tx.select().from(templates).where(eq(templates.id, templateId));
  if (!template) throw noSuchTemplate();
  const theirs = tx
    .select({ id: items.id })
    .from(items)
    .where(and(inArray(items.id, [...itemIds]), isNull(items.trashedAt)))
    .orderBy(asc(items.id))
    .for("no key update");
  const ids = (await theirs).map(({ id }) => id);
  if (ids.length === 0) return;
  await fillFacts(tx, ids, template.facts);
  await fillFields(tx, ids, templateId);
  await tx
    .insert(itemTemplates)
    .values(ids.map((itemId) => ({ itemId, templateId })))
    .onConflictDoUpdate({
      target: [itemTemplates.tenantId, itemTemplates.itemId],
      set: { templateId },
    });
}

async function fillFacts(tx: WriteTx, ids: readonly string[], facts: Template["facts"]) {
  const set = Object.fromEntries(
    SHARED.filter(({ key }) => facts[key]).map(({ key }) => {
      const column = items[key as "animal"];
      return [key, sql`coalesce(nullif(${column}, ''), ${facts[key]})`];
    }),
  );
  await tx
    .update(items)
    .set({
      ...set,
      updatedAt: laterVersion,
    })
    .where(inArray(items.id, [...ids]));
}

async function fillFields(tx: WriteTx, ids: readonly string[], templateId: string) {
  const begins = await tx
    .select({
      id: fields.id,
      type: fields.type,
      begins: templateFields.begins,
    })
    .from(templateFields)
    .innerJoin(fields, ofTemplate)
    .where(and(eq(templateFields.templateId, templateId), fillsItems));
  for (const field of begins) {
    const filled = await tx
      .selectDistinct({ itemId: fieldValues.itemId })
      .from(fieldValues)
      .where(and(eq(fieldValues.fieldId, field.id), inArray(fieldValues.itemId, [...ids])));
    const full = new Set(filled.map(({ itemId }) => itemId));
    const rows = ids
      .filter((itemId) => !full.has(itemId))
      .flatMap((itemId) =>
        field.begins.map((text, position) =>
          valueRow(field, { itemId, copyId: null, text, position }),
        ),
      );
    for (let from = 0; from < rows.length; from += 1000)
      await tx.insert(fieldValues).values(rows.slice(from, from + 1000));
  }
}

function noSuchTemplate(): Refusal {
  return new Refusal("There is no such template.", { status: 404 });
}
