import type { Ground } from "@/packages/deploy/environment";
import type { Base } from "./base";
import { NETWORK } from "./network";
import type { Part } from "./tasks";
import { tenantStacksAddress } from "./tenant-stacks";

/** Where the collector beside each process listens: inside its own task. */
const TELEMETRY = "http://127.0.0.1:4318";

/** What only AWS knows of the environment. */
export function groundOf(base: Base, part: Part): Ground {
  const { buckets, asked } = base;
  return {
    database: { url: base.poolerUrl, pooler: "transaction" },
    files: `s3://${buckets.files.bucketName}/files`,
    backups: `s3://${buckets.backups.bucketName}/backups`,
    telemetry: part === "setup" ? null : TELEMETRY,
    proxies: [NETWORK],
    drainSeconds: 10,
    extra: {
      // RDS's administrator is no superuser.
      DATABASE_GUARD: "managed",
      ...(asked.deployment.stacks && part === "worker"
        ? { STACKS: tenantStacksAddress(base) }
        : {}),
    },
  };
}
