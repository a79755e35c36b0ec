import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { moment, oneOf, texts } from "../columns";
import { notInHistory } from "./in-history";
import {
  INTAKE_PHOTO_STATES,
  INTAKE_STATES,
  LONGEST_MAPPING_NAME,
  type Noted,
  type Refused,
  ROW_OUTCOMES,
  TAKES,
} from "./intake";
import { forMembers } from "./seen-by";
import { reference, tenantTable } from "./table";

/**
 * A sheet on its way into the collection: what it is called, how its columns are understood, and how far it is. Its bytes
 * lie in the site's files under its id. Its id is that of the change set in which its items are written.
 */
export const intakes = tenantTable(
  "intakes",
  forMembers,
  notInHistory("It says what is to be written; what it wrote is in the history."),
  {
    /** Who brought it; null where the command line did. */
    memberId: uuid("member_id"),
    fileName: text("file_name").notNull(),
    state: text("state", { enum: INTAKE_STATES }).notNull().default("columns"),
    /** How its bytes are read and what its columns are, as `server/sheet` has it; null until it was recognised or said. */
    format: jsonb("format").$type<unknown>(),
    mapping: jsonb("mapping").$type<unknown>(),
    /** Which run of the plan its rows are of, so that one that was overtaken writes nothing more. */
    edition: integer("edition").notNull().default(0),
    /** Since when the plan's answers hold, in microseconds since 1970: what came later is no answer of it. */
    seen: bigint("seen", { mode: "number" }).notNull().default(0),
    /** How many rows it has, how many are passed in the present state, and the last line passed. */
    total: integer("total").notNull().default(0),
    passed: integer("passed").notNull().default(0),
    reached: integer("reached").notNull().default(0),
    /** Which of the rows are taken in. */
    takes: text("takes", { enum: TAKES }).notNull().default("all"),
    /** Of how many rows the catalogue would fill something in. */
    fillable: integer("fillable").notNull().default(0),
    added: integer("added").notNull().default(0),
    changed: integer("changed").notNull().default(0),
    leftAlone: integer("left_alone").notNull().default(0),
    problem: text("problem").notNull().default(""),
    createdAt: moment("created_at").notNull().defaultNow(),
    /** When the present state began. */
    since: moment("since").notNull().defaultNow(),
    endedAt: moment("ended_at"),
  },
  (t) => [
    check("intakes_state", oneOf(t.state, INTAKE_STATES)),
    index("intakes_by_age").on(t.tenantId, t.createdAt, t.id),
    // Two that write at once would each add what the other adds.
    uniqueIndex("intakes_one_writes").on(t.tenantId).where(sql`state = 'writing'`),
  ],
);

/** A row of a sheet, and what would become of it. */
export const intakeRows = tenantTable(
  "intake_rows",
  forMembers,
  notInHistory("It says what is to be written; what it wrote is in the history."),
  {
    intakeId: uuid("intake_id").notNull(),
    /** The line in the sheet, from 1. */
    line: integer("line").notNull(),
    cells: texts("cells").notNull(),
    /** Whether somebody changed a cell here, so that reading the sheet anew leaves it. */
    edited: boolean("edited").notNull().default(false),
    outcome: text("outcome", { enum: ROW_OUTCOMES }).notNull(),
    /** What the item is called. */
    name: text("name").notNull().default(""),
    /** The item that it is, or the one that it will be; rows of one item have the same. */
    itemId: uuid("item_id"),
    /** Which of the rows of its item it is, from 0: the second is another copy. */
    nth: integer("nth").notNull().default(0),
    /** The item's version at the time of the plan. */
    version: text("version").notNull().default(""),
    changes: jsonb("changes").$type<readonly Noted[]>().notNull().default([]),
    refused: jsonb("refused").$type<readonly Refused[]>().notNull().default([]),
    /** Items that it may be, where somebody has to say. */
    candidates: uuid("candidates").array().notNull().default([]),
    /** What somebody said: an item, `new`, or `out` where the row is not to come in. */
    chosen: text("chosen").notNull().default(""),
    /** Whether it was written. */
    done: boolean("done").notNull().default(false),
  },
  (t) => [
    reference(t, t.intakeId, intakes).onDelete("cascade"),
    unique("intake_rows_line").on(t.tenantId, t.intakeId, t.line),
    index("intake_rows_by_outcome").on(t.tenantId, t.intakeId, t.outcome, t.line),
    index("intake_rows_of_item").on(t.tenantId, t.intakeId, t.itemId, t.line),
    check("intake_rows_outcome", oneOf(t.outcome, ROW_OUTCOMES)),
    check("intake_rows_changes", listOfObjects(t.changes)),
    check("intake_rows_refused", listOfObjects(t.refused)),
  ],
);

/**
 * A photo that a row of a sheet names, written down with the items and fetched after them. Its id becomes that of the
 * photo, so that one which is fetched twice is there once.
 */
export const intakePhotos = tenantTable(
  "intake_photos",
  forMembers,
  notInHistory("It says what is to be fetched; the photo that it becomes is in the history."),
  {
    intakeId: uuid("intake_id").notNull(),
    /** The line in the sheet, and the photo's place among those of its row. */
    line: integer("line").notNull(),
    place: integer("place").notNull(),
    itemId: uuid("item_id").notNull(),
    itemName: text("item_name").notNull().default(""),
    /** Its address, or the name of a file, as the sheet has it. */
    source: text("source").notNull(),
    /** The digest of where it comes from, as the photo keeps it. */
    origin: text("origin").notNull(),
    state: text("state", { enum: INTAKE_PHOTO_STATES }).notNull().default("waiting"),
    /** Why it can't be had. */
    reason: text("reason").notNull().default(""),
    /** How often it was tried. */
    tries: integer("tries").notNull().default(0),
  },
  (t) => [
    reference(t, t.intakeId, intakes).onDelete("cascade"),
    unique("intake_photos_place").on(t.tenantId, t.intakeId, t.line, t.place),
    index("intake_photos_by_state").on(t.tenantId, t.intakeId, t.state, t.tries, t.line, t.place),
    check("intake_photos_state", oneOf(t.state, INTAKE_PHOTO_STATES)),
  ],
);

/** What columns of sheets are, kept for the site under a name: `mapping` as `server/sheet` has it. */
export const sheetMappings = tenantTable(
  "sheet_mappings",
  forMembers,
  notInHistory("It changes nothing; what was written by it is in the history."),
  {
    name: text("name").notNull(),
    mapping: jsonb("mapping").$type<unknown>().notNull(),
    /** When it was kept, or kept anew. */
    keptAt: moment("kept_at").notNull().defaultNow(),
  },
  (t) => [
    unique("sheet_mappings_name").on(t.tenantId, t.name),
    check(
      "sheet_mappings_name_length",
      sql`length(${t.name}) between 1 and ${sql.raw(String(LONGEST_MAPPING_NAME))}`,
    ),
  ],
);

/** What a page takes for a list of objects is one. */
function listOfObjects(column: AnyPgColumn): SQL {
  return sql`jsonb_typeof(${column}) = 'array' and not jsonb_path_exists(${column}, '$[*] ? (@.type() <> "object")')`;
}
