"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import {
  beginBulkEdit,
  continueBulkEdit,
  findBulkEdit,
  type Progress,
  previewChange,
} from "@/db/tenant/queries/table/bulk-edits";
import {
  type Change,
  problemOfChange,
  readSelection,
  type Selection,
} from "@/db/tenant/queries/table/change";
import type { TableFields } from "@/db/tenant/queries/table/fields";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { action } from "@/server/action";
import { orderBulkEdit } from "@/server/items/bulk-edit";
import { shownRows } from "./shown-rows";
import { readChange } from "./typed-cell";

const ChangeSchema = z.union([
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
  z.strictObject({ do: z.literal("template"), template: z.uuid("There is no such template.") }),
  z.strictObject({ do: z.enum(["trash", "duplicate"]) }),
]);

interface Meant {
  readonly fields: TableFields;
  readonly selection: Selection;
  readonly change: Change;
}

/** Reads what is to be done to which items, by the fields that the site has now. @throws Refusal (400) */
async function readMeant(
  scope: Scope,
  given: { readonly selection?: unknown; readonly change: z.output<typeof ChangeSchema> },
): Promise<Meant> {
  const fields = await scope.read((tx) => listTableFields(tx));
  const selection = readSelection(given.selection, fields);
  if (!selection) throw new Refusal("Pick some items first.", { status: 400 });
  const change = readChange(given.change, fields);
  const problem = "problem" in change ? change.problem : problemOfChange(change, fields);
  if ("problem" in change || problem)
    throw new Refusal(problem ?? "", { status: 400, fields: { value: problem ?? "" } });
  return { fields, selection, change };
}

/** Says what a bulk edit would change, and for how many. */
export const previewBulkEdit = action({
  name: "preview bulk edit",
  by: "editor",
  input: z.strictObject({ selection: z.unknown(), change: ChangeSchema }),
  touches: false,
  run: async ({ scope, input }) => {
    const { fields, selection, change } = await readMeant(scope, input);
    const preview = await scope.read((tx) => previewChange(tx, fields, selection, change));
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
    selection: z.unknown(),
    change: ChangeSchema,
    seen: z.string().regex(/^\d{1,17}$/),
  }),
  run: async ({ scope: given, member, input }): Promise<Progress> => {
    const { id, seen } = input;
    const { selection, change } = await readMeant(given, input);
    const edit = { id, selection, change, seen, memberId: member.id };
    // Its id is that of its change set, by which all its parts are taken back as one.
    const scope = given.during("bulk edit", id);
    const begun = await scope.write((tx) => beginBulkEdit(tx, edit));
    if (begun.total <= AT_ONCE && change.do !== "duplicate") {
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
