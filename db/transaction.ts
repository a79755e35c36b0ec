import { drizzle, type PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import { env } from "@/server/env";
import type { Pool, Sql } from "./pools";

/** What a query function may do in a transaction that reads. */
export type Reads = Pick<
  PgRemoteDatabase,
  "select" | "selectDistinct" | "selectDistinctOn" | "with" | "$with" | "$count"
>;

/** What a query function may do in a transaction that writes. Raw SQL is in neither. */
export type Writes = Reads & Pick<PgRemoteDatabase, "insert" | "update" | "delete">;

/** The database did not answer; the person may try again. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/** How long one transaction may take, connection included, in milliseconds. */
const DEADLINE = 8000;

/**
 * Runs independent queries in one READ ONLY transaction and one network round trip: begin, the settings,
 * the queries and commit are sent together. The queries must be started before `work` first waits on one;
 * a later one is refused, because commit is then already on its way.
 * @param settings statements such as `set local app.tenant_id = '…'`, of trusted values only
 */
export async function readTogether<T>(
  pool: Pool,
  settings: string,
  work: (tx: Reads) => T | Promise<T>,
): Promise<T> {
  return onConnection(pool, async (connection) => {
    const handle = handleOn(connection);
    const begun = connection.unsafe(`begin read only; ${settings}`).execute();
    const result = (async () => work(readsOf(handle.database)))();
    await issued();
    handle.close(
      "This read has sent its queries. Start them together, or read again for those that depend on others.",
    );
    const committed = connection.unsafe("commit").execute();
    return settled(result, begun, committed);
  });
}

/**
 * Runs `work` in an ordinary transaction. It commits when `work` resolves and rolls back when it throws;
 * the transaction handle is dead afterwards.
 */
export async function writeTogether<T>(
  pool: Pool,
  settings: string,
  work: (tx: Writes) => Promise<T>,
): Promise<T> {
  return onConnection(pool, async (connection) => {
    const handle = handleOn(connection);
    const begun = connection.unsafe(`begin; ${settings}`).execute();
    begun.catch(() => {});
    try {
      const result = await work(writesOf(handle.database));
      handle.close("This transaction has ended.");
      await begun;
      const [ended] = [await connection.unsafe("commit")];
      if (ended.command === "ROLLBACK")
        throw new Error("The transaction was rolled back because a query in it failed.");
      return result;
    } catch (error) {
      handle.close("This transaction has ended.");
      await connection.unsafe("rollback").catch(() => {});
      throw error;
    }
  });
}

async function onConnection<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DatabaseUnavailable("The database did not answer in time.")),
      DEADLINE,
    );
  });
  const reserving = pool.sql.reserve();
  const running = reserving.then(async (connection) => {
    try {
      return await work(connection);
    } finally {
      connection.release();
    }
  });
  running.catch(() => {});
  try {
    return await Promise.race([running, deadline]);
  } catch (error) {
    throw isLostConnection(error)
      ? new DatabaseUnavailable("The database cannot be reached.", { cause: error })
      : error;
  } finally {
    clearTimeout(timer);
  }
}

/** postgres.js and Node name a lost connection by these codes; SQLSTATE classes 08 and 57P are Postgres's own. */
export function isLostConnection(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT|ENOENT|EHOSTUNREACH|08|57P0|53300)/.test(
    code,
  );
}

interface Handle {
  readonly database: PgRemoteDatabase;
  close(reason: string): void;
}

function handleOn(connection: Sql): Handle {
  const prepare = env().DATABASE_POOLER === "none";
  let closed: string | undefined;
  const database = drizzle(async (query, params, method) => {
    if (closed) throw new Error(closed);
    const pending = connection.unsafe(query, params, { prepare });
    return { rows: await (method === "all" ? pending.values() : pending) };
  });
  return {
    database,
    close(reason) {
      closed = reason;
    },
  };
}

function readsOf(database: PgRemoteDatabase): Reads {
  return {
    select: database.select.bind(database),
    selectDistinct: database.selectDistinct.bind(database),
    selectDistinctOn: database.selectDistinctOn.bind(database),
    with: database.with.bind(database),
    $with: database.$with,
    $count: database.$count.bind(database),
  };
}

function writesOf(database: PgRemoteDatabase): Writes {
  return {
    ...readsOf(database),
    insert: database.insert.bind(database),
    update: database.update.bind(database),
    delete: database.delete.bind(database),
  };
}

/** Resolves when what was started has reached the socket: everything between is microtasks. */
function issued(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function settled<T>(result: Promise<T>, ...rest: Promise<unknown>[]): Promise<T> {
  const outcomes = await Promise.allSettled([...rest, result]);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed?.status === "rejected") throw await causeOf(result, failed.reason);
  return result;
}

/** When BEGIN failed, every query failed after it; the first failure says why. */
async function causeOf(result: Promise<unknown>, first: unknown): Promise<unknown> {
  return result.then(
    () => first,
    (error) => (isLostConnection(first) ? first : error),
  );
}
