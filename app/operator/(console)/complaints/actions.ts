"use server";

import { z } from "zod";
import { platform } from "@/db/platform/door";
import { decideComplaint, unblockAddress } from "@/db/platform/queries/complaints";
import { COMPLAINT_DECISIONS } from "@/db/platform/states";
import { operatorAction } from "@/server/operator/action";

const reason = z
  .string()
  .trim()
  .min(5, "Say why, in a few words. The owner reads it in the log.")
  .max(500, "Keep the reason to 500 characters.");
/** Of the form, which carries one; the complaint is what counts. */
const id = z.string().max(100).optional();
const complaint = z.uuid("There is no such complaint.");

/** Says what becomes of a message that an owner reported: its sender is blocked on every site, or it stays at that. */
export const decide = operatorAction({
  name: "decide complaint",
  input: z.strictObject({
    ...{ id, complaint, reason },
    decision: z.enum(COMPLAINT_DECISIONS, "Choose what becomes of it."),
  }),
  run: async ({ input, by }) => {
    const { complaint: id, decision, reason } = input;
    await platform.write((tx) => decideComplaint(tx, { id, by, decision, reason }));
    return {
      says:
        decision === "blocked"
          ? "No site takes messages from this sender any more."
          : "It is left at that.",
    };
  },
});

/** Lets whoever a complaint is of write to sites again. */
export const unblock = operatorAction({
  name: "unblock address",
  input: z.strictObject({ id, complaint, reason }),
  run: async ({ input, by }) => {
    const { complaint: id, reason } = input;
    await platform.write((tx) => unblockAddress(tx, { id, by, reason }));
    return { says: "Sites take messages from this sender again." };
  },
});
