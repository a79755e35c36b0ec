import { z } from "zod";
import type { Acting } from "@/packages/deploy/target";
import { NAMESPACE } from "./document";
import { bringsDatabase } from "./ground";
import { find, type Kubectl } from "./kubectl";
import { refuseCluster } from "./preflight";
import { reasonsOf } from "./reasons";

/** Where all of it stands. */
export const IN = ["--namespace", NAMESPACE] as const;

/** Says how each workload stands. @returns whether all are well */
export async function status(run: Kubectl, { deployment, say }: Acting): Promise<boolean> {
  await refuseCluster(run);
  const found = await find(run, WorkloadsSchema, ["deployments,statefulsets", ...IN]);
  const expected = ["web", "worker", "collector"];
  if (bringsDatabase(deployment)) expected.push("postgres", "pgbouncer");
  let well = true;
  for (const name of expected) {
    const one = found?.items.find(({ metadata }) => metadata.name === name);
    const { replicas } = one?.spec ?? { replicas: 0 };
    const { readyReplicas, updatedReplicas } = one?.status ?? {
      readyReplicas: 0,
      updatedReplicas: 0,
    };
    if (!one || readyReplicas < replicas || updatedReplicas < replicas) well = false;
    say(
      one
        ? `${name}: ${readyReplicas} of ${replicas} ready, ${updatedReplicas} of this version`
        : `${name}: not there`,
    );
  }
  for (const reason of await reasonsOf(run)) say(reason);
  return well;
}

const WorkloadsSchema = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      metadata: z.object({ name: z.string() }),
      spec: z.object({ replicas: z.number().default(1) }),
      status: z
        .object({ readyReplicas: z.number().default(0), updatedReplicas: z.number().default(0) })
        .default({ readyReplicas: 0, updatedReplicas: 0 }),
    }),
  ),
});
