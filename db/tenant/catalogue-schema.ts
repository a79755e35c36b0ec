import { sql } from "drizzle-orm";
import { check, index, integer, pgSchema, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { SURE, TAGS } from "../catalogue/pack-format";
import { moment, oneOf } from "../columns";

/**
 * What is known of products, apart from who owns one. The same in every database of tenants: the platform's owner writes it
 * from a pack, tenants read it, and no row of it is anybody's. It refers to no table of tenants and none refers to it.
 * @public for drizzle-kit, which makes the schema
 */
export const catalogue = pgSchema("catalogue");

/**
 * The packs that were loaded here, each with its checksum.
 * @public for load.ts and catalogue.sql, which fill and read it
 */
export const releases = catalogue.table("releases", {
  number: integer("number").primaryKey(),
  checksum: text("checksum").notNull(),
  loadedAt: moment("loaded_at").notNull().defaultNow(),
});

/**
 * Who says a fact.
 * @public for load.ts and catalogue.sql, which fill and read it
 */
export const sources = catalogue.table("sources", {
  key: text("key").primaryKey(),
  name: text("name").notNull(),
  address: text("address").notNull(),
});

/**
 * Product lines, such as Beanie Babies.
 * @public for load.ts and catalogue.sql, which fill and read it
 */
export const lines = catalogue.table("lines", {
  key: text("key").primaryKey(),
  place: integer("place").notNull(),
  name: text("name").notNull(),
});

/**
 * What was sold under one name and style number.
 * @public for load.ts and catalogue.sql, which fill and read it
 */
export const products = catalogue.table(
  "products",
  {
    key: text("key").primaryKey(),
    place: integer("place").notNull(),
    line: text("line")
      .notNull()
      .references(() => lines.key),
    name: text("name").notNull(),
  },
  (t) => [index("products_of_line").on(t.line)],
);

/**
 * A product in one variant: what an item can be.
 * @public for load.ts and catalogue.sql, which fill and read it
 */
export const entries = catalogue.table(
  "entries",
  {
    key: text("key").primaryKey(),
    place: integer("place").notNull(),
    product: text("product")
      .notNull()
      .references(() => products.key),
    variant: text("variant").notNull(),
  },
  (t) => [index("entries_of_product").on(t.product)],
);

/**
 * In which ways a product was made, misprinted or renamed.
 * @public for load.ts and catalogue.sql, which fill and read it
 */
export const misprints = catalogue.table(
  "misprints",
  {
    key: text("key").primaryKey(),
    place: integer("place").notNull(),
    product: text("product")
      .notNull()
      .references(() => products.key),
    kind: text("kind").notNull(),
    text: text("text").notNull(),
    /** Another name that its tag reads; empty without one. */
    reads: text("reads").notNull(),
  },
  (t) => [index("misprints_of_product").on(t.product)],
);

/**
 * Generations of swing and tush tags, which are counted anew in each line.
 * @public for load.ts and catalogue.sql, which fill and read it
 */
export const generations = catalogue.table(
  "generations",
  {
    key: text("key").primaryKey(),
    place: integer("place").notNull(),
    line: text("line")
      .notNull()
      .references(() => lines.key),
    tag: text("tag", { enum: TAGS }).notNull(),
    code: text("code").notNull(),
  },
  (t) => [
    unique("generations_once").on(t.line, t.tag, t.code),
    check("generations_tag", oneOf(t.tag, TAGS)),
  ],
);

const OF = ["line", "entry", "misprint", "generation"] as const;

/**
 * One fact of a line, an entry, a misprint or a generation, with who says it and how sure it is.
 * @public for load.ts and catalogue.sql, which fill and read it
 */
export const facts = catalogue.table(
  "facts",
  {
    of: text("of", { enum: OF }).notNull(),
    key: text("key").notNull(),
    place: integer("place").notNull(),
    field: text("field").notNull(),
    value: text("value").notNull(),
    sure: text("sure", { enum: SURE }).notNull(),
    sources: text("sources").array().notNull(),
    note: text("note").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.of, t.key, t.place] }),
    check("facts_of", oneOf(t.of, OF)),
    check("facts_sure", oneOf(t.sure, SURE)),
    check("facts_agreed", sql`${t.sure} <> 'agreed' or cardinality(${t.sources}) > 1`),
  ],
);

/**
 * By which words an entry is found, as search makes them of its name, number and variant.
 * @public for load.ts and catalogue.sql, which fill and read it
 */
export const words = catalogue.table(
  "words",
  {
    word: text("word").notNull(),
    entry: text("entry")
      .notNull()
      .references(() => entries.key),
    /** 0 for a word of its name or number, 1 for one of its variant. */
    weight: integer("weight").notNull(),
    place: integer("place").notNull(),
  },
  (t) => [primaryKey({ columns: [t.word, t.entry] }), index("words_of_entry").on(t.entry)],
);

/** The tables of the catalogue, those that others refer to first. */
export const CATALOGUE_TABLES = [
  "releases",
  "sources",
  "lines",
  "products",
  "entries",
  "misprints",
  "generations",
  "facts",
  "words",
] as const;
