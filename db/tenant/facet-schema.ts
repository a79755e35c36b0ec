import { sql } from "drizzle-orm";
import { bit, boolean, index, integer, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { notInHistory } from "./in-history";
import { followsItem, ofItem } from "./schema";
import { everyone, follows } from "./seen-by";
import { tenantTable } from "./table";

/**
 * What each item that is in place offers the filters of the shelf, as `facets.sql` makes it: a row for each value of a
 * facet, and one of the facet `all`. Triggers keep them in step. What differs in case is one value.
 */
export const itemFacets = tenantTable(
  "item_facets",
  follows("items", "item_id", { derived: true, rows: "NOT for_members" }),
  notInHistory("Triggers make them from the item."),
  {
    ...ofItem,
    /** As an address names the facet; of an owner's field, `own.` and its key. */
    facet: text("facet").notNull(),
    value: text("value").notNull(),
    spelled: text("spelled").notNull(),
    /** Whether members alone find the item by it: it is not listed, or has it of a copy that is kept off the page. */
    forMembers: boolean("for_members").notNull().default(false),
    /** The item's number among those of its site, the same in all of its rows: its bit in `shelf_sets`. */
    ordinal: integer("ordinal").notNull(),
  },
  (t) => [
    followsItem(t),
    // A migration lets both hold what is asked of them too, so that they are read alone.
    unique("item_facets_once").on(t.tenantId, t.facet, t.value, t.itemId),
    index("item_facets_of_item").on(t.tenantId, t.itemId),
    uniqueIndex("item_facets_ordinal").on(t.tenantId, t.ordinal).where(sql`facet = 'all'`),
  ],
);

/** How many items a row of `shelf_sets` speaks of, in `facets.sql` too; another number needs a migration. */
export const ITEMS_OF_PART = 4096;

/**
 * The facet of the sets of items that have a word which begins with the one or two letters of `value`; see `beginnings.sql`.
 * Sites have them from so many items on. The words of fewer are read as fast as a save would keep sets.
 */
export const BEGINS = "begins";
export const FEWEST_WITH_BEGINNINGS = 8 * ITEMS_OF_PART;

/**
 * Which items have each value, a bit for each, so that what is chosen on the shelf is counted without reading an item. A
 * trigger turns the bits of what changes in `item_facets`. A site of more items than a row has bits has several parts.
 * Visitors have rows of their own beside those of members, because they see fewer items.
 */
export const shelfSets = tenantTable(
  "shelf_sets",
  everyone("NOT for_members"),
  notInHistory("Triggers make them."),
  {
    facet: text("facet").notNull(),
    value: text("value").notNull(),
    spelled: text("spelled").notNull(),
    forMembers: boolean("for_members").notNull(),
    part: integer("part").notNull(),
    bits: bit("bits", { dimensions: ITEMS_OF_PART }).notNull(),
  },
  (t) => [
    unique("shelf_sets_once").on(t.tenantId, t.facet, t.value, t.spelled, t.forMembers, t.part),
  ],
);
