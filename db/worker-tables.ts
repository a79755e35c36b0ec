import { runMigrations } from "graphile-worker";
import pg from "pg";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { adminUrlOf } from "./servers";
import { namesOf, within } from "./setup";

/**
 * Creates or updates the worker's tables in the platform database. Idempotent.
 * @param url an administrator's address of the platform database
 * @param owner the role that shall own them, as it owns every table
 */
export async function prepareWorkerTables(url: string, owner: string): Promise<void> {
  await runMigrations({ connectionString: asRole(url, owner) });
}

/**
 * The connections on which jobs are taken. Ours and not the library's: its own hear no errors any more once it
 * stops, and a database that goes away just then ended the process.
 * @param name what they are called in the server
 */
export function connectionsOfJobs(name: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: addressOfJobs(name), max: 10 });
  const note = (error: Error) => log.debug({ err: error }, "a connection for jobs was lost");
  pool.on("error", note);
  pool.on("connect", (client) => client.on("error", note));
  return pool;
}

/** The worker's tables belong to the role that owns every table; the worker acts as it. */
function addressOfJobs(name: string): string {
  const { owner, platform } = namesOf(env().DATABASE_PREFIX);
  const address = new URL(asRole(within(adminUrlOf(""), platform), owner));
  address.searchParams.set("application_name", name);
  return address.toString();
}

/** The same address, acting as another role from the start. */
export function asRole(url: string, role: string): string {
  const address = new URL(url);
  address.searchParams.set("options", `-c role=${role}`);
  return address.toString();
}
