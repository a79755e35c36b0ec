"use server";

import { z } from "zod";
import { operatorAction } from "@/server/operator/action";
import { COMPONENT_IDS, type ComponentId } from "@/server/status/components";
import { endEarly } from "@/server/status/ending-windows";
import { announce } from "@/server/status/windows";

/** What a form of check boxes sends: nothing, one, or several. */
const components = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .default([])
  .pipe(z.array(z.enum([...COMPONENT_IDS] as [ComponentId, ...ComponentId[]])).max(20));

/** `2026-11-24T14:30`, in UTC, as a field for date and time gives it. */
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "Choose a day and a time (UTC).")
  .transform((text) => new Date(`${text}:00Z`))
  .refine((at) => !Number.isNaN(at.getTime()), "Choose a day and a time (UTC).");

/** Announces maintenance. Each owner concerned gets one letter. */
export const announceMaintenance = operatorAction({
  name: "announce maintenance",
  input: z.strictObject({
    id: z.uuid("Open the page again and repeat this."),
    beginsAt: moment,
    endsAt: moment,
    components,
    text: z
      .string()
      .trim()
      .min(10, "Say what is done and what people will notice, in a sentence or two.")
      .max(2000, "Keep it to 2,000 characters."),
    concerns: z.enum(["all", "database", "tenant"], "Choose whom it concerns."),
    name: z.string().trim().max(100, "Use at most 100 characters.").default(""),
  }),
  run: async ({ input, by }) => {
    const entered = await announce({ ...input, by });
    return {
      says: entered
        ? "It is announced. Owners are being written to."
        : "This was announced already, so nothing was done twice.",
    };
  },
});

/** Ends a window early, or calls it off before it begins. */
export const endMaintenance = operatorAction({
  name: "end maintenance",
  input: z.strictObject({ id: z.uuid("There is no such maintenance.") }),
  run: async ({ input, by }) => {
    const ended = await endEarly({ id: input.id, by });
    return {
      says:
        ended === "called off"
          ? "It is called off. Whoever was written to is written to again."
          : "It has ended. From the next minute on what is down is called down.",
    };
  },
});
