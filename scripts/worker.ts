import { env } from "@/base/env";
import { log } from "@/base/log";
import { startTelemetry } from "@/base/telemetry/start";
import { probePlatform } from "@/db/platform/probe";
import { closePools } from "@/db/pools";
import { healthOf } from "@/front/health";
import { answerHealth } from "@/front/health-port";
import { handDrivers } from "@/jobs/stack-driver";
import { startWorker } from "@/jobs/worker";
import { openGround } from "@/packages/deploy/stack/drivers";

/** `npm run worker`: runs jobs until SIGTERM. Needs an administrator in DATABASE_URL. */
const telemetry = await startTelemetry("worker");
handDrivers(openGround);
const worker = startWorker();
const health = healthOf({
  runner: async () => (worker.isListening() ? "ok" : "starting"),
  database: async () => {
    await probePlatform();
    return "ok";
  },
});
const { HEALTH_PORT } = env();
if (HEALTH_PORT) answerHealth(health, HEALTH_PORT);
log.info("worker ready");

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void leave(signal));

async function leave(signal: string): Promise<void> {
  log.info({ signal }, "worker stopping");
  health.drain();
  await worker.stop();
  await closePools();
  await telemetry.stop();
  process.exit(0);
}
