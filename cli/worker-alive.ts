import { env } from "@/base/env";
import { adminOf } from "@/db/servers";
import { WORKER_NAME } from "@/db/worker-connections";

/** Whether any process runs this installation's jobs now, as Postgres sees its connections. */
export async function isWorkerAlive(): Promise<boolean> {
  const name = `${env().DATABASE_PREFIX}_platform`;
  const admin = adminOf({ server: "", name });
  try {
    const rows = await admin`
      select 1 from pg_stat_activity where datname = ${name} and application_name = ${WORKER_NAME} limit 1`;
    return rows.length > 0;
  } finally {
    await admin.end({ timeout: 1 });
  }
}
