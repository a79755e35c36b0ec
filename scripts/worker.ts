import { closePools } from "@/db/pools";
import { startWorker } from "@/jobs/worker";
import { log } from "@/server/log";

/** `npm run worker`: runs jobs until SIGTERM. Needs an administrator in DATABASE_URL. */
const worker = startWorker();
log.info("worker ready");

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void leave(signal));

async function leave(signal: string): Promise<void> {
  log.info({ signal }, "worker stopping");
  await worker.stop();
  await closePools();
  process.exit(0);
}
