"use server";

import { z } from "zod";
import { platform } from "@/db/platform/door";
import { decideCorrection } from "@/db/platform/queries/corrections";
import { operatorAction } from "@/server/operator/action";

/** Says whether what an owner sent comes into the next release, and why. The owner reads it. */
export const decide = operatorAction({
  name: "decide correction",
  input: z.strictObject({
    /** Of the form, which carries one; the correction is what counts. */
    id: z.string().max(100).optional(),
    correction: z.uuid("There is no such correction."),
    decision: z.enum(["taken", "declined"], "Choose what becomes of it."),
    reason: z
      .string()
      .trim()
      .min(5, "Say why, in a few words. The owner reads it.")
      .max(500, "Keep the reason to 500 characters."),
  }),
  run: async ({ input, by }) => {
    const { correction: id, decision, reason } = input;
    await platform.write((tx) =>
      decideCorrection(tx, { id, by, taken: decision === "taken", reason }),
    );
    return {
      says:
        decision === "taken"
          ? "It is noted as taken. Bring it into the lists of the next pack."
          : "It is declined, and its owner reads why.",
    };
  },
});
