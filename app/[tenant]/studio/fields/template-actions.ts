"use server";

import { z } from "zod";
import { LONGEST_OWN } from "@/db/tenant/own";
import {
  deleteTemplate,
  noteTemplate,
  readAsTemplate,
  saveTemplate,
} from "@/db/tenant/queries/templates";
import { action } from "@/server/action";
import { line } from "@/server/items/typed-text";

/** Makes a template from what an item holds, and notes that the item is of it. */
export const makeTemplate = action({
  name: "make template",
  by: "editor",
  input: z.strictObject({
    item: z.uuid("There is no such item."),
    label: line(LONGEST_OWN.label).pipe(z.string().min(1, "Give it a name.")),
  }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      const holds = await readAsTemplate(tx, input.item);
      const id = await saveTemplate(tx, { label: input.label, ...holds });
      await noteTemplate(tx, input.item, id);
      return { id };
    }),
});

/** Deletes a template; items that were made from it keep what they have. */
export const removeTemplate = action({
  name: "delete template",
  by: "editor",
  input: z.strictObject({ id: z.uuid("There is no such template.") }),
  run: ({ scope, input }) => scope.write((tx) => deleteTemplate(tx, input.id)),
});
