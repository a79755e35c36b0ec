"use server";

import { z } from "zod";
import { INCIDENT_STATES } from "@/db/platform/states";
import { operatorAction } from "@/server/operator/action";
import { COMPONENT_IDS, type ComponentId } from "@/server/status/components";
import { report, tell } from "@/server/status/reports";

const text = z
  .string()
  .trim()
  .min(10, "Say what people notice and what is done about it, in a sentence or two.")
  .max(2000, "Keep it to 2,000 characters.");

const StateSchema = z.enum(INCIDENT_STATES, "Choose how far you are.");

/** Reports an incident that the checks do not see. */
export const reportIncident = operatorAction({
  name: "report an incident",
  input: z.strictObject({
    id: z.uuid("Open the page again and repeat this."),
    title: z
      .string()
      .trim()
      .min(5, "Give it a title, such as: Photographs load slowly.")
      .max(120, "Keep the title to 120 characters."),
    components: z
      .union([z.string().transform((one) => [one]), z.array(z.string())], {
        error: "Choose at least one component.",
      })
      .pipe(z.array(z.enum([...COMPONENT_IDS] as [ComponentId, ...ComponentId[]])).max(20)),
    state: StateSchema.exclude(["resolved"]),
    text,
  }),
  run: async ({ input, by }) => {
    const opened = await report({ ...input, by });
    return {
      says: opened
        ? "It stands on the status page."
        : "This was reported already, so nothing was done twice.",
    };
  },
});

/** Says more of an incident, or that it is over. */
export const tellOfIncident = operatorAction({
  name: "tell of an incident",
  input: z.strictObject({
    id: z.uuid("Open the page again and repeat this."),
    incident: z.uuid("There is no such incident."),
    state: StateSchema,
    text,
  }),
  run: async ({ input, by }) => {
    const said = await tell({ ...input, by });
    return { says: said ? "It is told." : "This was said already, so nothing was done twice." };
  },
});
