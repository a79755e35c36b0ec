import type { Connection } from "./connection";

/** What lending needs of a connection. */
export type Lendable = Pick<Connection, "lost" | "opened" | "destroy" | "close">;

/** How long a connection is used, in milliseconds; up to a fifth less, so that not all are renewed at once. */
const LIFETIME = 30 * 60_000;

/** How long a connection may idle, in milliseconds. */
const IDLE = 60_000;

/** The connections of one database that nobody uses. */
export class Idle<C extends Lendable> {
  readonly #held: { readonly connection: C; readonly since: number }[] = [];
  readonly #onClosed: () => void;
  #trusted = Number.NEGATIVE_INFINITY;
  #sweep: NodeJS.Timeout | undefined;

  /** @param onClosed called after connections that idled for too long were closed */
  constructor(onClosed: () => void) {
    this.#onClosed = onClosed;
  }

  get size(): number {
    return this.#held.length;
  }

  /** Keeps a connection, or closes it if it is old or was opened before another was found ended. */
  park(connection: C): void {
    const now = performance.now();
    const old = now - connection.opened > LIFETIME * (0.8 + Math.random() / 5);
    if (old || !this.trusts(connection)) connection.destroy();
    if (connection.lost) return;
    this.#held.push({ connection, since: now });
    this.#sweep ??= setInterval(() => this.closeOlder(IDLE), IDLE / 6).unref();
  }

  /** Whether it began to open after the last one that was found ended. */
  trusts({ opened }: C): boolean {
    return opened >= this.#trusted;
  }

  takeNewest(): C | undefined {
    return this.#held.pop()?.connection;
  }

  takeOldest(): C | undefined {
    return this.#held.shift()?.connection;
  }

  /** Closes all that have idled for so many milliseconds. */
  closeOlder(ms: number): void {
    const before = performance.now() - ms;
    const kept = this.#held.findIndex(({ since }) => since > before);
    // Taken out first, because those that end in here were ended by the other side.
    const old = this.#held.splice(0, kept < 0 ? this.size : kept);
    for (const { connection } of old) connection.destroy();
    this.#onClosed();
    if (this.size > 0) return;
    clearInterval(this.#sweep);
    this.#sweep = undefined;
  }

  /**
   * Tells that the other side ended a connection. What ends one mostly ends all, and the news of the others may
   * still be on its way: none that was opened before is lent again.
   */
  distrust(connection: C): void {
    // It may have ended together with one that was found before.
    if (!this.trusts(connection)) return;
    this.#trusted = performance.now();
    for (const { connection } of this.#held.splice(0)) connection.destroy();
  }

  /** The same, if one of those in here was ended. */
  look(): void {
    const ended = this.#held.find(({ connection }) => connection.lost);
    if (ended) this.distrust(ended.connection);
  }
}
