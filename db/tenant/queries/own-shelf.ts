import { and, asc, count, desc, eq, exists, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import type { FieldType } from "../field";
import { fields, fieldValues } from "../own-schema";
import { items } from "../schema";
import { askable } from "./text";

/** What has been chosen in the owner's fields, by their keys; within one, the values are alternatives. */
export type ChosenOwn = Readonly<Record<string, readonly string[]>>;

/** The types whose values are few enough to be offered as filters. */
export const OFFERED_TYPES: readonly FieldType[] = ["choice", "choices", "yes/no"];

/** How many items a value of one of the owner's fields would give. */
export interface OwnCount {
  readonly key: string;
  readonly value: string;
  readonly count: number;
}

/** That an item has one of the chosen values in each field that is chosen from. */
export function hasChosenOwn(tx: ReadTx, chosen: ChosenOwn = {}): SQL[] {
  return Object.entries(chosen)
    .filter(([, values]) => values.length > 0)
    .map(([key, values]) =>
      exists(
        tx
          .select({ one: sql`1` })
          .from(fieldValues)
          .where(
            and(
              sql`${fieldValues.tenantId} = ${items.tenantId} and ${fieldValues.itemId} = ${items.id}`,
              sql`${fieldValues.fieldId} = ${fieldOfKey(key)}`,
              sql`${fieldValues.text} = any(${asTextArray(values)})`,
            ),
          ),
      ),
    );
}

/** The field of a key, looked up once for the whole statement. */
function fieldOfKey(key: string): SQL {
  return sql`(select ${fields.id} from ${fields} where ${fields.key} = ${askable(key)} and ${fields.trashedAt} is null)`;
}

function asTextArray(values: readonly string[]): SQL {
  const quoted = values.map((value) => `"${askable(value).replace(/["\\]/g, "\\$&")}"`);
  return sql`${`{${quoted.join(",")}}`}::text[]`;
}

/**
 * How many items each value of the owner's choices would give, of the items that fit. One pass over the values of the
 * items for all fields.
 * @param where which items fit
 * @param only the fields that are counted, by their keys; all where not said
 */
export async function countOwn(
  tx: ReadTx,
  where: SQL | undefined,
  only?: readonly string[],
): Promise<OwnCount[]> {
  // Grouped twice, because counting what differs sorts it all.
  const each = tx
    .select({ key: fields.key, value: fieldValues.text, itemId: fieldValues.itemId })
    .from(fieldValues)
    .innerJoin(
      fields,
      and(eq(fields.tenantId, fieldValues.tenantId), eq(fields.id, fieldValues.fieldId)),
    )
    .innerJoin(
      items,
      and(eq(items.tenantId, fieldValues.tenantId), eq(items.id, fieldValues.itemId)),
    )
    .where(
      and(
        where,
        isNull(fields.trashedAt),
        inArray(fields.type, [...OFFERED_TYPES]),
        only && inArray(fields.key, only.map(askable)),
      ),
    )
    .groupBy(fields.key, fieldValues.text, fieldValues.itemId)
    .as("each");
  return tx
    .select({ key: each.key, value: each.value, count: count() })
    .from(each)
    .groupBy(each.key, each.value)
    .orderBy(asc(each.key), desc(count()), asc(each.value));
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
