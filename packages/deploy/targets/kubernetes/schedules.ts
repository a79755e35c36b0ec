import type { ICronJob } from "kubernetes-models/batch/v1";
import type { IPersistentVolumeClaim } from "kubernetes-models/v1";
import { IMAGE_USER } from "@/packages/deploy/image/dockerfile";
import { backup } from "./backup";
import { volumeClaim } from "./claims";
import { type Document, named } from "./document";
import { BUCKET_SECRETS, bucketOf, environmentIn, type Placed } from "./ground";
import { type PodOrder, podOf } from "./pod";
import { setupDone } from "./setup";

/** What happens by the clock: a dump of the databases each night, and the doctor's look each morning, in UTC. */
export function scheduleDocuments(placed: Placed): readonly Document[] {
  return [dumps(placed), schedule("backup", "17 2 * * *", backup(placed)), doctorOf(placed)];
}

function schedule(name: string, time: string, pod: Omit<PodOrder, "part" | "restart">): ICronJob {
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: named(name),
    spec: {
      schedule: time,
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: 4 * 3600,
          template: podOf({ ...pod, part: name, restart: "Never" }),
        },
      },
    },
  };
}

function dumps({ deployment, app }: Placed): IPersistentVolumeClaim {
  return volumeClaim(deployment, "dumps", "ReadWriteOnce", app.database.disk);
}

function doctorOf(placed: Placed): ICronJob {
  const { app, deployment } = placed;
  const bucket = bucketOf(deployment) !== null;
  const mounts: Record<string, string> = {
    data: "/data",
    ...(bucket ? {} : { files: "/data/files" }),
  };
  return schedule("doctor", "43 5 * * *", {
    user: IMAGE_USER,
    volumes: [
      { name: "data", emptyDir: { sizeLimit: "1Gi" } },
      ...(bucket ? [] : [{ name: "files", persistentVolumeClaim: { claimName: "files" } }]),
    ],
    containers: [
      {
        name: "doctor",
        image: app.image,
        args: ["tenants", "doctor"],
        env: [...environmentIn(placed, "setup"), setupDone(placed)],
        ...(bucket ? { envFrom: [{ secretRef: { name: BUCKET_SECRETS, optional: true } }] } : {}),
        mounts,
        cpu: 250,
        memory: 512,
      },
    ],
  });
}
