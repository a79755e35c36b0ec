import type { Connection } from "./connection";
import { Idle, type Lendable } from "./idle";
import { type Holder, type Slots, slotsOf } from "./slots";
import { DatabaseUnavailable, isLostConnection, turnedAway } from "./unavailable";

/** Lends connections of one database, each to one transaction at a time. */
export interface Leases<C extends Lendable = Connection> {
  /**
   * @param patience how long to wait for a connection, in milliseconds
   * @throws DatabaseUnavailable when none came free in that time, when too many wait, sooner when the server
   *   can't be reached, and at once when it lets nobody in; Error when the role is refused
   */
  take(patience: number): Promise<C>;
  /**
   * Takes a connection back whose transaction has ended; one that is lost is replaced.
   * @param ended whether the other side ended it; the idle ones then go too
   */
  giveBack(connection: C, ended?: boolean): void;
  /** Lends no more; resolves when what is in use has come back, or after `ms`. */
  close(ms: number): Promise<void>;
  /** How many are open, being opened or waited for. */
  readonly wanted: number;
  /** `waiting` are requests; `opened` counts from the start. */
  readonly counts: Readonly<Record<"used" | "idle" | "waiting" | "opened", number>>;
}

/** The limits a database's connections are under. */
export interface Limits {
  /** Connections to this database. */
  readonly most: number;
  /** The slots it shares with the other databases of the process. */
  readonly slots?: Slots;
  readonly server?: string;
  /** Whether some of those are kept for it. */
  readonly favoured?: boolean;
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

/** How many requests may wait for each possible connection. More would wait in vain and be refused later. */
const QUEUE = 50;

/** @param open opens a connection; it tells `onLost` when that connection has ended */
export function leasesOf<C extends Lendable>(
  open: (onLost: () => void) => Promise<C>,
  { most, slots = slotsOf(Number.POSITIVE_INFINITY), server = "", favoured = false }: Limits,
): Leases<C> {
  const idle = new Idle<C>(settle);
  const busy = new Set<C>();
  const waiters = new Set<Waiter<C>>();
  let opening = 0;
  let opened = 0;
  let failures = 0;
  let paused = false;
  let refusal: { error: DatabaseUnavailable; until: number } | undefined;
  let closed: (() => void) | undefined;

  const holder: Holder = {
    server,
    favoured,
    get idle() {
      return idle.size;
    },
    get used() {
      return busy.size + opening;
    },
    get waitingSince() {
      const [first] = waiters;
      return first && (idle.size > 0 || mayOpen()) ? first.since : null;
    },
    async shrink() {
      await idle.takeOldest()?.close();
    },
    serveOne,
  };

  return {
    async take(patience) {
      if (closed) throw new DatabaseUnavailable("This process is closing its connections.");
      slots.touch(holder);
      const free = waiters.size === 0 && slots.admits(holder) ? idle.takeNewest() : undefined;
      if (free) {
        busy.add(free);
        return free;
      }
      if (refusal && performance.now() < refusal.until && busy.size === 0) throw refusal.error;
      if (waiters.size >= most * QUEUE)
        throw new DatabaseUnavailable("Too many requests wait for the database.");
      return await wait(patience);
    },
    giveBack(connection, ended = false) {
      busy.delete(connection);
      if (ended) idle.distrust(connection);
      if (closed) connection.destroy();
      else idle.park(connection);
      settle();
      if (busy.size === 0) closed?.();
    },
    async close(ms) {
      const ended = new Promise<void>((resolve) => {
        closed = resolve;
        setTimeout(resolve, ms).unref();
      });
      idle.closeOlder(0);
      refuseAll(new DatabaseUnavailable("This process is closing its connections."));
      if (busy.size > 0) await ended;
      for (const connection of busy) connection.destroy();
    },
    get wanted() {
      return idle.size + busy.size + opening + waiters.size;
    },
    get counts() {
      return { used: busy.size, idle: idle.size, waiting: waiters.size, opened };
    },
  };

  function wait(patience: number): Promise<C> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiter.reject(new DatabaseUnavailable("The database has no connection free."));
        settle();
      }, patience);
      const end =
        <T>(settled: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          waiters.delete(waiter);
          settled(value);
        };
      const waiter = { since: performance.now(), resolve: end(resolve), reject: end(reject) };
      waiters.add(waiter);
      slots.queue(holder);
    });
  }

  /** While the server can't be reached, one attempt at a time. */
  function mayOpen(): boolean {
    const room = waiters.size > opening && busy.size + opening < most;
    return room && !closed && !paused && (failures === 0 || opening === 0);
  }

  function serveOne(): void {
    const free = idle.takeNewest();
    if (free) hand(free);
    else void openOne();
  }

  async function openOne(): Promise<void> {
    opening++;
    const room = slots.makeRoom(holder);
    try {
      await room;
      const connection = await open(settle);
      opening--;
      opened++;
      failures = 0;
      refusal = undefined;
      if (closed || !idle.trusts(connection)) connection.destroy();
      else if (!connection.lost) hand(connection);
      settle();
    } catch (error) {
      opening--;
      const away = turnedAway(error);
      if (away) turnAway(away);
      else if (error instanceof DatabaseUnavailable || isLostConnection(error)) pause(error);
      else refuseAll(error);
      settle();
    }
  }

  /** Hands a connection to the request that has waited longest. Its slot was granted before. */
  function hand(connection: C): void {
    const [first] = waiters;
    if (first) {
      busy.add(connection);
      first.resolve(connection);
    } else idle.park(connection);
    if (waiters.size === 0) slots.leave(holder);
  }

  function pauseLength(): number {
    failures++;
    return Math.min(PAUSE, 25 * 2 ** failures) * (0.75 + Math.random() / 4);
  }

  function pause(cause: unknown): void {
    if (idle.size + busy.size === 0) refuseOld(cause);
    const length = pauseLength();
    if (paused) return;
    paused = true;
    setTimeout(() => {
      paused = false;
      settle();
    }, length);
  }

  /** After a server's no, refuses requests for the length of a pause; then the next request asks again. */
  function turnAway(error: DatabaseUnavailable): void {
    refusal = { error, until: performance.now() + pauseLength() };
    if (busy.size === 0) refuseAll(error);
  }

  /** Forgets connections that ended, and gives free ones to waiting requests. */
  function settle(): void {
    idle.look();
    for (const connection of busy) if (connection.lost) busy.delete(connection);
    if (waiters.size === 0) slots.leave(holder);
    slots.serve();
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
