import { boolean, index, integer, text, unique } from "drizzle-orm/pg-core";
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
  },
  (t) => [
    followsItem(t),
    // Migrations let both hold the other columns too, so that counting reads nothing but an index.
    unique("item_facets_once").on(t.tenantId, t.facet, t.value, t.itemId),
    index("item_facets_of_item").on(t.tenantId, t.itemId),
  ],
);

/**
 * How many items have each value, so that a shelf that nothing is chosen on counts nothing. A trigger adds up what
 * changes in `item_facets`. Visitors have rows of their own beside those of members, because they see fewer items.
 */
export const shelfCounts = tenantTable(
  "shelf_counts",
  everyone("NOT for_members"),
  notInHistory("Triggers count them."),
  {
    facet: text("facet").notNull(),
    value: text("value").notNull(),
    spelled: text("spelled").notNull(),
    forMembers: boolean("for_members").notNull(),
    count: integer("count").notNull(),
  },
  (t) => [unique("shelf_counts_once").on(t.tenantId, t.facet, t.value, t.spelled, t.forMembers)],
);
