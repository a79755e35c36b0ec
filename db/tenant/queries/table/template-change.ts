import { and, eq, exists, inArray, not, or, type SQL, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { fields, fieldValues, itemTemplates, templateFields, templates } from "../../own-schema";
import { items } from "../../schema";
import { ofThisItem } from "../of-item";
import { applyTemplate, fillsItems, ofTemplate, SHARED } from "../templates";

/** The items that a template would leave different: it fills something in them, or they were not made from it yet. */
export function templateWouldDiffer(tx: ReadTx, templateId: string): SQL {
  const noted = tx
    .select({ one: sql`1` })
    .from(itemTemplates)
    .where(
      and(
        sql`${itemTemplates.tenantId} = ${items.tenantId} and ${itemTemplates.itemId} = ${items.id}`,
        eq(itemTemplates.templateId, templateId),
      ),
    );
  return (
    or(not(exists(noted)), exists(emptyFact(tx, templateId)), exists(emptyField(tx, templateId))) ??
    sql`true`
  );
}

function emptyFact(tx: ReadTx, templateId: string) {
  const empty = SHARED.map(
    ({ key }) =>
      sql`(coalesce(${templates.facts} ->> ${key}, '') <> '' and ${items[key as "animal"]} = '')`,
  );
  return tx
    .select({ one: sql`1` })
    .from(templates)
    .where(and(eq(templates.id, templateId), or(...empty)));
}

function emptyField(tx: ReadTx, templateId: string) {
  const filled = tx
    .select({ one: sql`1` })
    .from(fieldValues)
    .where(and(ofThisItem(fieldValues), eq(fieldValues.fieldId, fields.id)));
  return tx
    .select({ one: sql`1` })
    .from(templateFields)
    .innerJoin(fields, ofTemplate)
    .where(and(eq(templateFields.templateId, templateId), fillsItems, not(exists(filled))));
}

/** Applies a template to those of the items that it changes. @returns their ids */
export async function applyTo(
  tx: WriteTx,
  ids: readonly string[],
  templateId: string,
): Promise<string[]> {
  const differing = await tx
    .select({ id: items.id })
    .from(items)
    .where(and(inArray(items.id, [...ids]), templateWouldDiffer(tx, templateId)));
  const changed = differing.map(({ id }) => id);
  await applyTemplate(tx, templateId, changed);
  return changed;
}
