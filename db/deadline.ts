import { AsyncLocalStorage } from "node:async_hooks";
import { shared } from "@/base/shared";
import { currentTrace, type Trace } from "@/base/telemetry/trace";
import { DatabaseUnavailable, isTimeout } from "./pools/unavailable";

/**
 * How long databases may keep one request waiting, or one transaction outside of requests, in milliseconds. A login's
 * statement ends after as long; see `server-roles.ts`.
 */
const DEADLINE = 8000;

/**
 * Runs a transaction. All of a request share one deadline, because a person waits for all of them; only time in
 * which one of them runs is counted, so that an upload may take as long as its bytes do. After a time-out nothing is
 * left for those after it. Jobs, and whatever else serves no request, have a deadline for each transaction.
 * @param transaction is told how long it may take, waiting for its connection included, in milliseconds
 * @throws DatabaseUnavailable where the request's time is up, or what `transaction` throws
 */
export async function inTurn<T>(transaction: (left: number) => Promise<T>): Promise<T> {
  const { apart, requests } = held();
  const request = currentTrace();
  const common = request?.requestId ? deadlineOf(request, requests) : undefined;
  const deadline = apart.getStore() ?? common ?? new Deadline(DEADLINE);
  const left = deadline.begin();
  try {
    return await transaction(left);
  } catch (error) {
    if (isTimeout(error)) deadline.expire();
    throw error;
  } finally {
    deadline.end();
  }
}

/**
 * Runs work with a deadline of its own: what a request can do without, so that its failure leaves time for the
 * rest, or what must be done although its time is up.
 * @param ms for all transactions of the work together
 */
export function withDeadline<T>(ms: number, work: () => Promise<T>): Promise<T> {
  return held().apart.run(new Deadline(ms), work);
}

/**
 * What a transaction begins with so that its statements may take as long as it may, where that is longer than a login's
 * statement takes otherwise.
 * @param left as `inTurn` tells it
 */
export function timeOfStatements(left: number): string {
  return left > DEADLINE ? `; set local statement_timeout = ${Math.ceil(left)}` : "";
}

class Deadline {
  #left: number;
  #running = 0;
  #since = 0;

  constructor(ms: number) {
    this.#left = ms;
  }

  /** @returns what is left */
  begin(): number {
    this.#count();
    if (this.#left <= 0)
      throw new DatabaseUnavailable("The database has kept this request waiting for too long.");
    this.#running++;
    return this.#left;
  }

  end(): void {
    this.#count();
    this.#running--;
  }

  expire(): void {
    this.#left = 0;
  }

  #count(): void {
    const now = performance.now();
    if (this.#running > 0) this.#left -= now - this.#since;
    this.#since = now;
  }
}

interface Held {
  readonly apart: AsyncLocalStorage<Deadline>;
  readonly requests: WeakMap<Trace, Deadline>;
}

function deadlineOf(request: Trace, requests: Held["requests"]): Deadline {
  const known = requests.get(request) ?? new Deadline(DEADLINE);
  requests.set(request, known);
  return known;
}

function held(): Held {
  return shared("deadlines", () => ({ apart: new AsyncLocalStorage(), requests: new WeakMap() }));
}
