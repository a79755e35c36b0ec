import { type SQL, sql } from "drizzle-orm";
import { fields, fieldValues } from "../own-schema";
import { items } from "../schema";
import { ofThisItem } from "./of-item";
import { askable } from "./text";

/** What has been chosen in the owner's fields, by their keys; within one, the values are alternatives. */
export type ChosenOwn = Readonly<Record<string, readonly string[]>>;

/** The items that have a value in a field, by the least of their values. */
interface OwnOrder {
  /** Each value with its item. */
  readonly from: SQL;
  readonly isLeast: SQL;
  readonly order: readonly SQL[];
}

/**
 * What to read of the items in the order of one of the owner's fields: numbers by value, dates by day, texts by letters. The
 * field's type decides, which the database knows, because each has an index that holds its order.
 */
export function ownOrders(key: string, read: (order: OwnOrder) => SQL): SQL {
  const by = (...columns: string[]) => {
    const named = (alias: string) => columns.map((column) => sql.raw(`${alias}.${column}`));
    return read({
      from: sql`${fieldValues} v join ${items} on ${items.tenantId} = v.tenant_id and ${items.id} = v.item_id
        and v.field_id = ${ofKey(key, fields.id)}`,
      // In brackets that tell the planner nothing: it takes an equality for rare and would read all values.
      isLeast: sql`coalesce(v.id = (select l.id from ${fieldValues} l where l.tenant_id = v.tenant_id and l.item_id = v.item_id
        and l.field_id = v.field_id order by ${sql.join([...named("l"), sql`l.id`], sql`, `)} limit 1), false)`,
      order: named("v"),
    });
  };
  return sql`case when ${ofKey(key, fields.type)} in ('number', 'money', 'yes/no') then ${by("number", "folded")}
    when ${ofKey(key, fields.type)} = 'date' then ${by("since", "folded")} else ${by("folded")} end`;
}

/** That the item at hand has a value in one of the owner's fields. */
export function hasOwnValue(key: string): SQL {
  return sql`coalesce((select true from ${fieldValues}
    where ${ofThisItem(fieldValues)} and ${fieldValues.fieldId} = ${ofKey(key, fields.id)} limit 1), false)`;
}

/** What the field of a key says, looked up once for the whole statement. */
function ofKey(key: string, column: typeof fields.id | typeof fields.type): SQL {
  return sql`(select ${column} from ${fields} where ${fields.key} = ${askable(key)} and ${fields.trashedAt} is null)`;
}
