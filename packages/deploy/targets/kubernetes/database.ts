import type { IDeployment, IStatefulSet } from "kubernetes-models/apps/v1";
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1";
import type { IService } from "kubernetes-models/v1";
import type { DatabaseSize } from "@/packages/deploy/description";
import { POOLER_PORT } from "@/packages/deploy/pooler";
import { DATABASE_LOGS, POOLER_ROLE } from "@/packages/deploy/targets/compose/database";
import { type Document, named, podsOf } from "./document";
import { bringsDatabase, databaseImageOf, OWN_SECRETS, type Placed, secretRef } from "./ground";
import { podOf, probesBy } from "./pod";
import { claim } from "./processes";

/** Who `postgres` is in the official image. */
export const POSTGRES_USER = 999;

export const POSTGRES_PORT = 5432;

/** Postgres on a volume and two PgBouncers before it, where the cluster brings the database. */
export function databaseDocuments(placed: Placed): readonly Document[] {
  const { deployment, app } = placed;
  if (!bringsDatabase(deployment)) return [];
  return [
    postgres({
      image: databaseImageOf(placed),
      size: app.database,
      storageClass: deployment.storageClass,
      env: [
        { name: "POSTGRES_PASSWORD", valueFrom: secretRef(OWN_SECRETS.postgres) },
        { name: "POOLER_PASSWORD", valueFrom: secretRef(OWN_SECRETS.pooler) },
      ],
      args: ["-c", "config_file=/etc/swingtag/postgresql.conf"],
    }),
    postgresService(),
    pooler(placed),
    poolerService(),
    poolerBudget(),
  ];
}

/** One Postgres on a volume of its own, in the platform's namespace unless its documents are placed elsewhere. */
export function postgres(order: {
  readonly image: string;
  readonly size: Omit<DatabaseSize, "version" | "connections">;
  readonly storageClass: string | undefined;
  readonly env: NonNullable<Parameters<typeof podOf>[0]["containers"][0]["env"]>;
  readonly args: readonly string[];
}): IStatefulSet {
  const { image, size, storageClass } = order;
  const { spec, metadata } = claim({ storageClass }, "database", "ReadWriteOnce", size.disk);
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: named("postgres"),
    spec: {
      serviceName: "postgres",
      replicas: 1,
      selector: { matchLabels: podsOf("postgres") },
      // What was stored outlives the set; `down --data` removes it by name.
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      volumeClaimTemplates: [
        {
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          metadata: { name: metadata?.name },
          spec,
        },
      ],
      template: podOf({
        part: "postgres",
        user: POSTGRES_USER,
        // A fast shutdown writes what is in memory first.
        grace: 120,
        volumes: [
          { name: "run", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } },
          { name: "shared", emptyDir: { medium: "Memory", sizeLimit: `${size.memory / 4}Mi` } },
          { name: "logs", emptyDir: { sizeLimit: "1Gi" } },
        ],
        containers: [
          {
            name: "postgres",
            image,
            // Lines go to the container's output, where `kubectl logs` finds them.
            args: [
              "postgres",
              ...order.args,
              "-c",
              "logging_collector=off",
              "-c",
              "log_destination=stderr",
            ],
            env: order.env,
            ports: [{ name: "postgres", containerPort: POSTGRES_PORT }],
            mounts: {
              database: "/var/lib/postgresql",
              run: "/var/run/postgresql",
              shared: "/dev/shm",
              logs: DATABASE_LOGS,
            },
            cpu: size.cpu,
            memory: size.memory,
            // By network: while it is made for the first time, it answers on its socket alone.
            probes: probesBy(["pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres"]),
          },
        ],
      }),
    },
  };
}

export function postgresService(): IService {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: named("postgres"),
    spec: {
      selector: podsOf("postgres"),
      ports: [{ name: "postgres", port: POSTGRES_PORT, targetPort: POSTGRES_PORT }],
    },
  };
}

function pooler(placed: Placed): IDeployment {
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

function poolerService(): IService {
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

function poolerBudget(): IPodDisruptionBudget {
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
