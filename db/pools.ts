import { env } from "@/server/env";
import { type Connection, type DatabaseAddress, openConnection } from "./pools/connection";
import { type Leases, leasesOf } from "./pools/leases";
import { refusePowerfulRole } from "./pools/role";

export { type Connection, type DatabaseAddress, refusePowerfulRole };

/** The connections of this process to one database as its runtime role. */
export interface Pool {
  readonly address: DatabaseAddress;
  take: Leases["take"];
  giveBack: Leases["giveBack"];
}

interface Entry {
  readonly pool: Pool;
  readonly leases: Leases;
  proven: Promise<void> | undefined;
}

/** How many databases this process keeps connections to at once. */
const POOLS = 50;

/** How long the proof of a new pool may take, in milliseconds. */
const PROOF = 8000;

/** In the order of their last use. */
const pools = new Map<string, Entry>();

/**
 * The pool of a database, opened on first use. Every connection proves that its role is a runtime role; one
 * that could step around row-level security is never lent.
 * @throws DatabaseUnavailable, or Error that says what is wrong with the role
 */
export async function poolOf(address: DatabaseAddress): Promise<Pool> {
  const key = `${address.server}/${address.name}`;
  const entry = pools.get(key) ?? begin(address);
  pools.delete(key);
  pools.set(key, entry);
  entry.proven ??= prove(entry);
  await entry.proven;
  return entry.pool;
}

/** Closes every pool of this process, letting running transactions end for up to 5 seconds. */
export async function closePools(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map(({ leases }) => leases.close(5000)));
}

function begin(address: DatabaseAddress): Entry {
  makeRoom();
  const leases = leasesOf((onLost) => openConnection(address, onLost), env().DATABASE_CONNECTIONS);
  const pool = { address, take: leases.take, giveBack: leases.giveBack };
  return { pool, leases, proven: undefined };
}

/** A failure is not kept: the next request tries again. */
function prove(entry: Entry): Promise<void> {
  const proof = entry.pool.take(PROOF).then(entry.pool.giveBack);
  proof.catch(() => {
    entry.proven = undefined;
  });
  return proof;
}

/** Gives up the pool whose last use is longest ago and which nobody uses now. */
function makeRoom(): void {
  if (pools.size < POOLS) return;
  for (const [key, { leases }] of pools)
    if (leases.wanted === 0) {
      pools.delete(key);
      leases.closeIdle();
      return;
    }
}
