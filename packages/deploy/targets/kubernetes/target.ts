import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "@/packages/deploy/target";
import { LABEL, NAMESPACE } from "./document";
import { emittedFiles, place, type STAGES } from "./documents";
import { bringsDatabase } from "./ground";
import { type Kubectl, kubectl, must } from "./kubectl";
import { lookBefore, refuseCluster } from "./preflight";
import { apply, forgetFailed, rolledOut, setUp } from "./rollout";
import { storeSecrets } from "./secrets";
import { setupName } from "./setup";
import { IN, status } from "./status";

/** How long Postgres and the processes may take to come up, in seconds. */
const PATIENCE = 600;

/** The target, on the cluster that a kubectl has chosen. */
export function kubernetesTarget(
  run: Kubectl = kubectl,
  given: Readonly<Record<string, string | undefined>> = process.env,
): Target {
  return {
    name: "kubernetes",
    says: "a Kubernetes cluster, the one that kubectl has chosen",
    emit: async (deployment) => emittedFiles(place(deployment)),

    async up({ deployment, folder, say }) {
      const placed = place(deployment);
      for (const remark of await lookBefore(run, placed, given)) say(remark);
      const file = (stage: keyof typeof STAGES) => join(folder, stage);
      await apply(run, file("00-namespace.yaml"));
      const replaced = await storeSecrets(run, placed, given);
      await apply(run, file("10-access.yaml"));
      await apply(run, file("20-network.yaml"));
      if (bringsDatabase(deployment)) {
        await apply(run, file("30-database.yaml"));
        say("waiting for the database");
        await rolledOut(run, "statefulset/postgres", PATIENCE);
        await rolledOut(run, "deployment/pgbouncer", PATIENCE);
      }
      const job = setupName(placed);
      await forgetFailed(run, job);
      await apply(run, file("40-setup.yaml"));
      say("setting up the databases");
      await setUp(run, job);
      await apply(run, file("50-processes.yaml"));
      // Restarts the processes, because they read their environment only at the start.
      if (replaced)
        await must(run, ["rollout", "restart", "deployment/web", "deployment/worker", ...IN]);
      say("waiting for the processes");
      for (const name of ["collector", "web", "worker"])
        await rolledOut(run, `deployment/${name}`, PATIENCE);
      await apply(run, file("60-ingress.yaml"));
      await apply(run, file("70-schedules.yaml"));
      say(`https://${placed.app.domain} serves version ${placed.app.version}`);
      say(
        `Point ${placed.app.domain} and *.${placed.app.domain} at the address of \`kubectl get ingress web ${IN.join(" ")}\`.`,
      );
    },

    async down({ deployment, data, folder, say }) {
      await refuseCluster(run);
      if (data) {
        await must(run, [
          "delete",
          "namespace",
          "--selector",
          `${LABEL.platform}=${NAMESPACE}`,
          "--wait",
        ]);
        if (deployment.stacks && existsSync(join(folder, "10-access.yaml")))
          await must(run, [
            "delete",
            "--filename",
            join(folder, "10-access.yaml"),
            "--ignore-not-found",
          ]);
        await must(run, ["delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait"]);
        return say("removed, with all that was stored on volumes of the cluster");
      }
      const kinds =
        "deployment,statefulset,cronjob,job,service,ingress,hpa,pdb,networkpolicy,configmap";
      const ours = ["--selector", "app.kubernetes.io/name=swingtag"];
      await must(run, ["delete", kinds, ...IN, ...ours, "--ignore-not-found", "--wait"]);
      say(
        `stopped; volumes and secrets stay in the namespace ${NAMESPACE}, and stacks of their own keep running`,
      );
    },

    status: (acting) => status(run, acting),
  };
}

export const target = kubernetesTarget();
