import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import {
  changeDatabase,
  type Database,
  findDatabase,
  listAllDatabases,
} from "@/db/platform/queries/databases";
import { listServers } from "@/db/servers";
import { enterDatabase, makeDatabase } from "@/jobs/databases";
import type { Answer } from "../context";
import { missing } from "../exits";

/** `databases add`. @param server empty for the platform’s own @throws Ending when there is no such server */
export async function add(server: string): Promise<Answer> {
  if (!listServers().includes(server))
    throw missing(
      `There is no server ${server}. Add its postgres:// address to DATABASE_SERVERS first.`,
    );
  const pools = (await platform.read(listAllDatabases)).filter(({ kind }) => kind === "pool");
  // Completes a pool that a killed command left half made, before it adds another.
  const begun = pools.find((pool) => pool.state === "preparing" && pool.server === server);
  const database = begun ?? (await enterDatabase("pool", server, nextName(pools)));
  await makeDatabase(database);
  await platform.write((tx) => changeDatabase(tx, database.id, { state: "ready" }));
  return {
    data: await platform.read((tx) => findDatabase(tx, database.name)),
    text: `${database.name} is there, and the next sites of the pool go into it.\n`,
  };
}

function nextName(pools: readonly Database[]): string {
  const numbers = pools.map(({ name }) => Number(/_pool_(\d+)$/.exec(name)?.[1] ?? 0));
  return `${env().DATABASE_PREFIX}_pool_${Math.max(0, ...numbers) + 1}`;
}
