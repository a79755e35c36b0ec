import type { ICronJob } from "kubernetes-models/batch/v1";
import type { IPersistentVolumeClaim } from "kubernetes-models/v1";
import { IMAGE_USER } from "@/packages/deploy/image/dockerfile";
import { POSTGRES_USER } from "./database";
import { type Document, named } from "./document";
import {
  BUCKET_SECRETS,
  bringsDatabase,
  bucketOf,
  databaseImageOf,
  environmentIn,
  type Placed,
  secretRef,
} from "./ground";
import { type PodOrder, podOf } from "./pod";
import { claim } from "./processes";
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
  return claim(deployment, "dumps", "ReadWriteOnce", app.database.disk);
}

/** A dump is whole or has another name; it is read back before an older one goes. */
function backup(placed: Placed): Omit<PodOrder, "part" | "restart"> {
  const { deployment } = placed;
  const which = bringsDatabase(deployment)
    ? "datname like 'swingtag\\_%' and datname not like 'swingtag\\_template%'"
    : "datname = 'swingtag_platform'";
  const script = `set -eu
umask 077
# The same server and login, whatever database the address names.
server=$(printf %s "$DATABASE_URL" | sed -E 's#^([a-z]+://[^/?]+).*#\\1#')
query=$(printf %s "$DATABASE_URL" | sed -nE 's#^[^?]*(\\?.*)$#\\1#p')
day=$(date -u +%Y-%m-%d)
folder=/dumps/$day
mkdir -p "$folder"
psql "$DATABASE_URL" --no-psqlrc --tuples-only --no-align --command "select datname from pg_database where ${which} and datallowconn and not datistemplate order by 1" > /tmp/names
test -s /tmp/names
while read -r name; do
  pg_dump --dbname "$server/$name$query" --format custom --file "$folder/$name.part"
  pg_restore --list "$folder/$name.part" > /dev/null
  mv "$folder/$name.part" "$folder/$name.dump"
done < /tmp/names
sync
find /dumps -mindepth 1 -maxdepth 1 -type d -mtime +${deployment.keepBackupsDays} -exec rm -rf {} +
`;
  return {
    user: POSTGRES_USER,
    volumes: [{ name: "dumps", persistentVolumeClaim: { claimName: "dumps" } }],
    containers: [
      {
        name: "backup",
        image: databaseImageOf(placed),
        command: ["bash", "-c", script],
        env: [{ name: "DATABASE_URL", valueFrom: secretRef("database-url") }],
        mounts: { dumps: "/dumps" },
        cpu: 500,
        memory: 512,
      },
    ],
  };
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
