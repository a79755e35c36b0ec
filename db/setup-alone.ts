import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { isLostConnection } from "./transaction";

/** How long to wait for a server that is starting, in milliseconds. */
const PATIENCE = 60_000;

/** Waits until the server takes connections. @throws Error with the server's reason after a minute, or at once for a wrong login */
export async function awaitServer(adminUrl: string): Promise<void> {
  for (const until = performance.now() + PATIENCE; ; await pause(500)) {
    const sql = connect(adminUrl);
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (!isStarting(error) || performance.now() > until) throw error;
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}

/** Runs `work` while nobody else sets up the same installation; a second one waits for the first. */
export async function alone<T>(
  adminUrl: string,
  prefix: string,
  work: () => Promise<T>,
): Promise<T> {
  const sql = connect(adminUrl);
  try {
    await sql`set statement_timeout = 0`;
    await sql`select pg_advisory_lock(hashtextextended(${`swingtag setup ${prefix}`}, 0))`;
    return await work();
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function connect(url: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: "swingtag setup" },
  });
}

/** A name that does not resolve yet, nobody at the port, or Postgres's own "starting up". */
function isStarting(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return isLostConnection(error) || ["ENOTFOUND", "EAI_AGAIN", "57P03"].includes(code);
}
