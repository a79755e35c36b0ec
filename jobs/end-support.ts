import { z } from "zod";
import { endOverdueGrant } from "@/server/support";
import { kindOf } from "./operation";

/** Ordered with each grant for the moment it ends: removes support, and notes in the log that it went. */
export const endSupport = kindOf({
  input: z.object({ tenantId: z.uuid() }),
  attempts: 1000,
  async run({ input, step }) {
    await step("Ending support’s access", () => endOverdueGrant(input.tenantId));
  },
});
