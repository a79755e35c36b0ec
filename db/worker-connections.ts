import pg from "pg";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { adminUrlOf } from "./servers";
import { namesOf, urlOfDatabase } from "./setup";
import { asRole } from "./worker-tables";

/** What the connections of workers are called, so that one can see whether any is alive. */
export const WORKER_NAME = "swingtag worker";

/**
 * Ours and not the library's: its own hear no errors any more once it stops, and a database that goes away just then
 * ended the process.
 */
export function connectionsOfJobs(): pg.Pool {
  const pool = new pg.Pool({ connectionString: addressOfJobs(), max: 10 });
  const note = (error: Error) => log.debug({ err: error }, "a connection for jobs was lost");
  pool.on("error", note);
  pool.on("connect", (client) => client.on("error", note));
  return pool;
}

/** The worker's tables belong to the role that owns every table; the worker acts as it. */
function addressOfJobs(): string {
  const { owner, platform } = namesOf(env().DATABASE_PREFIX);
  const address = new URL(asRole(urlOfDatabase(adminUrlOf(""), platform), owner));
  address.searchParams.set("application_name", WORKER_NAME);
  return address.toString();
}
