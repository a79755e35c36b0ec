"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { tooLong } from "@/base/values/too-long";
import type { Scope } from "@/db/scope";
import { LONGEST } from "@/db/tenant/item";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { readView, type ViewValue } from "@/db/tenant/queries/table/view-value";
import { keepArrangement, keepView, removeView } from "@/db/tenant/queries/table/views";
import { mayActAs } from "@/db/tenant/roles";
import { action } from "@/server/action";

/** Larger than any table of ours has columns and filters. */
const MOST_JSON = 20_000;

const ValueSchema = z
  .unknown()
  .refine((value) => JSON.stringify(value ?? null).length <= MOST_JSON, "This view is too large.");

/** An arrangement as it is kept: of what was sent, what the site's table knows. */
async function readValue(scope: Scope, given: unknown): Promise<ViewValue> {
  const fields = await scope.read((tx) => listTableFields(tx));
  return readView(given, fields);
}

/** Keeps what is shown under a name, for oneself or, by editors, for the site. */
export const nameView = action({
  name: "name view",
  by: "viewer",
  input: z.strictObject({
    name: z
      .string()
      .trim()
      .min(1, "Give the view a name.")
      .max(LONGEST.view, { error: ({ input }) => tooLong(String(input), LONGEST.view) })
      .refine((text) => !/\p{Cc}/u.test(text), "This has characters that cannot be shown."),
    shared: z.boolean(),
    value: ValueSchema,
  }),
  run: async ({ scope, member, input: { name, shared, value: given } }) => {
    if (shared) requireEditor(member.role);
    const memberId = shared ? null : member.id;
    const value = await readValue(scope, given);
    return { id: await scope.write((tx) => keepView(tx, { memberId, name, value })) };
  },
});

/** Forgets a named view: one's own or, by editors, the site's. */
export const forgetView = action({
  name: "forget view",
  by: "viewer",
  input: z.strictObject({ id: z.uuid("There is no such view."), shared: z.boolean() }),
  run: async ({ scope, member, input }) => {
    if (input.shared) requireEditor(member.role);
    await scope.write((tx) => removeView(tx, input.id, input.shared ? null : member.id));
  },
});

/** Keeps the columns and density that a member has just arranged. */
export const keepLayout = action({
  name: "arrange table",
  by: "viewer",
  // The table shows the arrangement already, and its rows are the same.
  touches: false,
  input: z.strictObject({ value: ValueSchema }),
  run: async ({ scope, member, input }) => {
    const value = await readValue(scope, input.value);
    await scope.write((tx) => keepArrangement(tx, member.id, value));
  },
});

function requireEditor(role: Parameters<typeof mayActAs>[0]): void {
  if (!mayActAs(role, "editor"))
    throw new Refusal("Your role on this site does not include this. Ask an owner.", {
      status: 403,
    });
}
