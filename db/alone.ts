import { setImmediate as turn } from "node:timers/promises";
import { markTransaction } from "@/base/telemetry/statement";
import { inTurn } from "./deadline";
import type { Pool } from "./pools";
import { readBatch } from "./pools/batch";
import type { Query } from "./pools/queries";
import { withoutBlame } from "./pools/unavailable";

/**
 * Runs one query that is a transaction of its own, without a tenant and without a role: what it may see is decided by
 * the function it calls. Where transactions are marked for Postgres's log, it is sent within one that says so.
 * @returns its rows, which are what the caller says that the function returns
 * @throws DatabaseUnavailable
 */
export async function readAlone<Row>(
  pool: Pool,
  text: string,
  parameters: Query["parameters"],
): Promise<readonly Row[]> {
  const mark = markTransaction("read", pool.address.name, null);
  const query: Query = { text, parameters, method: "execute" };
  const opening = mark.comment ? mark.comment + mark.statement : null;
  // What others join is not sent before those have come who may; see server/access/together.ts.
  await turn();
  try {
    const [outcome] = await inTurn((left) => readBatch(pool, opening, [query], left));
    if (outcome?.status === "rejected") throw withoutBlame(outcome.reason);
    mark.end(false);
    return (outcome?.value ?? []) as readonly Row[];
  } catch (error) {
    mark.end(true);
    throw error;
  }
}
