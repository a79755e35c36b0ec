import { copies, copyPrivate } from "./copy-schema";
import type { Field } from "./field";
import { fieldsOf } from "./fields";
import { items } from "./schema";

/**
 * The texts of a table that search knows, as `fields.ts` says, each a row of SQL for `texts_of` in item-words.sql: the text
 * of the row `t`, whether its neighbouring words may be written as one, and whether it is for members.
 */
function searchedTexts(table: typeof items | typeof copies | typeof copyPrivate): string[] {
  const columns = new Map(Object.entries(table));
  return fieldsOf(table === items ? "item" : "copy")
    .filter((field) => field.searched && columns.has(field.key))
    .map((field) => {
      const name: unknown = columns.get(field.key)?.name;
      const isShort = field.type === "text" || field.type === "choice";
      return `(${textOf(field, `t.${name}`)}, ${isShort}, ${field.seenBy === "members"})`;
    });
}

/** Puts them where item-words.sql names them. */
export function withSearchedTexts(sql: string): string {
  const texts = {
    items: searchedTexts(items),
    copies: searchedTexts(copies),
    copy_private: searchedTexts(copyPrivate),
    wants: ["(concat_ws(' ', t.condition, t.swing_tag, t.note), false, false)"],
    item_tags: ["(t.tag, true, false)"],
  };
  return Object.entries(texts).reduce(
    (text, [name, rows]) => text.replaceAll(`@said.of.${name}@`, rows.join(",\n    ")),
    sql,
  );
}

function textOf({ type }: Field, column: string): string {
  if (type === "date") return `date_words(${column})`;
  if (type === "money") return `money_words(${column}, t.currency)`;
  return `${column}::text`;
}
