import type { Pool } from "../pools";
import type { Connection } from "./connection";
import { type Query, type Rows, send, sendAsOne } from "./queries";
import { DatabaseUnavailable, isLostConnection, isTimeout, withoutBlame } from "./unavailable";

/** What became of each query of a batch, in its order. */
export type Outcomes = PromiseSettledResult<Rows>[];

/**
 * Sends begin, the queries and commit together and waits for all answers. Nobody sees an answer before the last
 * one has arrived, so a read that loses its connection can be repeated on another.
 * @param opening what follows `begin read only`, a comment and further statements; null where the one query is a
 *   transaction of its own
 * @param patience how long all of it may take, in milliseconds
 * @throws DatabaseUnavailable
 */
export async function readBatch(
  pool: Pool,
  opening: string | null,
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
      const { outcomes, failure } = await sendBatch(connection, opening, batch);
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

interface Answered {
  readonly outcomes: Outcomes;
  /** The first that failed: after it, every other query of a transaction fails for that reason. */
  readonly failure: unknown;
}

/** A query that is alone needs fewer messages, and each costs both sides as much as finding a row by its key. */
function sendBatch(
  connection: Connection,
  opening: string | null,
  batch: readonly Query[],
): Promise<Answered> {
  const [only] = batch;
  if (!only || batch.length > 1 || (opening !== null && only.parameters.length > 0))
    return sendTogether(connection, opening ?? "", batch);
  return alone(opening === null ? send(connection, only) : sendAsOne(connection, opening, only));
}

async function alone(sent: Promise<Rows>): Promise<Answered> {
  try {
    return { outcomes: [{ status: "fulfilled", value: await sent }], failure: undefined };
  } catch (reason) {
    return { outcomes: [{ status: "rejected", reason }], failure: reason };
  }
}

async function sendTogether(
  connection: Connection,
  opening: string,
  batch: readonly Query[],
): Promise<Answered> {
  const begun = connection.sql.unsafe(`begin read only${opening}`).execute();
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
