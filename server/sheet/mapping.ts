import { z } from "zod";
import { FIELD_OWNERS, FIELD_TYPES, LONGEST_OWN, SEEN_BY } from "@/db/tenant/own";
import { MOST_SHEET } from "./format";

/** What becomes of a column. */
export const TargetSchema = z.discriminatedUnion("to", [
  z.strictObject({ to: z.literal("nothing") }),
  /** A field of the site's table by its key: a built-in one, `tags`, `place`, or an owner's. */
  z.strictObject({ to: z.literal("field"), field: z.string().max(80) }),
  /** A line more of the story, after the name of the column. */
  z.strictObject({ to: z.literal("story") }),
  /** A field of the owner's that the import makes. */
  z.strictObject({
    to: z.literal("new field"),
    label: z.string().trim().min(1, "Give the field a name.").max(LONGEST_OWN.label),
    type: z.enum(FIELD_TYPES),
    of: z.enum(FIELD_OWNERS),
    seenBy: z.enum(SEEN_BY),
  }),
  /** Photos of the item: addresses of the web, or names of files. */
  z.strictObject({ to: z.literal("photos") }),
  /** The id of the item or the copy, as an export of the site has it. */
  z.strictObject({ to: z.literal("id"), of: z.enum(FIELD_OWNERS) }),
  /** The currency of the row's amounts that name none. */
  z.strictObject({ to: z.literal("currency") }),
  /** The moment of the item's last change, as an export of the site has it. */
  z.strictObject({ to: z.literal("changed") }),
]);
export type Target = z.output<typeof TargetSchema>;

/** A column of a sheet, and how its cells are read. What is not answered is asked where a cell reads both ways. */
export const MappedColumnSchema = z.strictObject({
  name: z.string().max(MOST_SHEET.cell),
  target: TargetSchema,
  /** Which of `01/12/2018` is the day. */
  order: z.enum(["day first", "month first"]).optional(),
  /** The first year that one of two digits may mean: from 1930 on `98` is 1998 and `03` is 2003. */
  years: z.int().min(1900).max(2000).optional(),
  /** What stands before decimals: which mark of `1.234` groups thousands. */
  decimal: z.enum([".", ","]).optional(),
  /** ISO 4217, of amounts that name none. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "Choose a currency.")
    .optional(),
  /** What words of the sheet mean: the word as it stands there, and the value of the field; empty for none. */
  words: z.array(z.tuple([z.string().max(200), z.string().max(200)])).max(200),
  /** Whether a blank cell empties the field; else it says nothing. */
  empties: z.boolean(),
});
export type MappedColumn = z.output<typeof MappedColumnSchema>;

/** The columns of a sheet in their order. */
export const MappingSchema = z.strictObject({
  columns: z.array(MappedColumnSchema).max(MOST_SHEET.columns),
  /** What becomes of places that the site does not have: made, or their cells refused. */
  places: z.enum(["make", "refuse"]),
  /** Whether cells come from pages of the web: `&amp;` is an ampersand there, and unseen spaces are none. */
  tidy: z.boolean(),
  /** Whether the catalogue fills what a row leaves blank of an item that it knows by name and number. */
  fills: z.boolean().optional(),
});
export type Mapping = z.output<typeof MappingSchema>;
