import { z } from "zod";
import { endOverdueGrant } from "@/server/support";
import { kindOf } from "./operation";

/** Removes support and writes the audit line. Ordered with each grant, for the moment at which it ends. */
export const endSupport = kindOf({
  input: z.object({ tenantId: z.uuid() }),
  attempts: 1000,
  async run({ input, step }) {
    await step("Ending support’s access", () => endOverdueGrant(input.tenantId));
  },
});
