"use server";

import { z } from "zod";
import { action } from "@/server/action";
import { letSupportIn, SUPPORT_HOURS, sendSupportAway } from "@/server/support";

/** Lets support look at the site for a while. */
export const letIn = action({
  name: "let support in",
  by: "owner",
  input: z.strictObject({
    hours: z.coerce
      .number()
      .refine((hours) => SUPPORT_HOURS.some((one) => one === hours), "Choose for how long."),
    reason: z
      .string()
      .trim()
      .min(5, "Say in a few words what support shall look at.")
      .max(500, "Keep it to 500 characters."),
  }),
  rate: { limit: 20, seconds: 3600 },
  run: async ({ scope, input }) => {
    const { until } = await letSupportIn(scope, input);
    return { until: until.toISOString() };
  },
});

/** Ends support's access at once. */
export const sendAway = action({
  name: "send support away",
  by: "owner",
  input: z.strictObject({}),
  run: ({ scope }) => sendSupportAway(scope),
});
