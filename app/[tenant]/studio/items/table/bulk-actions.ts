"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import {
  beginBulkEdit,
  continueBulkEdit,
  findBulkEdit,
  type Progress,
  previewChange,
} from "@/db/tenant/queries/table/bulk-edits";
import {
  type Change,
  holdsSeveral,
  isClearable,
  isSettable,
  readSelection,
} from "@/db/tenant/queries/table/change";
import { fieldNamed } from "@/db/tenant/queries/table/fields";
import { action } from "@/server/action";
import { orderBulkEdit } from "@/server/items/bulk-edit";
import { shownRows } from "./shown-rows";
import { readChange } from "./typed-cell";

const ChangeSchema = z
  .union([
    z.strictObject({
      do: z.literal("set"),
      field: z.string().max(60),
      typed: z.string().max(25_000),
      currency: z.string().regex(/^(?:[A-Z]{3})?$/, "Choose a currency."),
    }),
    z.strictObject({ do: z.literal("clear"), field: z.string().max(60) }),
    z.strictObject({
      do: z.enum(["add", "remove"]),
      field: z.string().max(60),
      value: z.string().max(200),
    }),
    z.strictObject({ do: z.enum(["trash", "duplicate"]) }),
  ])
  .transform((change, context): Change => {
    const read = readChange(change);
    const problem = "problem" in read ? read.problem : refusalOf(read);
    if (!("problem" in read) && !problem) return read;
    context.addIssue({ code: "custom", message: problem ?? "", path: ["value"] });
    return z.NEVER;
  });

const SelectionSchema = z.unknown().transform((given, context) => {
  const selection = readSelection(given);
  if (selection) return selection;
  context.addIssue({ code: "custom", message: "Pick some items first." });
  return z.NEVER;
});

/** Says what a bulk edit would change, and for how many. */
export const previewBulkEdit = action({
  name: "preview bulk edit",
  by: "editor",
  input: z.strictObject({ selection: SelectionSchema, change: ChangeSchema }),
  touches: false,
  run: async ({ scope, input: { selection, change } }) => {
    const preview = await scope.read((tx) => previewChange(tx, selection, change));
    return { ...preview, change, sample: shownRows(preview.sample) };
  },
});

/** As many are changed before the answer; a worker does more. */
const AT_ONCE = 200;

/** Does what was previewed, by the id that the browser gave it: sent twice it is done once. */
export const runBulkEdit = action({
  name: "bulk edit",
  by: "editor",
  input: z.strictObject({
    id: z.uuid("There is no such bulk edit."),
    selection: SelectionSchema,
    change: ChangeSchema,
    seen: z.string().regex(/^\d{1,17}$/),
  }),
  run: async ({ scope: given, member, input }): Promise<Progress> => {
    const { id } = input;
    // Its id is that of its change set, by which all its parts are taken back as one.
    const scope = given.during("bulk edit", id);
    const begun = await scope.write((tx) => beginBulkEdit(tx, { ...input, memberId: member.id }));
    if (begun.total <= AT_ONCE && input.change.do !== "duplicate") {
      for (;;) {
        const now = await scope.write((tx) => continueBulkEdit(tx, id));
        if (now.ended) return now;
      }
    }
    await orderBulkEdit({ tenant: scope.tenant, id, memberId: member.id });
    const now = await scope.read((tx) => findBulkEdit(tx, id));
    if (!now) throw new Refusal("There is no such bulk edit.", { status: 404 });
    return now;
  },
});

/** Why a field can't be changed so, or null. */
function refusalOf(change: Change): string | null {
  if (!("field" in change)) return null;
  const field = fieldNamed(change.field);
  const can =
    field &&
    { set: isSettable, clear: isClearable, add: holdsSeveral, remove: holdsSeveral }[change.do](
      field,
    );
  return can ? null : "This field can't be changed so.";
}
