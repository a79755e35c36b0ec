import type { IDeployment } from "kubernetes-models/apps/v1";
import type { Process } from "@/packages/deploy/description";
import { IMAGE_USER } from "@/packages/deploy/image/dockerfile";
import { collectorClaim, makesStacks, mountsOf, volumes, volumesOf } from "./claims";
import { type Document, named, podsOf } from "./document";
import { BUCKET_SECRETS, bucketOf, environmentIn, graceOf, type Placed } from "./ground";
import type { Guarded } from "./guarded";
import { podOf } from "./pod";
import { probesOf } from "./probes";
import { autoscaler, budget, service } from "./process-service";
import { setupDone } from "./setup";
import { identity } from "./setup-mark";

/** Web processes, workers and collector with what finds, scales and spares them. */
export function processDocuments(placed: Placed): readonly Document[] {
  const { web, worker, collector } = placed.app.processes;
  return [
    ...volumes(placed),
    process(placed, web),
    service(web),
    budget("web"),
    autoscaler(web),
    process(placed, worker),
    ...(worker.replicas.least > 1 ? [budget("worker")] : []),
    collectorClaim(placed),
    process(placed, collector),
    service(collector),
  ];
}

function process(placed: Placed, one: Process): IDeployment {
  const { least, most } = one.replicas;
  const alone = one.name === "collector";
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: named(one.name),
    spec: {
      // If an autoscaler sets the number of replicas, the document must not.
      ...(least === most ? { replicas: least } : {}),
      selector: { matchLabels: podsOf(one.name) },
      // Its volume can't be held by two.
      strategy: alone
        ? { type: "Recreate" }
        : { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      progressDeadlineSeconds: placed.app.jobs.setup.limit + 600,
      revisionHistoryLimit: 5,
      template: podOf({
        part: one.name,
        user: IMAGE_USER,
        spread: !alone,
        grace: graceOf(one.drain),
        volumes: [
          ...volumesOf(placed, one),
          ...(makesStacks(placed, one) ? [identity.volume] : []),
        ],
        containers: [container(placed, one)],
      }),
    },
  };
}

function container(placed: Placed, one: Process): Guarded {
  const { deployment, app } = placed;
  const opens = bucketOf(deployment) !== null && one.name !== "collector";
  const waits = one.name === "collector" ? [] : [setupDone(placed)];
  return {
    name: one.name,
    image: app.image,
    args: one.args,
    env: [...environmentIn(placed, one.name), ...waits],
    ...(opens ? { envFrom: [{ secretRef: { name: BUCKET_SECRETS, optional: true } }] } : {}),
    ...(one.port === null ? {} : { ports: [{ name: "http", containerPort: one.port }] }),
    mounts: {
      ...mountsOf(placed, one),
      ...(makesStacks(placed, one) ? { [identity.volume.name]: identity.path } : {}),
    },
    readOnly: [identity.volume.name],
    cpu: one.cpu,
    memory: one.memory,
    probes: probesOf(one),
  };
}
