import type { IDeployment } from "kubernetes-models/apps/v1";
import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1";
import type { IPersistentVolumeClaim, IService, IVolume } from "kubernetes-models/v1";
import type { Process } from "@/packages/deploy/description";
import { IMAGE_USER } from "@/packages/deploy/image/dockerfile";
import { type Document, NAMESPACE, named, podsOf } from "./document";
import { BUCKET_SECRETS, bucketOf, environmentIn, graceOf, MOUNTS, type Placed } from "./ground";
import { type Guarded, podOf, probesOf } from "./pod";
import { identity, setupDone } from "./setup";

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
      // Where an autoscaler says how many there are, an apply must not.
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

/** Whether a process talks to the API server, and so must be known to it. */
function makesStacks({ deployment }: Placed, { name }: Process): boolean {
  return name === "worker" && deployment.stacks;
}

function mountsOf({ deployment }: Placed, { name }: Process): Record<string, string> {
  if (name === "collector") return { data: "/data" };
  if (bucketOf(deployment) !== null) return { data: "/data" };
  const files = { data: "/data", files: MOUNTS.files };
  return name === "worker" ? { ...files, backups: MOUNTS.backups } : files;
}

function volumesOf(placed: Placed, one: Process): IVolume[] {
  const claim = (claimName: string) => ({ persistentVolumeClaim: { claimName } });
  return Object.keys(mountsOf(placed, one)).map((name) => {
    if (name !== "data") return { name, ...claim(name) };
    return one.name === "collector"
      ? { name, ...claim("telemetry") }
      : { name, emptyDir: { sizeLimit: "1Gi" } };
  });
}

function volumes({ deployment, app }: Placed): IPersistentVolumeClaim[] {
  const shared = (name: string) => claim(deployment, name, "ReadWriteMany", app.database.disk);
  return bucketOf(deployment) === null ? [shared("files"), shared("backups")] : [];
}

function collectorClaim({ deployment }: Placed): IPersistentVolumeClaim {
  return claim(deployment, "telemetry", "ReadWriteOnce", 20);
}

/** A volume that is asked for; @param gigabytes in GiB */
export function claim(
  { storageClass }: { storageClass?: string | undefined },
  name: string,
  access: "ReadWriteOnce" | "ReadWriteMany",
  gigabytes: number,
): IPersistentVolumeClaim {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: named("data", name),
    spec: {
      accessModes: [access],
      ...(storageClass ? { storageClassName: storageClass } : {}),
      resources: { requests: { storage: `${gigabytes}Gi` } },
    },
  };
}

function service({ name, port }: Process): IService {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: named(name),
    spec: {
      selector: podsOf(name),
      ports: [{ name: "http", port: port ?? 80, targetPort: port ?? 80 }],
    },
  };
}

/** A node may be emptied as long as all but one keep serving. */
function budget(part: string): IPodDisruptionBudget {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: named(part),
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: podsOf(part) },
      // A pod that is not ready serves nobody; it must not hold a node.
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}

function autoscaler({ name, replicas }: Process): IHorizontalPodAutoscaler {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: named(name),
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      minReplicas: replicas.least,
      maxReplicas: replicas.most,
      metrics: [
        // Of what is requested, which is half of what the description reckons with.
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 120 } },
        },
      ],
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0 },
        scaleDown: { stabilizationWindowSeconds: 300 },
      },
    },
  };
}

/** The platform's own namespace; the API server itself then refuses pods that could do more than ours. */
export function platformNamespace(): Document {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: NAMESPACE,
      labels: { "app.kubernetes.io/name": "swingtag", ...RESTRICTED },
    },
  };
}

export const RESTRICTED = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/enforce-version": "latest",
} as const;
