import type { Pool } from "../pools";
import type { Connection } from "./connection";
import { type Query, type Rows, send } from "./queries";
import { DatabaseUnavailable, isLostConnection, isTimeout, withoutBlame } from "./unavailable";

/** What became of each query of a batch, in its order. */
export type Outcomes = PromiseSettledResult<Rows>[];

/**
 * Sends begin, the queries and commit together and waits for all answers. Nobody sees an answer before the last
 * one has arrived, so a read that loses its connection can be repeated on another.
 * @param patience how long all of it may take, in milliseconds
 * @throws DatabaseUnavailable
 */
export async function readBatch(
  pool: Pool,
  begin: string,
  batch: readonly Query[],
  patience: number,
): Promise<Outcomes> {
  const until = performance.now() + patience;
  for (let attempt = 1; ; attempt++) {
    const connection = await pool.take(until - performance.now());
    let late = false;
    let ended = false;
    const timer = setTimeout(() => {
      late = true;
      connection.destroy();
    }, until - performance.now());
    try {
      const { outcomes, failure } = await sendTogether(connection, begin, batch);
      if (failure === undefined) return outcomes;
      ended = !late && isLostConnection(failure);
      if (attempt === 1 && (ended || (!late && isStalePlan(failure)))) continue;
      if (late)
        throw new DatabaseUnavailable("The database did not answer in time.", { cause: failure });
      if (ended)
        throw new DatabaseUnavailable("The database cannot be reached.", { cause: failure });
      if (isTimeout(failure)) throw withoutBlame(failure);
      return outcomes;
    } finally {
      clearTimeout(timer);
      pool.giveBack(connection, ended);
    }
  }
}

/** `failure` is the first that failed: after it, every other query of a transaction fails for that reason. */
async function sendTogether(
  connection: Connection,
  begin: string,
  batch: readonly Query[],
): Promise<{ outcomes: Outcomes; failure: unknown }> {
  const begun = connection.sql.unsafe(begin).execute();
  const sent = batch.map((query) => send(connection, query));
  const ended = connection.sql.unsafe("commit").execute();
  const [first, last, ...outcomes] = await Promise.allSettled([begun, ended, ...sent]);
  const failed = [first, ...outcomes, last].find((outcome) => outcome.status === "rejected");
  if (failed?.status !== "rejected") return { outcomes, failure: undefined };
  // It is unknown whether the transaction has ended, so its connection must not serve another.
  if (last.status === "rejected") connection.destroy();
  return {
    outcomes: outcomes.map((outcome) =>
      first.status === "rejected" || isConsequence(outcome)
        ? { status: "rejected", reason: failed.reason }
        : outcome,
    ),
    failure: failed.reason,
  };
}

/** SQLSTATE 25P02: refused because an earlier query of the transaction failed. */
function isConsequence(outcome: PromiseSettledResult<unknown>): boolean {
  return outcome.status === "rejected" && outcome.reason?.code === "25P02";
}

/** A migration changed what a prepared statement returns; the driver has forgotten the statement by now. */
function isStalePlan(error: unknown): boolean {
  return error instanceof Error && "routine" in error && error.routine === "RevalidateCachedQuery";
}
