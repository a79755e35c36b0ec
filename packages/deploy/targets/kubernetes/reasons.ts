import { z } from "zod";
import { NAMESPACE } from "./document";
import { find, type Kubectl } from "./kubectl";

/** Where all of it stands. */
export const IN = ["--namespace", NAMESPACE] as const;

/** Why pods don't run, one line for each that says so. */
export async function reasonsOf(run: Kubectl): Promise<string[]> {
  const pods = await find(run, PodsSchema, ["pods", ...IN]);
  return (pods?.items ?? []).flatMap(({ metadata, status }) => {
    const waiting = [...status.initContainerStatuses, ...status.containerStatuses].flatMap(
      ({ state }) => (state.waiting ? [`${state.waiting.reason} ${state.waiting.message}`] : []),
    );
    const unplaced = status.conditions
      .filter(({ reason }) => reason === "Unschedulable")
      .map(({ message }) => message ?? "");
    return [...waiting, ...unplaced].map((why) => `${metadata.name}: ${why.trim()}`);
  });
}

const Waiting = z.object({
  state: z
    .object({
      waiting: z.object({ reason: z.string(), message: z.string().default("") }).optional(),
    })
    .default({}),
});

const PodsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({
        conditions: z
          .array(
            z.object({
              status: z.string(),
              reason: z.string().optional(),
              message: z.string().optional(),
            }),
          )
          .default([]),
        containerStatuses: z.array(Waiting).default([]),
        initContainerStatuses: z.array(Waiting).default([]),
      }),
    }),
  ),
});
