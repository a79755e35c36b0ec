import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import type { StackDriver } from "@/jobs/stack-driver";
import { type Document, LABEL } from "@/packages/deploy/targets/kubernetes/document";
import type { OpenGround } from "./drivers";
import { JobSchema, NamespaceSchema, NamespacesSchema, WorkloadSchema } from "./kubernetes-answers";
import { apply, type Cluster, ownCluster, read, remove } from "./kubernetes-api";
import { stackDocuments } from "./kubernetes-documents";
import { addressesOf, namespaceOf, type StackGround } from "./kubernetes-ground";
import { pathOf } from "./kubernetes-paths";

/** How often one thing is asked for before it counts as never coming; at 2 s between, a quarter of an hour. */
const PATIENCE = 450;

/**
 * Stacks that are namespaces of the cluster this process runs in: kubernetes://cluster?database=IMAGE&storageClass=NAME.
 * @param address `database` is the image of Postgres, the official one where it is not given
 */
export const kubernetesDriver: OpenGround = ({ searchParams }) => {
  const opened = async () => {
    const { cluster, namespace } = await ownCluster();
    const database = searchParams.get("database") ?? "postgres:18-bookworm";
    const storageClass = searchParams.get("storageClass") ?? undefined;
    return stacksIn(cluster, { platform: namespace, database, storageClass });
  };
  return {
    ensure: async (...asked) => (await opened()).ensure(...asked),
    remove: async (...asked) => (await opened()).remove(...asked),
    list: async () => (await opened()).list(),
  };
};

/** The stacks of an installation in a cluster. */
export function stacksIn(cluster: Cluster, ground: StackGround, patience = PATIENCE): StackDriver {
  return {
    async ensure(order, progress, signal) {
      const made = stackDocuments(order, ground);
      const applyAll = async (documents: readonly Document[]) => {
        for (const document of documents) await apply(cluster, document, signal);
      };
      const place = pathOf(made.namespace);
      const found = NamespaceSchema.nullable().parse(await read(cluster, place, signal));
      if (found) refuseForeign(found, ground, order.name);
      if (found?.metadata.deletionTimestamp) {
        await progress("Waiting until what it had before is removed");
        await until(async () => (await read(cluster, place, signal)) === null, place, signal);
      }
      await progress("Starting its Postgres");
      await applyAll([made.namespace, ...made.ground]);
      for (const one of made.ground.filter(({ kind }) => kind === "StatefulSet"))
        await until(() => isOut(one, signal), "Its Postgres", signal);
      await progress("Setting it up");
      await setUp(made.setup, signal);
      await progress("Starting its web process and its worker");
      await applyAll(made.processes);
      await progress("Waiting until it answers");
      for (const one of made.processes.filter(({ kind }) => kind === "Deployment"))
        await until(() => isOut(one, signal), `Its ${one.metadata?.name}`, signal);
      return addressesOf(ground, order.name);
    },

    async remove(name, progress, signal) {
      const place = `/api/v1/namespaces/${namespaceOf(ground, name)}`;
      const found = NamespaceSchema.nullable().parse(await read(cluster, place, signal));
      if (!found) return;
      refuseForeign(found, ground, name);
      await progress("Removing its namespace with all that is in it");
      await remove(cluster, place, signal);
      await until(async () => (await read(cluster, place, signal)) === null, "Its removal", signal);
    },

    async list() {
      const selector = encodeURIComponent(`${LABEL.platform}=${ground.platform}`);
      const path = `/api/v1/namespaces?labelSelector=${selector}`;
      const { items } = NamespacesSchema.parse(
        await read(cluster, path, AbortSignal.timeout(60_000)),
      );
      return items.flatMap(({ metadata }) => metadata.labels[LABEL.stack] ?? []).sort();
    },
  };

  /** Tries a failed setup once more, because the cause may be gone. */
  async function setUp(job: Document, signal: AbortSignal): Promise<void> {
    const place = pathOf(job);
    if ((await endOf(place, signal)) === "Failed") {
      await remove(cluster, place, signal);
      await until(async () => (await read(cluster, place, signal)) === null, "Its setup", signal);
    }
    await apply(cluster, job, signal);
    await until(
      async () => {
        const end = await endOf(place, signal);
        if (end === "Failed")
          throw new Error(
            `The setup of the stack failed. See \`kubectl logs --namespace ${job.metadata?.namespace} job/${job.metadata?.name}\`.`,
          );
        return end === "Complete";
      },
      "Its setup",
      signal,
    );
  }

  async function endOf(place: string, signal: AbortSignal): Promise<string | null> {
    const found = JobSchema.nullable().parse(await read(cluster, place, signal));
    const ended = found?.status.conditions.find(
      ({ type, status }) => status === "True" && (type === "Complete" || type === "Failed"),
    );
    return ended?.type ?? null;
  }

  /** Whether what was applied last is what runs, all of it ready. */
  async function isOut(document: Document, signal: AbortSignal): Promise<boolean> {
    const found = WorkloadSchema.nullable().parse(await read(cluster, pathOf(document), signal));
    if (!found) return false;
    const { metadata, spec, status } = found;
    return (
      status.observedGeneration >= metadata.generation &&
      status.updatedReplicas >= spec.replicas &&
      status.readyReplicas >= spec.replicas &&
      status.replicas <= spec.replicas
    );
  }

  async function until(
    holds: () => Promise<boolean>,
    what: string,
    signal: AbortSignal,
  ): Promise<void> {
    for (let asked = 0; asked < patience; asked++) {
      if (await holds()) return;
      await pause(cluster.every, undefined, { signal });
    }
    throw new Error(
      `${what} does not come to pass in time. See \`kubectl get pods,events\` there.`,
    );
  }
}

/** Refuses a namespace that has such a name but is not ours. */
function refuseForeign(
  { metadata }: z.infer<typeof NamespaceSchema>,
  { platform }: StackGround,
  name: string,
): void {
  if (metadata.labels[LABEL.platform] === platform && metadata.labels[LABEL.stack] === name) return;
  throw new Error(`The namespace ${metadata.name} exists and is no stack of this installation.`);
}
