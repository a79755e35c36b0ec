import type { Connection } from "./connection";

/** What lending needs of a connection. */
export type Lendable = Pick<Connection, "lost" | "opened" | "destroy" | "close">;

/** The connections of one database that nobody uses. */
export interface Idle<C extends Lendable> {
  readonly size: number;
  /** Keeps a connection, or closes it if it is old or was opened before another was found ended. */
  park(connection: C): void;
  takeNewest(): C | undefined;
  takeOldest(): C | undefined;
  /** Closes all that have idled for so many milliseconds. */
  closeOlder(ms: number): void;
  /**
   * Tells that the other side ended a connection. What ends one mostly ends all, and the news of the others may
   * still be on its way: none that was opened before is lent again.
   */
  distrust(ended: C): void;
  /** The same, if one of those here was ended. */
  look(): void;
}

/** How long a connection is used, in milliseconds; up to a fifth less, so that not all are renewed at once. */
const LIFETIME = 30 * 60_000;

/** How long a connection may idle, in milliseconds. */
const IDLE = 60_000;

/** @param onClosed called after connections that idled for too long were closed */
export function idleOf<C extends Lendable>(onClosed: () => void): Idle<C> {
  const held: { connection: C; since: number }[] = [];
  let trusted = Number.NEGATIVE_INFINITY;
  let sweep: NodeJS.Timeout | undefined;

  const idle: Idle<C> = {
    get size() {
      return held.length;
    },
    park(connection) {
      const now = performance.now();
      const old = now - connection.opened > LIFETIME * (0.8 + Math.random() / 5);
      if (old || connection.opened < trusted) return connection.destroy();
      if (connection.lost) return;
      held.push({ connection, since: now });
      sweep ??= setInterval(() => idle.closeOlder(IDLE), IDLE / 6).unref();
    },
    takeNewest: () => held.pop()?.connection,
    takeOldest: () => held.shift()?.connection,
    closeOlder(ms) {
      const before = performance.now() - ms;
      // Taken out first, because those that end here were ended by the other side.
      const kept = held.findIndex(({ since }) => since > before);
      const old = held.splice(0, kept < 0 ? held.length : kept);
      for (const { connection } of old) connection.destroy();
      onClosed();
      if (held.length > 0) return;
      clearInterval(sweep);
      sweep = undefined;
    },
    distrust({ opened }) {
      // It may have ended together with one that was found before.
      if (opened < trusted) return;
      trusted = performance.now();
      for (const { connection } of held.splice(0)) connection.destroy();
    },
    look() {
      const ended = held.find(({ connection }) => connection.lost);
      if (ended) idle.distrust(ended.connection);
    },
  };
  return idle;
}
