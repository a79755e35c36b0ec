import { type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { fields, fieldValues } from "../own-schema";
import { askable } from "./text";

/** What has been chosen in the owner's fields, by their keys; within one, the values are alternatives. */
export type ChosenOwn = Readonly<Record<string, readonly string[]>>;

/** The field of a key, looked up once for the whole statement. */
function fieldOfKey(key: string): SQL {
  return sql`(select ${fields.id} from ${fields} where ${fields.key} = ${askable(key)} and ${fields.trashedAt} is null)`;
}

/** What the items are ordered by of one of the owner's fields: numbers by value, dates by day, texts by letters. */
export function ownValues(tx: ReadTx, key: string) {
  return tx
    .select({
      itemId: fieldValues.itemId,
      number: sql`min(${fieldValues.number})`.as("least_number"),
      since: sql`min(${fieldValues.since})`.as("least_since"),
      folded: sql`min(${fieldValues.folded})`.as("least_folded"),
    })
    .from(fieldValues)
    .where(sql`${fieldValues.fieldId} = ${fieldOfKey(key)}`)
    .groupBy(fieldValues.itemId)
    .as("own_values");
}
