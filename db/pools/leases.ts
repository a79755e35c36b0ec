import type { Connection } from "./connection";
import { DatabaseUnavailable, isLostConnection } from "./unavailable";

type Lendable = Pick<Connection, "lost" | "opened" | "destroy">;

/** Lends connections of one database, each to one transaction at a time. */
export interface Leases<C extends Lendable = Connection> {
  /**
   * @param patience how long to wait for a connection, in milliseconds
   * @throws DatabaseUnavailable when none came free in that time, when too many wait, or, sooner, when the
   *   server can't be reached; Error when the role or the password is refused
   */
  take(patience: number): Promise<C>;
  /** Takes a connection back whose transaction has ended; one that is lost is replaced. */
  giveBack(connection: C): void;
  /** Closes what nobody uses now. */
  closeIdle(): void;
  /** Lends no more; resolves when what is in use has come back, or after `ms`. */
  close(ms: number): Promise<void>;
  /** How many are in use or waited for. */
  readonly wanted: number;
}

interface Waiter<C> {
  readonly since: number;
  resolve(connection: C): void;
  reject(error: unknown): void;
}

/** How long a request waits for a server that can't be reached, in milliseconds. */
const HOPE = 1200;

/** The longest pause between two attempts to reach the server, in milliseconds. */
const PAUSE = 400;

/** How long a connection is used, in milliseconds; up to a fifth less, so that not all are renewed at once. */
const LIFETIME = 30 * 60_000;

/** How long a connection may idle, in milliseconds. */
const IDLE = 60_000;

/** How many may wait for each connection there may be. More would only wait to be refused later. */
const QUEUE = 50;

/** @param open opens a connection; it tells `onLost` when that connection has ended */
export function leasesOf<C extends Lendable>(
  open: (onLost: () => void) => Promise<C>,
  limit: number,
): Leases<C> {
  const idle: { connection: C; since: number }[] = [];
  const busy = new Set<C>();
  const waiters = new Set<Waiter<C>>();
  let opening = 0;
  let failures = 0;
  let paused = false;
  let closed: (() => void) | undefined;
  let sweep: NodeJS.Timeout | undefined;

  const leases: Leases<C> = {
    async take(patience) {
      if (closed) throw new DatabaseUnavailable("This process is closing its connections.");
      const free = idle.pop();
      if (free) {
        busy.add(free.connection);
        return free.connection;
      }
      if (waiters.size >= limit * QUEUE)
        throw new DatabaseUnavailable("Too many requests wait for the database.");
      return await wait(patience);
    },
    giveBack(connection) {
      busy.delete(connection);
      if (connection.lost) grow();
      else if (
        closed ||
        performance.now() - connection.opened > LIFETIME * (0.8 + Math.random() / 5)
      )
        connection.destroy();
      else offer(connection);
      if (busy.size === 0) closed?.();
    },
    closeIdle() {
      closeOlder(0);
    },
    async close(ms) {
      const ended = new Promise<void>((resolve) => {
        closed = resolve;
        setTimeout(resolve, ms).unref();
      });
      closeOlder(0);
      refuseAll(new DatabaseUnavailable("This process is closing its connections."));
      if (busy.size > 0) await ended;
      for (const connection of busy) connection.destroy();
    },
    get wanted() {
      return busy.size + waiters.size;
    },
  };
  return leases;

  function wait(patience: number): Promise<C> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => waiter.reject(new DatabaseUnavailable("The database has no connection free.")),
        patience,
      );
      const settle =
        <T>(settled: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          waiters.delete(waiter);
          settled(value);
        };
      const waiter = {
        since: performance.now(),
        resolve: settle(resolve),
        reject: settle(reject),
      };
      waiters.add(waiter);
      grow();
    });
  }

  /** Opens what is wanted and allowed; while the server can't be reached, one attempt at a time. */
  function grow(): void {
    const allowed = limit - idle.length - busy.size - opening;
    const wanted = waiters.size - opening;
    const most = failures > 0 ? 1 - opening : allowed;
    if (closed || paused) return;
    for (let more = Math.min(allowed, wanted, most); more > 0; more--) void openOne();
  }

  async function openOne(): Promise<void> {
    opening++;
    try {
      const connection = await open(forgetLost);
      opening--;
      failures = 0;
      if (closed) connection.destroy();
      else if (!connection.lost) offer(connection);
      grow();
    } catch (error) {
      opening--;
      if (error instanceof DatabaseUnavailable || isLostConnection(error)) pause(error);
      else refuseAll(error);
    }
  }

  function pause(cause: unknown): void {
    failures++;
    if (idle.length + busy.size === 0) refuseOld(cause);
    if (paused) return;
    paused = true;
    setTimeout(
      () => {
        paused = false;
        grow();
      },
      Math.min(PAUSE, 25 * 2 ** failures) * (0.75 + Math.random() / 4),
    );
  }

  function offer(connection: C): void {
    const [first] = waiters;
    if (first) {
      busy.add(connection);
      first.resolve(connection);
    } else {
      idle.push({ connection, since: performance.now() });
      sweep ??= setInterval(() => closeOlder(IDLE), IDLE / 6).unref();
    }
  }

  function closeOlder(ms: number): void {
    const before = performance.now() - ms;
    for (const { connection, since } of idle) if (since <= before) connection.destroy();
    forgetLost();
    if (idle.length > 0) return;
    clearInterval(sweep);
    sweep = undefined;
  }

  function forgetLost(): void {
    for (let at = idle.length - 1; at >= 0; at--) if (idle[at]?.connection.lost) idle.splice(at, 1);
    for (const connection of busy) if (connection.lost) busy.delete(connection);
    grow();
  }

  function refuseOld(cause: unknown): void {
    const before = performance.now() - HOPE;
    const error = new DatabaseUnavailable("The database cannot be reached.", { cause });
    for (const waiter of waiters) if (waiter.since <= before) waiter.reject(error);
  }

  function refuseAll(error: unknown): void {
    for (const waiter of waiters) waiter.reject(error);
  }
}
