import type { IDeployment } from "kubernetes-models/apps/v1";
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1";
import type { IService } from "kubernetes-models/v1";
import { POOLER_PORT } from "@/packages/deploy/pooler";
import { POOLER_ROLE } from "@/packages/deploy/targets/compose/pooler";
import { named, podsOf } from "./document";
import { databaseImageOf, OWN_SECRETS, type Placed, secretRef } from "./ground";
import { podOf } from "./pod";
import { POSTGRES_USER } from "./postgres";
import { probesBy } from "./probes";

/** PgBouncer, twice. */
export function pooler(placed: Placed): IDeployment {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: named("pgbouncer"),
    spec: {
      replicas: 2,
      selector: { matchLabels: podsOf("pgbouncer") },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      revisionHistoryLimit: 5,
      template: podOf({
        part: "pgbouncer",
        user: POSTGRES_USER,
        spread: true,
        grace: 60,
        containers: [
          {
            name: "pgbouncer",
            image: databaseImageOf(placed),
            command: ["pooler"],
            env: [{ name: "POOLER_PASSWORD", valueFrom: secretRef(OWN_SECRETS.pooler) }],
            ports: [{ name: "pgbouncer", containerPort: POOLER_PORT }],
            cpu: 500,
            memory: 128,
            probes: probesBy([
              ...["pg_isready", "-q", "-h", "127.0.0.1"],
              ...["-p", String(POOLER_PORT), "-U", POOLER_ROLE],
            ]),
            // It takes no new connection after its signal, and the Service must know that first.
            preStop: ["sleep", "5"],
          },
        ],
      }),
    },
  };
}

/** Its one name inside the cluster. */
export function poolerService(): IService {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: named("pgbouncer"),
    spec: {
      selector: podsOf("pgbouncer"),
      ports: [{ name: "pgbouncer", port: POOLER_PORT, targetPort: POOLER_PORT }],
    },
  };
}

/** A node may be emptied as long as the other one serves. */
export function poolerBudget(): IPodDisruptionBudget {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: named("pgbouncer"),
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: podsOf("pgbouncer") },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}
