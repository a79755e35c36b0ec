import { desc } from "drizzle-orm";
import type { DirectoryReadTx } from "../directory";
import type { PlatformWriteTx } from "../door";
import { isolationRuns } from "../schema";

/** One attack on the walls: when, on which version, how much was tried, and how it ended. */
export type IsolationRun = typeof isolationRuns.$inferSelect;

/** Keeps how an attack ended. A run is never changed afterwards. */
export async function addIsolationRun(
  tx: PlatformWriteTx,
  run: Omit<IsolationRun, "id">,
): Promise<string> {
  const [row] = await tx.insert(isolationRuns).values(run).returning({ id: isolationRuns.id });
  if (!row) throw new Error("Postgres kept no run.");
  return row.id;
}

/** The newest attacks first. */
export async function listIsolationRuns(tx: DirectoryReadTx, limit = 50): Promise<IsolationRun[]> {
  return tx.select().from(isolationRuns).orderBy(desc(isolationRuns.startedAt)).limit(limit);
}

/** The attack that began last, or null where there was none yet. */
export async function findLastRun(tx: DirectoryReadTx): Promise<IsolationRun | null> {
  const [run] = await listIsolationRuns(tx, 1);
  return run ?? null;
}
