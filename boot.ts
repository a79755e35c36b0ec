import type { IncomingMessage, ServerResponse } from "node:http";
import { bridge } from "@/base/bridge";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { stackOn } from "@/base/stack";
import { directory } from "@/db/platform/directory";
import { probePlatform } from "@/db/platform/probe";
import { addressIn, type Database, listAllDatabases } from "@/db/platform/queries/databases";
import { forgetAttempts } from "@/db/platform/queries/rates";
import { provePool } from "@/db/pools";
import { DatabaseUnavailable, isLostConnection, isUnknownLogin } from "@/db/transaction";
import { findAsset } from "@/files/assets";
import { doorstepOf } from "@/server/access/former";
import { foreseeFreshness, freshnessOf, holderOf } from "@/server/access/freshness";
import { knowsSite, tenantNamed } from "@/server/access/tenants";
import { answerForFiles } from "@/server/photos/photo-files";
import { startHeart } from "@/server/status/heart";

const HOUR = 60 * 60 * 1000;

/** Removes counters whose window is over. Every replica may do it. */
async function sweep(): Promise<void> {
  await directory.write(forgetAttempts).catch((error: unknown) => {
    log.warn({ err: error }, "counters not swept");
  });
}

/** How many databases are proven at the start. Every other database is proven at its first connection. */
const PROVEN = 20;

/**
 * Puts the rooms together: starts what runs beside the requests, proves the databases and tells the front, whose
 * requests wait for that. What can't be started ends the process.
 */
export async function boot(): Promise<void> {
  await begin().catch(refuse);
}

async function begin(): Promise<void> {
  setInterval(sweep, HOUR).unref();
  const worker = env().WORKER === "inside" ? (await import("@/jobs/worker")).startWorker() : null;
  const heart = startHeart();
  await proveDatabases();
  bridge().start({
    freshness: freshnessOf,
    foresee: foreseeFreshness,
    holder: holderOf,
    doorstep: doorstepOf,
    knows: knowsSite,
    stackOf: async (site) => (await tenantNamed(site))?.stack ?? null,
    files: env().STACK ? answerForFiles : refuseFiles,
    asset: findAsset,
    probe: probePlatform,
    async stop() {
      await heart.stop();
      await worker?.stop();
    },
  });
}

/**
 * Proves before the first request that the app runs as roles that row-level security binds: on the platform, on
 * every pool and on the oldest own databases. The app also starts while a database is away; that database's
 * role is proven once it is back, before its first query.
 */
async function proveDatabases(): Promise<void> {
  const databases = (await unlessAway(readDatabases)) ?? [];
  const first = databases
    .filter(({ state, server }) => state === "ready" && stackOn(server) === null)
    .slice(0, PROVEN);
  await Promise.all(first.map((database) => unlessAway(() => prove(database))));
}

async function refuseFiles(_: IncomingMessage, res: ServerResponse): Promise<void> {
  res.writeHead(404).end();
}

/**
 * If the platform's database refuses our login, SECRET is wrong or setup has not run. Waiting does not help, so
 * the process ends.
 */
async function readDatabases(): Promise<Database[]> {
  return directory.read(listAllDatabases).catch((error: unknown) => {
    throw isUnknownLogin(error) && error instanceof Error ? error.cause : error;
  });
}

async function prove(database: Database): Promise<void> {
  await provePool(addressIn(database));
}

/** Ignores that a database is away. Any other error about a database or its role ends the process. */
async function unlessAway<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseUnavailable || isLostConnection(error)) {
      log.warn({ err: error }, "a database is away; going on without it");
      return null;
    }
    return refuse(error);
  }
}

function refuse(error: unknown): never {
  log.fatal({ err: error }, "refusing to start");
  process.exit(1);
}
