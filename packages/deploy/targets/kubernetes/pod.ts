import type {
  IAffinity,
  IContainer,
  IEnvVar,
  IPodTemplateSpec,
  IProbe,
  ITopologySpreadConstraint,
  IVolume,
} from "kubernetes-models/v1";
import type { Process } from "@/packages/deploy/description";
import { LABEL, podsOf } from "./document";

/** What a pod of ours is made from; everything that guards it is added here and nowhere else. */
export interface PodOrder {
  readonly part: string;
  readonly user: number;
  readonly containers: readonly Guarded[];
  readonly before?: readonly Guarded[];
  readonly volumes?: readonly IVolume[];
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether it shares a volume that one node alone holds with all others that do. */
  readonly together?: boolean;
  readonly grace?: number;
  /** Whether replicas are put on different nodes and zones. */
  readonly spread?: boolean;
  readonly restart?: "Always" | "Never";
}

export interface Guarded {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly IEnvVar[];
  readonly envFrom?: IContainer["envFrom"];
  readonly ports?: IContainer["ports"];
  readonly mounts?: Readonly<Record<string, string>>;
  /** Of those, what the container can only read. */
  readonly readOnly?: readonly string[];
  readonly cpu: number;
  readonly memory: number;
  readonly probes?: Pick<IContainer, "startupProbe" | "livenessProbe" | "readinessProbe">;
  readonly preStop?: readonly string[];
}

/** A pod that runs as nobody in particular, writes to its volumes alone and is told nothing of the cluster. */
export function podOf(order: PodOrder): IPodTemplateSpec {
  const { part, user, volumes = [], before = [] } = order;
  return {
    metadata: {
      labels: { ...podsOf(part), ...(order.together ? TOGETHER : {}) },
      ...(order.annotations ? { annotations: { ...order.annotations } } : {}),
    },
    spec: {
      serviceAccountName: part,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      ...(order.grace === undefined ? {} : { terminationGracePeriodSeconds: order.grace }),
      ...(order.restart ? { restartPolicy: order.restart } : {}),
      ...(order.together ? { affinity: BESIDE } : {}),
      ...(order.spread ? { topologySpreadConstraints: spreadOf(part) } : {}),
      ...(before.length > 0 ? { initContainers: before.map(guarded) } : {}),
      containers: order.containers.map(guarded),
      volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }, ...volumes],
    },
  };
}

const TOGETHER = { [LABEL.together]: "yes" };

const BESIDE: IAffinity = {
  podAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { labelSelector: { matchLabels: TOGETHER }, topologyKey: "kubernetes.io/hostname" },
    ],
  },
};

function guarded(one: Guarded): IContainer {
  const mounts = { tmp: "/tmp", ...one.mounts };
  return {
    name: one.name,
    image: one.image,
    ...(one.command ? { command: [...one.command] } : {}),
    ...(one.args ? { args: [...one.args] } : {}),
    ...(one.env && one.env.length > 0 ? { env: [...one.env] } : {}),
    ...(one.envFrom ? { envFrom: one.envFrom } : {}),
    ...(one.ports ? { ports: one.ports } : {}),
    ...one.probes,
    ...(one.preStop ? { lifecycle: { preStop: { exec: { command: [...one.preStop] } } } } : {}),
    resources: {
      requests: { cpu: `${Math.ceil(one.cpu / 2)}m`, memory: `${one.memory}Mi` },
      limits: { cpu: `${one.cpu * 2}m`, memory: `${one.memory}Mi` },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: Object.entries(mounts).map(([name, mountPath]) => ({
      name,
      mountPath,
      ...(one.readOnly?.includes(name) ? { readOnly: true } : {}),
    })),
  };
}

// Of one version, no node holds two more than another that has room; on a single node that is no condition at all.
// Zones are a wish, because small clusters have one.
function spreadOf(part: string): ITopologySpreadConstraint[] {
  const spread = {
    maxSkew: 1,
    labelSelector: { matchLabels: podsOf(part) },
    matchLabelKeys: ["pod-template-hash"],
    nodeTaintsPolicy: "Honor" as const,
  };
  return [
    { ...spread, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "DoNotSchedule" },
    { ...spread, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
  ];
}

/** How Kubernetes asks a process of the description how it is. */
export function probesOf({ health, port }: Pick<Process, "health" | "port">): Guarded["probes"] {
  if (port === null) return {};
  const ask = (path: string): IProbe => ({ httpGet: { path, port }, timeoutSeconds: 3 });
  return {
    startupProbe: { ...ask(health.alive), periodSeconds: 1, failureThreshold: 60 },
    livenessProbe: { ...ask(health.alive), periodSeconds: 10, failureThreshold: 6 },
    readinessProbe: { ...ask(health.ready), periodSeconds: 2, failureThreshold: 2 },
  };
}

/** The same for a program that says it by how it exits. */
export function probesBy(command: readonly string[]): Guarded["probes"] {
  const ask: IProbe = { exec: { command: [...command] }, timeoutSeconds: 5 };
  return {
    startupProbe: { ...ask, periodSeconds: 2, failureThreshold: 150 },
    livenessProbe: { ...ask, periodSeconds: 20, failureThreshold: 6 },
    readinessProbe: { ...ask, periodSeconds: 5, failureThreshold: 2 },
  };
}
