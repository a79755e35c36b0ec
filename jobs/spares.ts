import { z } from "zod";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { changeDatabase, findDatabase, listAllDatabases } from "@/db/platform/queries/databases";
import { countUnended } from "@/db/platform/queries/operation-counts";
import { orderOperation } from "@/db/platform/queries/operations";
import { adminOf } from "@/db/servers";
import { enterOwnDatabase } from "@/server/life/own-database";
import { dropDatabase, makeDatabase } from "./databases";
import { kindOf } from "./operation";

/** How many spares are made at a time, so that workers stay free for visitors who wait for a database. */
const AT_A_TIME = 2;

/** Makes an own database that waits for a tenant, on the platform's server. */
export const spare = kindOf({
  input: z.object({ databaseName: z.string() }),
  attempts: 5,
  async run({ input, step }) {
    const database = await platform.read((tx) => findDatabase(tx, input.databaseName));
    if (database?.state !== "preparing") return;
    await step("Making a spare database", () => makeDatabase(database));
    await platform.write((tx) => changeDatabase(tx, database.id, { state: "spare" }));
    await refillSpares(1);
  },
  async undo({ input }) {
    const database = await platform.read((tx) => findDatabase(tx, input.databaseName));
    if (database?.state === "preparing" || database?.state === "retiring")
      await dropDatabase(database);
  },
});

/**
 * Orders spares until as many as SPARES stand ready or are under way; each is entered in the transaction of its
 * order. Only one worker at a time counts.
 * @param ending how many of those under way are about to end and do not count
 */
export async function refillSpares(ending = 0): Promise<void> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    await admin`select pg_advisory_lock(hashtextextended('refill spares', 0))`;
    await platform.write(async (tx) => {
      const standing = (await listAllDatabases(tx)).filter(({ state }) => state === "spare");
      const underWay = (await countUnended(tx, "spare")) - ending;
      const missing = env().SPARES - standing.length - underWay;
      for (let count = Math.min(missing, AT_A_TIME - underWay); count > 0; count--) {
        await orderOperation(tx, {
          kind: "spare",
          input: { databaseName: await enterOwnDatabase(tx) },
          exclusive: false,
          orderedBy: "Swingtag",
        });
      }
    });
  } finally {
    await admin.end({ timeout: 1 });
  }
}
