import { bridge } from "@/base/bridge";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { stackOn } from "@/base/stack";
import { platform } from "@/db/platform/door";
import { probePlatform } from "@/db/platform/probe";
import { addressIn, type Database, listAllDatabases } from "@/db/platform/queries/databases";
import { forgetAttempts } from "@/db/platform/queries/rates";
import { provePool } from "@/db/pools";
import { DatabaseUnavailable, isLostConnection, isUnknownLogin } from "@/db/transaction";
import { findAsset } from "@/files/assets";
import { doorstepOf } from "@/server/access/former";
import { freshnessOf } from "@/server/access/freshness";
import { knowsSite, tenantNamed } from "@/server/access/tenants";
import { answerForFiles } from "@/server/photos/photo-files";
import { startHeart } from "@/server/status/heart";

const HOUR = 60 * 60 * 1000;

/** Counters whose window is over; every replica may do it. */
async function sweep(): Promise<void> {
  await platform.write(forgetAttempts).catch((error: unknown) => {
    log.warn({ err: error }, "counters not swept");
  });
}

/** How many databases are proven at the start; the others are on their first connection. */
const PROVEN = 20;

/**
 * Proves before the first request that the app runs as roles that row-level security binds: on the platform,
 * on every pool and on the oldest own databases. A database that is away is no reason to stay down: its role is
 * proven when it is back, before its first query.
 */
export async function boot(): Promise<void> {
  bridge().freshness = freshnessOf;
  bridge().doorstep = doorstepOf;
  bridge().knows = knowsSite;
  bridge().stackOf = async (site) => (await tenantNamed(site))?.stack ?? null;
  if (env().STACK) bridge().files = answerForFiles;
  setInterval(sweep, HOUR).unref();
  if (env().WORKER === "inside") {
    const { startWorker } = await import("@/jobs/worker");
    bridge().stopWorker = startWorker().stop;
  }
  const heart = startHeart();
  const stopWorker = bridge().stopWorker;
  bridge().stopWorker = async () => {
    await heart.stop();
    await stopWorker?.();
  };
  const databases = (await unlessAway(readDatabases)) ?? [];
  const first = databases
    .filter(({ state, server }) => state === "ready" && stackOn(server) === null)
    .slice(0, PROVEN);
  await Promise.all(first.map((database) => unlessAway(() => prove(database))));
  bridge().asset = findAsset;
  bridge().probe = probePlatform;
}

/** A platform that does not know our login is a wrong SECRET, or no setup: that is no passing fault. */
async function readDatabases(): Promise<Database[]> {
  return platform.read(listAllDatabases).catch((error: unknown) => {
    throw isUnknownLogin(error) && error instanceof Error ? error.cause : error;
  });
}

async function prove(database: Database): Promise<void> {
  await provePool(addressIn(database));
}

/** Anything else that is wrong with a database or its role ends the process. */
async function unlessAway<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseUnavailable || isLostConnection(error)) {
      log.warn({ err: error }, "a database is away; going on without it");
      return null;
    }
    log.fatal({ err: error }, "refusing to start");
    process.exit(1);
  }
}
