/** The connections of one database that shares the process's total with others. */
export interface Holder {
  /** Open, and nobody uses them. */
  readonly idle: number;
  /** In use, or being opened for use. */
  readonly used: number;
  /**
   * Since when its oldest request waits, in milliseconds of `performance.now`; null if none waits, or if a slot
   * would not help it.
   */
  readonly waitingSince: number | null;
  /** Which server it is on. */
  readonly server: string;
  /** Whether some slots are reserved for it, whoever else wants them. */
  readonly favoured: boolean;
  /** Closes the idle connection that was unused for longest; resolves when the server has ended it too. */
  shrink(): Promise<void>;
  /** Serves that request with an idle connection or by opening one. */
  serveOne(): void;
}

/** The slots for connections that all databases of this process share. */
export interface Slots {
  /** Notes that a database was used just now. */
  touch(holder: Holder): void;
  /** Queues a database with a waiting request; it is served when its turn comes. */
  queue(holder: Holder): void;
  /** Forgets that a database has requests waiting. */
  leave(holder: Holder): void;
  /** Whether one more of its connections may be in use. */
  admits(holder: Holder): boolean;
  /**
   * Closes idle connections, those of databases unused for longest first, for one that is being opened; resolves
   * when there is room for it on the server too.
   */
  makeRoom(holder: Holder): Promise<void>;
  /** Serves whoever waits, as far as slots go. */
  serve(): void;
  /** Open connections, those being opened included. */
  readonly held: number;
}

/** How many slots must be free for each slot that a database uses, before it gets another. */
const SHARE = 4;

/**
 * The more slots are in use, the fewer one database may use: a quarter of the slots that it leaves free for
 * others. If other servers are in use too, all databases of one server together may use twice the free slots.
 * So many slow databases still leave a slot for the next. The database with the fewest slots is served first;
 * among equals, the one that has waited longest.
 * @param total of open connections, which is never exceeded
 * @param reserved how many of them only favoured databases may use
 */
export function slotsOf(total: number, reserved = 0): Slots {
  /** The databases that may hold connections, least recently used first. */
  const holders = new Set<Holder>();
  const waiting = new Set<Holder>();
  let serving = false;

  const slots: Slots = {
    touch(holder) {
      if (holders.delete(holder)) holders.add(holder);
    },
    queue(holder) {
      waiting.add(holder);
      slots.serve();
    },
    leave(holder) {
      waiting.delete(holder);
    },
    admits: (holder) => obstacleOf(holder) === null,
    async makeRoom(holder) {
      holders.add(holder);
      const closing: Promise<void>[] = [];
      for (const other of holders) {
        while (slots.held > total && other.idle > 0) closing.push(other.shrink());
        if (other.idle + other.used === 0) holders.delete(other);
      }
      await Promise.all(closing);
    },
    serve() {
      // Serving one database may close connections of others, and they call this again.
      if (serving) return;
      serving = true;
      const refused = new Set<string>();
      for (let next = inTurn(refused); next; next = inTurn(refused)) {
        const obstacle = obstacleOf(next);
        if (obstacle === null) next.serveOne();
        else refused.add(obstacle);
      }
      serving = false;
    },
    get held() {
      let held = 0;
      for (const { idle, used } of holders) held += idle + used;
      return held;
    },
  };
  return slots;

  /**
   * Null if the database may use one more connection. Else the server, or the kind of databases, that may use
   * no more now.
   */
  function obstacleOf({ used, server, favoured }: Holder): string | null {
    let free = total;
    let near = 0;
    let owed = favoured ? 0 : reserved;
    let several = false;
    for (const other of holders) {
      free -= other.used;
      if (other.server === server) near += other.used;
      else several = true;
      if (other.favoured) owed = Math.max(0, owed - other.used);
    }
    free -= owed;
    if (free < 1 || (used > 0 && used >= free / SHARE)) return favoured ? FAVOURED : OTHERS;
    return several && near >= 2 * free ? server : null;
  }

  /**
   * The database whose turn it is: the one that uses the fewest slots, then the one that has waited longest.
   * @param refused servers and kinds of databases that get nothing now
   */
  function inTurn(refused: ReadonlySet<string>): Holder | undefined {
    let first: { holder: Holder; used: number; since: number } | undefined;
    for (const holder of waiting) {
      if (refused.has(holder.server) || refused.has(holder.favoured ? FAVOURED : OTHERS)) continue;
      const { used, waitingSince: since } = holder;
      if (since === null) continue;
      if (!first || used < first.used || (used === first.used && since < first.since))
        first = { holder, used, since };
    }
    return first?.holder;
  }
}

/** Not the name of any server. */
const FAVOURED = "the favoured";
const OTHERS = "all others";
