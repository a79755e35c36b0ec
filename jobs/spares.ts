import { platform } from "@/db/platform/door";
import { changeDatabase, listAllDatabases } from "@/db/platform/queries/databases";
import { adminOf } from "@/db/servers";
import { env } from "@/server/env";
import { dropDatabase, enterDatabase, makeDatabase } from "./databases";

/**
 * Makes own databases until as many as SPARES stand ready, finishing first what a killed run began. One
 * worker at a time does it. On the platform's server.
 */
export async function refillSpares(): Promise<void> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    const [lock] = await admin<{ taken: boolean }[]>`
      select pg_try_advisory_lock(hashtextextended('refill spares', 0)) as taken`;
    if (!lock?.taken) return;
    const own = (await platform.read(listAllDatabases)).filter(({ kind }) => kind === "own");
    const spares = own.filter(({ state }) => state === "spare");
    const begun = own.filter(({ state, tenants }) => state === "preparing" && tenants === 0);
    for (let missing = env().SPARES - spares.length; missing > 0; missing--) {
      const database = begun.pop() ?? (await enterDatabase("own", ""));
      await makeDatabase(database);
      await platform.write((tx) => changeDatabase(tx, database.id, { state: "spare" }));
    }
    for (const left of begun) await dropDatabase(left);
  } finally {
    await admin.end({ timeout: 1 });
  }
}
