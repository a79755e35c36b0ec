import type { IPersistentVolumeClaim, IVolume } from "kubernetes-models/v1";
import type { Process } from "@/packages/deploy/description";
import { named } from "./document";
import { bucketOf, MOUNTS, type Placed } from "./ground";

/** A volume that is asked for; @param gigabytes in GiB */
export function volumeClaim(
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

/** The volume of the collector. */
export function collectorClaim({ deployment }: Placed): IPersistentVolumeClaim {
  return volumeClaim(deployment, "telemetry", "ReadWriteOnce", 20);
}

/** The volumes that the processes share where no bucket is given. */
export function volumes({ deployment, app }: Placed): IPersistentVolumeClaim[] {
  const shared = (name: string) =>
    volumeClaim(deployment, name, "ReadWriteMany", app.database.disk);
  return bucketOf(deployment) === null ? [shared("files"), shared("backups")] : [];
}

/** The volumes of one process, by name. */
export function volumesOf(placed: Placed, one: Process): IVolume[] {
  const claim = (claimName: string) => ({ persistentVolumeClaim: { claimName } });
  return Object.keys(mountsOf(placed, one)).map((name) => {
    if (name !== "data") return { name, ...claim(name) };
    return one.name === "collector"
      ? { name, ...claim("telemetry") }
      : { name, emptyDir: { sizeLimit: "1Gi" } };
  });
}

/** Where they stand in it. */
export function mountsOf({ deployment }: Placed, { name }: Process): Record<string, string> {
  if (name === "collector") return { data: "/data" };
  if (bucketOf(deployment) !== null) return { data: "/data" };
  const files = { data: "/data", files: MOUNTS.files };
  return name === "worker" ? { ...files, backups: MOUNTS.backups } : files;
}

/** Whether a process talks to the API server, and so must be known to it. */
export function makesStacks({ deployment }: Placed, { name }: Process): boolean {
  return name === "worker" && deployment.stacks;
}
