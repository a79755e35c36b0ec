/** One database's connections, as those who share the process's total see them. */
export interface Holder {
  /** Open, and nobody uses them. */
  readonly idle: number;
  /** In use, or being opened for use. */
  readonly used: number;
  /** Since when its oldest request waits, in milliseconds of `performance.now`; null when none does. */
  readonly waitingSince: number | null;
  /** Whether some places are kept for it, whoever else wants them. */
  readonly favoured: boolean;
  /** Closes the idle connection that was unused for longest. */
  shrink(): void;
  /** Serves one waiting request with an idle connection or by opening one; false when it can't now. */
  serveOne(): boolean;
}

/** The places for connections that all databases of this process share. */
export interface Places {
  /** Notes that a database was used just now. */
  touch(holder: Holder): void;
  /** Forgets a database that holds nothing and waits for nothing. */
  leave(holder: Holder): void;
  /** Whether one more of its connections may be in use. */
  admits(holder: Holder): boolean;
  /** Closes idle connections, those of the database unused for longest first, until the total is kept. */
  makeRoom(): void;
  /** Serves whoever waits, as far as places go. */
  serve(): void;
  /** Open connections, those being opened included. */
  readonly held: number;
}

/**
 * No database may use more places than it leaves unused for all others, so that several that are slow at once
 * can't take them all: the next one that is asked still finds one. Who waits is served by how little it has,
 * then by how long it has waited.
 * @param total of open connections, which is never exceeded
 * @param kept how many of them only favoured databases may use
 */
export function placesOf(total: number, kept = 0): Places {
  /** The least recently used first. */
  const holders = new Set<Holder>();
  let serving = false;

  const places: Places = {
    touch(holder) {
      holders.delete(holder);
      holders.add(holder);
    },
    leave(holder) {
      holders.delete(holder);
    },
    admits({ used, favoured }) {
      let owed = favoured ? 0 : kept;
      for (const other of holders) if (other.favoured) owed = Math.max(0, owed - other.used);
      const free = freePlaces() - owed;
      return used === 0 ? free >= 1 : used < free;
    },
    makeRoom() {
      for (const other of holders) while (places.held > total && other.idle > 0) other.shrink();
    },
    serve() {
      // Whoever is served may have others closed, who then ask for this again.
      if (serving) return;
      serving = true;
      while (freePlaces() >= 1 && inTurn().some((holder) => holder.serveOne()));
      serving = false;
    },
    get held() {
      let held = 0;
      for (const { idle, used } of holders) held += idle + used;
      return held;
    },
  };
  return places;

  function freePlaces(): number {
    let free = total;
    for (const { used } of holders) free -= used;
    return free;
  }

  function inTurn(): Holder[] {
    return [...holders]
      .filter(({ waitingSince }) => waitingSince !== null)
      .sort(
        (one, other) =>
          one.used - other.used || (one.waitingSince ?? 0) - (other.waitingSince ?? 0),
      );
  }
}
