import { getTableColumns } from "drizzle-orm";
import "./copy-schema";
import "./entry-schema";
import "./facet-schema";
import "./intake-schema";
import "./loan-schema";
import "./message-schema";
import "./photo-schema";
import type { InHistory } from "./in-history";
import "./own-schema";
import "./schema";
import "./set-schema";
import "./share-schema";
import "./table-schema";
import "./value-schema";
import { addition, isShown, restriction, type SeenBy } from "./seen-by";
import { declaredTables } from "./table";

/** Every table of the schema with who may see its rows. */
export const seenBy: ReadonlyMap<string, SeenBy> = new Map(
  [...declaredTables].map(([table, said]) => [table, said.seenBy]),
);

/** Every table of the schema with what the history keeps of it. */
export const inHistoryBy: ReadonlyMap<string, InHistory> = new Map(
  [...declaredTables].map(([table, said]) => [table, said.history]),
);

/** The names in drafts and forms of each table's columns. */
export const keysByColumn: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  [...declaredTables].map(([name, { table }]) => [
    name,
    new Map(Object.entries(getTableColumns(table)).map(([key, column]) => [column.name, key])),
  ]),
);

/** What `history.sql` prints triggers from: the tables whose changes are kept. */
export function historyAsJson(): string {
  return JSON.stringify(Object.fromEntries([...inHistoryBy].filter(([, { kept }]) => kept)));
}

/**
 * What `guard.sql` prints policies and triggers from: for each table the conditions for reading and for adding, in which
 * `@said@` stands for the audience, whether the site's version counts its changes, and the row whose `hidden` it takes.
 */
export function audiencesAsJson(): string {
  return JSON.stringify(
    Object.fromEntries(
      [...seenBy].map(([table, word]) => [
        table,
        {
          seen: restriction(table, word, "@said@"),
          added: addition(word, "@said@"),
          shown: isShown(word),
          follows:
            word.who === "follows its parent" ? { parent: word.parent, own: word.own } : null,
        },
      ]),
    ),
  );
}
