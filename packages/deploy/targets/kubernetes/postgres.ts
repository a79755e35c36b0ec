import type { IStatefulSet } from "kubernetes-models/apps/v1";
import type { IService } from "kubernetes-models/v1";
import type { DatabaseSize } from "@/packages/deploy/description";
import { DATABASE_LOGS } from "@/packages/deploy/targets/compose/database";
import { volumeClaim } from "./claims";
import { named, podsOf } from "./document";
import { podOf } from "./pod";
import { probesBy } from "./probes";

/** Who `postgres` is in the official image. */
export const POSTGRES_USER = 999;

export const POSTGRES_PORT = 5432;

/** One Postgres on a volume of its own, in the platform's namespace unless its documents are placed elsewhere. */
export function postgres(order: {
  readonly image: string;
  readonly size: Omit<DatabaseSize, "version" | "connections">;
  readonly storageClass: string | undefined;
  readonly env: NonNullable<Parameters<typeof podOf>[0]["containers"][0]["env"]>;
  readonly args: readonly string[];
}): IStatefulSet {
  const { image, size, storageClass } = order;
  const { spec, metadata } = volumeClaim({ storageClass }, "database", "ReadWriteOnce", size.disk);
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
