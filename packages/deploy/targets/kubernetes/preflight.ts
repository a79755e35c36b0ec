import { z } from "zod";
import type { Placed } from "./ground";
import { find, type Kubectl } from "./kubectl";
import { AnySchema, lackingIngress, lackingRights, lackingStorage } from "./lacking";
import { lackingSecrets } from "./secrets";

/** ValidatingAdmissionPolicy and what else is used is settled since then. */
const OLDEST_MINOR = 30;

const VersionSchema = z.object({
  serverVersion: z.object({ major: z.string(), minor: z.string() }),
});
/**
 * Looks whether a deployment can work on the cluster that kubectl has chosen, before anything is changed.
 * @returns remarks that are no reason to stop
 * @throws Error with one line for everything that is missing and what to type
 */
export async function lookBefore(
  run: Kubectl,
  placed: Placed,
  given: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  await refuseCluster(run);
  const { deployment } = placed;
  const lacking = [
    ...(await lackingRights(run, deployment.stacks)),
    ...(await lackingIngress(run, placed)),
    ...(await lackingStorage(run, deployment.storageClass)),
    ...(await lackingSecrets(run, placed, given)),
  ];
  if (lacking.length > 0) throw new Error(lacking.join("\n"));
  const measures = await find(run, AnySchema, ["apiservice", "v1beta1.metrics.k8s.io"]);
  return measures
    ? []
    : [
        "The cluster measures nothing, so web processes stay at their least number. Install metrics-server.",
      ];
}

/** Whether a cluster answers that is new enough. @throws Error that says what to do */
export async function refuseCluster(run: Kubectl): Promise<void> {
  const { code, out, err } = await run(["version", "--output", "json"]).catch(() => {
    throw new Error("kubectl is missing: install it from https://kubernetes.io/docs/tasks/tools/.");
  });
  const version = code === 0 ? VersionSchema.safeParse(JSON.parse(out)) : null;
  if (!version?.success)
    throw new Error(
      `No cluster answers: choose one with kubectl config use-context. kubectl says: ${err.trim() || "nothing"}`,
    );
  const { major, minor } = version.data.serverVersion;
  if (Number(major) === 1 && Number.parseInt(minor, 10) < OLDEST_MINOR)
    throw new Error(
      `The cluster is Kubernetes ${major}.${minor}; this needs 1.${OLDEST_MINOR} or later.`,
    );
}
