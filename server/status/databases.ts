import { log } from "@/base/log";
import { askDatabase } from "@/db/ask";
import type { WatchedDatabase } from "@/db/platform/queries/watched-databases";
import { checkDatabases } from "./checks";
import { type Finding, PATIENCE } from "./finding";
import { type excused, isExcused, isTrouble } from "./turn";

/** How many own databases one run asks at most, those in trouble first, and how many at a time. */
const MOST = 100;
const LANES = 8;

/** From when on an answer counts as slow, in milliseconds. */
const SLOW = 1500;

export interface AskedDatabases {
  readonly findings: readonly Finding[];
  /** Ids of those that do not answer, by component. */
  readonly failing: Readonly<Record<"pools" | "own", readonly string[]>>;
  /** The answer of each database that was asked, and how many times in a row it was the same. */
  readonly watched: readonly Asked[];
}

export type Asked = Pick<WatchedDatabase, "id" | "kind" | "state" | "run">;

/**
 * Asks every pool and, in turns, the own databases, each as its own runtime login.
 * @param windows those that last now
 */
export async function askDatabases(
  all: readonly WatchedDatabase[],
  windows: Parameters<typeof excused>[2],
): Promise<AskedDatabases> {
  const pools = all.filter(({ kind }) => kind === "pool");
  const own = all.filter(({ kind }) => kind === "own");
  const waiting = [...pools, ...own.slice(0, MOST)];
  const watched: Asked[] = [];
  const slow = { pool: 0, own: 0 };
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const took = await askOne(next);
      if (took !== null && took > SLOW) slow[next.kind] += 1;
      const state =
        took !== null ? "operational" : isExcused(next.id, windows) ? "maintenance" : "down";
      watched.push({
        id: next.id,
        kind: next.kind,
        state,
        run: next.state === state ? Math.min(next.run + 1, 1_000_000) : 1,
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const now = new Map(all.map(({ id, state }) => [id, state]));
  for (const { id, state } of watched) now.set(id, state);
  const failingOf = (some: readonly WatchedDatabase[]) =>
    some.map(({ id }) => id).filter((id) => !isWell(now.get(id)));
  const failing = { pools: failingOf(pools), own: failingOf(own) };
  const findings = [
    checkDatabases("pools", failing.pools.length, pools.length, slow.pool),
    checkDatabases("own", failing.own.length, own.length, slow.own),
  ].filter((finding) => finding !== null);
  return { findings, failing, watched };
}

function isWell(state: WatchedDatabase["state"] | undefined): boolean {
  return state !== "maintenance" && !(state && isTrouble(state));
}

async function askOne({ id, name, server, generation }: WatchedDatabase): Promise<number | null> {
  try {
    return await askDatabase({ name, server, generation }, PATIENCE);
  } catch (error) {
    log.warn({ err: error, database: id }, "a database did not answer");
    return null;
  }
}
