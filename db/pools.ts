import { env } from "@/base/env";
import { shared } from "@/base/shared";
import { tellFigure } from "@/base/telemetry/sender";
import { type DatabaseAddress, openConnection } from "./pools/connection";
import { type Leases, leasesOf } from "./pools/leases";
import { refusePowerfulRole } from "./pools/role";
import { type Slots, slotsOf } from "./pools/slots";
import { isWrongPassword } from "./pools/unavailable";

export type { Connection, DatabaseAddress } from "./pools/connection";
export { refusePowerfulRole };

/** The connections of this process to one database as its runtime role. */
export interface Pool {
  readonly address: DatabaseAddress;
  take: Leases["take"];
  giveBack: Leases["giveBack"];
}

interface Entry {
  readonly pool: Pool;
  readonly leases: Leases;
  /** The newest generation of the password that opened a connection, or that the platform named. */
  generation: number;
  /** The one that the platform named last. */
  named: number;
}

interface Held {
  /** In the order of their last use. */
  readonly pools: Map<string, Entry>;
  readonly slots: Slots;
}

/** How many databases this process remembers at once; those it holds no connection to are forgotten first. */
const POOLS = 500;

/** How long the proof of a database may take, in milliseconds. */
const PROOF = 8000;

/**
 * The pool of a database. Every connection proves its role and its schema before it is lent; one that could
 * step around row-level security never is.
 */
export function poolOf(address: DatabaseAddress): Pool {
  const { pools, slots } = held();
  const key = `${address.server}/${address.name}`;
  const entry = pools.get(key) ?? begin(address, slots);
  pools.delete(key);
  makeRoom(pools);
  pools.set(key, entry);
  entry.named = address.generation;
  entry.generation = Math.max(entry.generation, address.generation);
  return entry.pool;
}

/**
 * Opens a connection to a database and so proves its role.
 * @throws DatabaseUnavailable, or Error that says what is wrong with the role
 */
export async function provePool(address: DatabaseAddress): Promise<void> {
  const pool = poolOf(address);
  pool.giveBack(await pool.take(PROOF));
}

/** Closes every pool of this process, letting running transactions end for up to 5 seconds. */
export async function closePools(): Promise<void> {
  const { pools } = held();
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map(({ leases }) => leases.close(5000)));
}

function begin(address: DatabaseAddress, slots: Slots): Entry {
  const { DATABASE_CONNECTIONS, DATABASE_PREFIX } = env();
  const platform = address.name === `${DATABASE_PREFIX}_platform`;
  const open = async (onLost: () => void) => {
    const asked = { ...address, generation: entry.generation };
    try {
      const connection = await openConnection(asked, platform ? "platform" : "tenant", onLost);
      entry.generation = Math.max(entry.generation, connection.generation);
      return connection;
    } catch (error) {
      if (isWrongPassword(error)) entry.generation = entry.named;
      throw error;
    }
  };
  const leases = leasesOf(open, {
    most: DATABASE_CONNECTIONS,
    slots,
    server: address.server,
    favoured: platform,
  });
  const pool = { address, take: leases.take, giveBack: leases.giveBack };
  const { generation } = address;
  const entry: Entry = { pool, leases, generation, named: generation };
  return entry;
}

/** Forgets the database whose last use is longest ago and to which nothing is open or waited for. */
function makeRoom(pools: Map<string, Entry>): void {
  if (pools.size < POOLS) return;
  for (const [key, { leases }] of pools) if (leases.wanted === 0) return void pools.delete(key);
}

function held(): Held {
  return shared("pools", begun);
}

/** Reserves a tenth of the total for the platform's database, because without it no tenant can be found. */
function begun(): Held {
  const total = env().DATABASE_CONNECTIONS_TOTAL;
  const pools: Held["pools"] = new Map();
  tellConnections(pools);
  return { pools, slots: slotsOf(total, Math.ceil(total / 10)) };
}

/** Adds all databases up, because there may be thousands. */
function tellConnections(pools: Held["pools"]): void {
  const sum = (what: keyof Leases["counts"]) =>
    [...pools.values()].reduce((all, { leases }) => all + leases.counts[what], 0);
  tellFigure("swingtag.database.connections", () =>
    (["used", "idle", "waiting"] as const).map((state) => ({
      value: sum(state),
      attributes: { state },
    })),
  );
  let opened = 0;
  // A forgotten pool takes its count along, but a total must never go down.
  tellFigure("swingtag.database.opened", () => {
    opened = Math.max(opened, sum("opened"));
    return [{ value: opened }];
  });
}
