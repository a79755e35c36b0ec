import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1";
import type { IService } from "kubernetes-models/v1";
import type { Process } from "@/packages/deploy/description";
import { named, podsOf } from "./document";

/** The name of a process inside the cluster. */
export function service({ name, port }: Process): IService {
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
export function budget(part: string): IPodDisruptionBudget {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: named(part),
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: podsOf(part) },
      // A pod that is not ready serves nobody, so it must not block the draining of a node.
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}

/** Adds pods while the processors are busy. */
export function autoscaler({ name, replicas }: Process): IHorizontalPodAutoscaler {
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
