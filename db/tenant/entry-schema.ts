import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text, unique } from "drizzle-orm/pg-core";
import { type EntryFacts, type FactKey, LONGEST_KEY } from "./entry";
import { inHistory } from "./in-history";
import { followsItem, ofItem } from "./schema";
import { follows } from "./seen-by";
import { tenantTable } from "./table";

/**
 * Which entry of the catalogue an item is. It refers to nothing there: the item has its own copy of what the entry said, so
 * that it is whole wherever it goes.
 */
export const itemEntries = tenantTable(
  "item_entries",
  follows("items", "item_id"),
  inHistory({ item: "item_id" }),
  {
    ...ofItem,
    entry: text("entry").notNull(),
    /** The pack that said so. */
    release: integer("release").notNull(),
    facts: jsonb("facts").$type<EntryFacts>().notNull(),
    /** Which of these facts are the owner's, as `entry.ts` has it. */
    mine: text("mine").array().$type<FactKey[]>().notNull().default([]),
  },
  (t) => [
    followsItem(t),
    unique("item_entries_once").on(t.tenantId, t.itemId),
    index("item_entries_by_entry").on(t.tenantId, t.entry, t.itemId),
    check("item_entries_facts", sql`jsonb_typeof(${t.facts}) = 'object'`),
    check(
      "item_entries_key_length",
      sql`length(${t.entry}) between 1 and ${sql.raw(String(LONGEST_KEY))}`,
    ),
  ],
);
