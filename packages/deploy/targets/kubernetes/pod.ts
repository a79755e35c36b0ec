import type {
  IAffinity,
  IPodTemplateSpec,
  ITopologySpreadConstraint,
  IVolume,
} from "kubernetes-models/v1";
import { LABEL, podsOf } from "./document";
import { type Guarded, guarded } from "./guarded";

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
