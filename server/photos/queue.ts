import { Refusal } from "@/base/refusal";

/** Whose work it is, and whether it takes long. */
export interface Turn {
  readonly site: string;
  readonly large: boolean;
}

interface Waiting extends Turn {
  begin(): void;
  refuse(error: Refusal): void;
}

/**
 * Runs at most `running` pieces of work at once and takes turns between sites. One site, and all large pieces
 * together, hold all places but one, so that no site waits for another's large work. When `waiting` are in line,
 * the last of the longest line gives way to a site with a shorter one, and else the newcomer is refused.
 */
export function fairQueue({ running, waiting }: { running: number; waiting: number }) {
  /** By site, the one whose turn is next first; no line is empty. */
  const lines = new Map<string, Waiting[]>();
  const busy: Turn[] = [];
  const most = Math.max(1, running - 1);

  return async function inTurn<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
    await place(turn);
    try {
      return await work();
    } finally {
      busy.splice(busy.indexOf(turn), 1);
      serve();
    }
  };

  function place(turn: Turn): Promise<void> {
    return new Promise((resolve, reject) => {
      const line = lines.get(turn.site) ?? [];
      const begin = () => {
        busy.push(turn);
        resolve();
      };
      if (mayBegin(turn)) return begin();
      if (lengthOf(lines) >= waiting && !makeRoomFor(line)) return reject(tooBusy());
      line.push({ ...turn, begin, refuse: reject });
      lines.set(turn.site, line);
    });
  }

  function mayBegin({ site, large }: Turn): boolean {
    const here = busy.filter((one) => one.site === site).length;
    const heavy = busy.filter((one) => one.large).length;
    return busy.length < running && here < most && !(large && heavy >= most);
  }

  function serve(): void {
    for (const [site, line] of lines) {
      const next = line.findIndex(mayBegin);
      if (next < 0) continue;
      const [waiter] = line.splice(next, 1);
      lines.delete(site);
      if (line.length > 0) lines.set(site, line);
      waiter?.begin();
    }
  }

  /** Refuses the last of the longest line, if that leaves it no shorter than the newcomer's. */
  function makeRoomFor(line: readonly Waiting[]): boolean {
    const longest = [...lines.values()].reduce((one, other) =>
      other.length > one.length ? other : one,
    );
    if (longest.length <= line.length + 1) return false;
    longest.pop()?.refuse(tooBusy());
    return true;
  }
}

function lengthOf(lines: ReadonlyMap<string, readonly unknown[]>): number {
  return [...lines.values()].reduce((sum, line) => sum + line.length, 0);
}

function tooBusy(): Refusal {
  return new Refusal("Many photos are being prepared at the moment. Try again in ten seconds.", {
    status: 503,
    retryAfter: 10,
  });
}
