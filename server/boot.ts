import { platform } from "@/db/platform/door";
import { forgetAttempts } from "@/db/platform/queries/rates";
import { listDatabases } from "@/db/platform/queries/tenants";
import { poolOf } from "@/db/pools";
import { DatabaseUnavailable, isLostConnection } from "@/db/transaction";
import { bridge } from "./bridge";
import { env } from "./env";
import { doorstepOf } from "./former";
import { freshnessOf } from "./freshness";
import { log } from "./log";

const HOUR = 60 * 60 * 1000;

/** Counters whose window is over; every replica may do it. */
async function sweep(): Promise<void> {
  await platform.write(forgetAttempts).catch((error: unknown) => {
    log.warn({ err: error }, "counters not swept");
  });
}

/**
 * Proves before the first request that the app runs as a role that row-level security binds, on every
 * database there is. A database that is away is no reason to stay down: its role is proven when it is back,
 * before its first query.
 */
export async function boot(): Promise<void> {
  bridge().freshness = freshnessOf;
  bridge().doorstep = doorstepOf;
  setInterval(sweep, HOUR).unref();
  if (env().WORKER === "inside") {
    const { startWorker } = await import("@/jobs/worker");
    bridge().stopWorker = startWorker().stop;
  }
  try {
    for (const database of await platform.read(listDatabases)) await poolOf(database);
  } catch (error) {
    if (error instanceof DatabaseUnavailable || isLostConnection(error)) {
      log.warn({ err: error }, "a database is away; going on without it");
      return;
    }
    log.fatal({ err: error }, "refusing to start");
    process.exit(1);
  }
}
