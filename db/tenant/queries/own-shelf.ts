import { asc, type SQL, sql } from "drizzle-orm";
import { fields, fieldValues } from "../own-schema";
import { items } from "../schema";
import { askable } from "./text";

/** What has been chosen in the owner's fields, by their keys; within one, the values are alternatives. */
export type ChosenOwn = Readonly<Record<string, readonly string[]>>;

/** The field of a key, looked up once for the whole statement. */
function fieldOfKey(key: string): SQL {
  return sql`(select ${fields.id} from ${fields} where ${fields.key} = ${askable(key)} and ${fields.trashedAt} is null)`;
}

/** The order by one of the owner's fields: numbers by value, dates by day, texts by letters, none last. */
export function byOwn(key: string): SQL[] {
  const first = (column: SQL) =>
    sql`(select ${column} from ${fieldValues} where ${fieldValues.tenantId} = ${items.tenantId}
      and ${fieldValues.itemId} = ${items.id} and ${fieldValues.fieldId} = ${fieldOfKey(key)})`;
  return [
    asc(first(sql`min(${fieldValues.number})`)),
    asc(first(sql`min(${fieldValues.since})`)),
    asc(first(sql`min(${fieldValues.folded})`)),
  ];
}
