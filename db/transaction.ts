import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import { type Marked, markTransaction } from "@/base/telemetry/statement";
import { inTurn, timeOfStatements } from "./deadline";
import type { Connection, Pool } from "./pools";
import { readBatch } from "./pools/batch";
import { builderOver, type Query, type Rows, send } from "./pools/queries";
import {
  DatabaseUnavailable,
  isLostConnection,
  isReadOnly,
  isUnknownLogin,
  refusedWrite,
  SiteSealed,
  WritesCrossed,
  withoutBlame,
} from "./pools/unavailable";
import { takesPrebuilt } from "./prebuilt";

export { DatabaseUnavailable, isLostConnection, isUnknownLogin, SiteSealed, WritesCrossed };

/** What a query function may do in a transaction that reads. */
export type Reads = Pick<
  PgRemoteDatabase,
  "select" | "selectDistinct" | "selectDistinctOn" | "with" | "$with" | "$count"
>;

/** What a query function may do in a transaction that writes. Raw SQL is in neither. */
export type Writes = Reads & Pick<PgRemoteDatabase, "insert" | "update" | "delete">;

/**
 * Runs independent queries in one READ ONLY transaction and one network round trip: begin, the settings,
 * the queries and commit are sent together. The queries must be started before `work` first waits on one;
 * a later one is refused, because commit is then already on its way.
 * @param settings statements such as `set local app.tenant_id = '…'`, of trusted values only
 * @param tenant whose rows it is about, for the trace
 * @throws DatabaseUnavailable, or what `work` throws
 */
export async function readTogether<T>(
  pool: Pool,
  settings: string,
  work: (tx: Reads) => T | Promise<T>,
  tenant: string | null = null,
): Promise<T> {
  const batch: Sent[] = [];
  let issued = false;
  const add = (query: Query) =>
    new Promise<Rows>((resolve, reject) => {
      if (issued)
        throw new Error(
          "This read has sent its queries. Start them together, or read again for those that depend on others.",
        );
      batch.push({ query, resolve, reject });
    });
  let failed = false;
  const result = (async () => work(takesPrebuilt(readsOf(builderOver(add)), add)))();
  result.catch(() => {
    failed = true;
  });
  await turn();
  issued = true;
  if (batch.length > 0 && !failed) {
    const mark = markTransaction("read", pool.address.name, tenant);
    const unanswered = await answer(pool, settings, mark, batch, () => failed);
    mark.end(unanswered);
  }
  return result.catch((error: unknown) => {
    throw withoutBlame(error);
  });
}

/**
 * Runs `work` in an ordinary transaction. It commits when `work` resolves and rolls back when it throws;
 * the transaction handle is dead afterwards. A write with one query takes two round trips, each further
 * query that waits for another takes one more.
 * @throws DatabaseUnavailable, SiteSealed while the tenant is being moved, WritesCrossed, or what `work` throws
 */
export async function writeTogether<T>(
  pool: Pool,
  settings: string,
  work: (tx: Writes) => Promise<T>,
  tenant: string | null = null,
): Promise<T> {
  const mark = markTransaction("write", pool.address.name, tenant);
  try {
    const result = await inTurn((left) =>
      write(pool, settings + timeOfStatements(left), mark, work, left),
    );
    mark.end(false);
    return result;
  } catch (error) {
    mark.end(true);
    throw error;
  }
}

async function write<T>(
  pool: Pool,
  settings: string,
  mark: Marked,
  work: (tx: Writes) => Promise<T>,
  left: number,
): Promise<T> {
  const until = performance.now() + left;
  const connection = await pool.take(left);
  const handle = handleOn(connection);
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      handle.close("This transaction took too long and was rolled back.");
      connection.destroy();
      const { maybeSaved } = handle;
      reject(new DatabaseUnavailable("The database did not answer in time.", { maybeSaved }));
    }, until - performance.now());
  });
  try {
    return await Promise.race([transact(connection, handle, settings, mark, work), late]);
  } catch (thrown) {
    const error = withoutBlame(thrown);
    const lost = isLostConnection(error);
    ended = lost || isReadOnly(error);
    throw lost
      ? new DatabaseUnavailable("The database went away.", {
          cause: error,
          maybeSaved: handle.maybeSaved,
        })
      : error;
  } finally {
    clearTimeout(timer);
    pool.giveBack(connection, ended);
  }
}

async function transact<T>(
  connection: Connection,
  handle: Handle,
  settings: string,
  { comment, statement }: Marked,
  work: (tx: Writes) => Promise<T>,
): Promise<T> {
  const begun = connection.sql.unsafe(`begin${comment}${statement}; ${settings}`).execute();
  begun.catch(() => {});
  try {
    const result = await work(handle.writes);
    handle.close("This transaction has ended.");
    await begun;
    handle.maybeSaved = true;
    const ended = await connection.sql.unsafe("commit").catch((error: unknown) => {
      // It is unknown whether the transaction has ended, so its connection must not serve another.
      connection.destroy();
      throw error;
    });
    if (ended.command === "ROLLBACK")
      throw new Error("The transaction was rolled back because a query in it failed.");
    return result;
  } catch (error) {
    handle.close("This transaction has ended.");
    // If the beginning failed, its error is the reason why the queries after it failed.
    const cause = await begun.then(() => error, refusedWrite);
    await connection.sql.unsafe("rollback").catch(connection.destroy);
    throw cause;
  }
}

interface Sent {
  readonly query: Query;
  resolve(rows: Rows): void;
  reject(error: unknown): void;
}

/**
 * Gives each query its answer, in order. After a failed query, `work` has usually thrown and waits for no
 * other; then the other queries are not rejected, because nobody would catch that.
 * @returns whether any of them failed
 */
async function answer(
  pool: Pool,
  settings: string,
  { comment, statement }: Marked,
  batch: readonly Sent[],
  workFailed: () => boolean,
): Promise<boolean> {
  const queries = batch.map(({ query }) => query);
  const opening = `${comment}${statement}; ${settings}`;
  const outcomes = await inTurn((left) =>
    readBatch(pool, opening + timeOfStatements(left), queries, left),
  ).catch((reason: unknown) => batch.map(() => ({ status: "rejected", reason }) as const));
  for (const [at, { resolve, reject }] of batch.entries()) {
    const outcome = outcomes[at];
    if (outcome?.status === "fulfilled") resolve(outcome.value);
    else if (!workFailed()) {
      reject(outcome?.reason);
      await turn();
    }
  }
  return outcomes.some(({ status }) => status === "rejected");
}

interface Handle {
  readonly writes: Writes;
  /** Set when the commit is sent. */
  maybeSaved: boolean;
  close(reason: string): void;
}

/**
 * After a failed query, the later ones fail for the same reason. They are rejected one turn of the event loop
 * later, and not at all if `work` has ended by then, because nobody would catch it.
 */
function handleOn(connection: Connection): Handle {
  let closed: string | undefined;
  let failure: { reason: unknown } | undefined;
  const sendNext = async (query: Query) => {
    if (closed) throw new Error(closed);
    try {
      return await send(connection, query);
    } catch (reason) {
      if (failure) await turn();
      failure ??= { reason: refusedWrite(reason) };
      if (closed) await new Promise(() => {});
      throw failure.reason;
    }
  };
  return {
    writes: takesPrebuilt(writesOf(builderOver(sendNext)), sendNext),
    maybeSaved: false,
    close(reason) {
      closed ??= reason;
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

/** Resolves one turn of the event loop later, when started work has come as far as it can without the network. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
