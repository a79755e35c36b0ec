import { createHash } from "node:crypto";
import type { IEnvVar } from "kubernetes-models/v1";
import type { StackOrder } from "@/jobs/stack-driver";
import type { Guarded } from "@/packages/deploy/targets/kubernetes/guarded";

/** What one site needs; a thousand items and a few dozen visitors at a time. */
export const SIZE = {
  web: { cpu: 500, memory: 768 },
  worker: { cpu: 250, memory: 768 },
  setup: { cpu: 500, memory: 768 },
  database: { cpu: 500, memory: 1024, disk: 10 },
  files: 20,
} as const;

/** One volume holds files and backups; web process and worker share it and so stand on one node. */
export const KEPT = "/data/kept";

/** Where the web process listens. */
export const WEB_PORT = 3000;

/** The address of the database as its administrator. */
export const administers = {
  valueFrom: { secretKeyRef: { name: "database", key: "DATABASE_URL" } },
} as const;

/** What every container of ours in a stack is told. */
export function ofTheStack(
  name: string,
  image: string,
  database: Omit<IEnvVar, "name">,
  more: readonly IEnvVar[] = [],
): Pick<Guarded, "name" | "image" | "env" | "envFrom"> {
  return {
    name,
    image,
    envFrom: [{ secretRef: { name: "settings" } }],
    env: [
      { name: "DATABASE_URL", ...database },
      { name: "FILES", value: `${KEPT}/files` },
      { name: "BACKUPS", value: `${KEPT}/backups` },
      { name: "WORKER", value: "apart" },
      { name: "INSTANCE", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
      ...more,
    ],
  };
}

/** Tells whether anything of an order has changed. */
export function digestOf({ image, settings, databasePassword }: StackOrder): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([image, databasePassword, sorted]))
    .digest("hex");
}
