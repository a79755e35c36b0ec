import type { IDeployment } from "kubernetes-models/apps/v1";
import type { IService } from "kubernetes-models/v1";
import type { StackOrder } from "@/jobs/stack-driver";
import { IMAGE_USER } from "@/packages/deploy/image/dockerfile";
import { named, podsOf } from "@/packages/deploy/targets/kubernetes/document";
import type { Guarded } from "@/packages/deploy/targets/kubernetes/guarded";
import { podOf } from "@/packages/deploy/targets/kubernetes/pod";
import { POSTGRES_PORT } from "@/packages/deploy/targets/kubernetes/postgres";
import { probesOf } from "@/packages/deploy/targets/kubernetes/probes";
import { administers, digestOf, KEPT, ofTheStack, SIZE, WEB_PORT } from "./kubernetes-pods";

/** The web process. */
export function webOf(order: StackOrder): IDeployment {
  return process(order, {
    ...ofTheStack("web", order.image, { value: `postgres://postgres:${POSTGRES_PORT}` }, [
      { name: "PORT", value: String(WEB_PORT) },
      { name: "DRAIN_SECONDS", value: "5" },
    ]),
    args: ["web"],
    ports: [{ name: "http", containerPort: WEB_PORT }],
    probes: probesOf({ health: HEALTH, port: WEB_PORT }),
    ...SIZE.web,
  });
}

/** The worker. */
export function workerOf(order: StackOrder): IDeployment {
  return process(order, {
    ...ofTheStack("worker", order.image, administers, [
      { name: "HEALTH_PORT", value: String(HEALTH_PORT) },
    ]),
    args: ["worker"],
    ports: [{ name: "http", containerPort: HEALTH_PORT }],
    probes: probesOf({ health: HEALTH, port: HEALTH_PORT }),
    ...SIZE.worker,
  });
}

const HEALTH = { alive: "/healthz", ready: "/readyz" } as const;

const HEALTH_PORT = 3001;

function process(order: StackOrder, container: Guarded): IDeployment {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: named(container.name),
    spec: {
      replicas: 1,
      selector: { matchLabels: podsOf(container.name) },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      revisionHistoryLimit: 2,
      template: podOf({
        part: container.name,
        user: IMAGE_USER,
        together: true,
        grace: 45,
        // Another setting is another pod.
        annotations: { "swingtag/settings": digestOf(order) },
        volumes: [
          { name: "data", emptyDir: { sizeLimit: "1Gi" } },
          { name: "kept", persistentVolumeClaim: { claimName: "kept" } },
        ],
        containers: [{ ...container, mounts: { data: "/data", kept: KEPT } }],
      }),
    },
  };
}

/** The name of the web process for the platform. */
export function webService(): IService {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: named("web"),
    spec: {
      selector: podsOf("web"),
      ports: [{ name: "http", port: WEB_PORT, targetPort: WEB_PORT }],
    },
  };
}
