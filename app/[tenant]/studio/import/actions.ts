"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { tooLong } from "@/base/values/too-long";
import { LONGEST_MAPPING_NAME } from "@/db/tenant/intake";
import { dropIntake, findIntake, reopenColumns } from "@/db/tenant/queries/intake/intakes";
import { keepNamedMapping, removeNamedMapping } from "@/db/tenant/queries/intake/mappings";
import { action } from "@/server/action";
import { formatOf, mappingOf } from "@/server/intake/reader";
import { changeCells, chooseItem } from "@/server/intake/row-editing";
import { beginToRead, beginToWrite } from "@/server/intake/running";
import { deleteSheets } from "@/server/intake/sheet-file";
import { MOST_SHEET, SheetFormatSchema } from "@/server/sheet/format";
import { MappingSchema } from "@/server/sheet/mapping";

const IdSchema = z.uuid("There is no such import.");
const LineSchema = z.int().min(1).max(10_000_000);

/** Reads a sheet by these columns: a small one before the answer, a large one by a worker. */
export const readSheet = action({
  name: "read sheet",
  by: "editor",
  input: z.strictObject({ id: IdSchema, format: SheetFormatSchema, mapping: MappingSchema }),
  run: ({ scope, member, input }) => beginToRead(scope, { ...input, memberId: member.id }),
});

/** Says whether the catalogue fills what rows leave blank, and plans them anew. */
export const fillSheet = action({
  name: "fill sheet",
  by: "editor",
  input: z.strictObject({ id: IdSchema, fills: z.boolean() }),
  run: async ({ scope, member, input: { id, fills } }) => {
    const intake = await scope.read((tx) => findIntake(tx, id));
    if (!intake) throw new Refusal("There is no such import.", { status: 404 });
    const mapping = { ...mappingOf(intake), fills };
    await beginToRead(scope, { id, format: formatOf(intake), mapping, memberId: member.id });
  },
});

/** Goes back to the columns; what was said of them and changed in the rows stays. */
export const reopenSheet = action({
  name: "reopen sheet",
  by: "editor",
  input: z.strictObject({ id: IdSchema }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => reopenColumns(tx, input.id));
  },
});

/** Writes the rows that are new, changed, or both: a few before the answer, many by a worker. */
export const importItems = action({
  name: "import items",
  by: "editor",
  input: z.strictObject({
    id: IdSchema,
    takes: z.enum(["all", "new", "changed"]),
    agreed: z.strictObject({ edition: z.int(), rows: z.int() }).optional(),
  }),
  run: async ({ scope: given, member, input }) => {
    const scope = given.during("import items", input.id);
    await beginToWrite(scope, { ...input, memberId: member.id });
    const now = await scope.read((tx) => findIntake(tx, input.id));
    if (!now) throw new Refusal("There is no such import.", { status: 404 });
    return { ended: now.state === "ended", added: now.added, changed: now.changed };
  },
});

/** Changes cells of a row in the preview; the sheet itself stays as it is. @returns what becomes of the row now */
export const changeSheetCells = action({
  name: "change sheet cells",
  by: "editor",
  input: z.strictObject({
    id: IdSchema,
    line: LineSchema,
    cells: z
      .array(
        z.strictObject({
          column: z.int().min(0).max(MOST_SHEET.columns),
          text: z.string().max(MOST_SHEET.cell, "A cell is shorter than this."),
        }),
      )
      .max(MOST_SHEET.columns),
  }),
  run: ({ scope, input }) => changeCells(scope, input),
});

/** Says which item a row is: one of those that match, `new`, `out` for none that comes in, or nothing of it any more. */
export const chooseSheetItem = action({
  name: "choose sheet item",
  by: "editor",
  input: z.strictObject({
    id: IdSchema,
    line: LineSchema,
    item: z.union([z.uuid("There is no such item."), z.enum(["new", "out", ""])]),
  }),
  run: ({ scope, input }) => chooseItem(scope, input),
});

/** Keeps what the columns of a sheet are under a name, for sheets that come with the same columns. */
export const keepColumns = action({
  name: "keep columns",
  by: "editor",
  input: z.strictObject({
    name: z
      .string()
      .trim()
      .min(1, "Give it a name.")
      .max(LONGEST_MAPPING_NAME, {
        error: ({ input }) => tooLong(String(input), LONGEST_MAPPING_NAME),
      })
      .refine((text) => !/\p{Cc}/u.test(text), "This has characters that cannot be shown."),
    mapping: MappingSchema,
  }),
  touches: false,
  run: async ({ scope, input }) => {
    await scope.write((tx) => keepNamedMapping(tx, input));
  },
});

/** Forgets what was kept of columns; what was imported by it stays. */
export const forgetColumns = action({
  name: "forget columns",
  by: "editor",
  input: z.strictObject({ id: z.uuid("These columns are not kept any more.") }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => removeNamedMapping(tx, input.id));
  },
});

/** Forgets a sheet of which nothing was written. */
export const dropSheet = action({
  name: "drop sheet",
  by: "editor",
  input: z.strictObject({ id: IdSchema }),
  run: async ({ scope, input }) => {
    await scope.write(async (tx) => {
      await dropIntake(tx, input.id);
      await deleteSheets(scope.tenant, [input.id]);
    });
  },
});
