"use server";

import { z } from "zod";
import { action } from "@/server/action";
import { takeBack } from "@/server/history/take-back";

const IdSchema = z.uuid("There is nothing to take back.");

/**
 * Takes back what an earlier action changed. Where some of it would be left alone it tells so and does nothing, until
 * `over` says what is taken back all the same.
 */
export const undo = action({
  name: "undo",
  by: "editor",
  input: z.strictObject({ id: IdSchema, over: z.array(z.uuid()).max(1000).nullable() }),
  run: ({ scope, input }) => takeBack(scope, input.id, input.over),
});
