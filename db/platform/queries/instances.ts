import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { instances } from "../status-schema";

export type Instance = typeof instances.$inferSelect;

/** Says that a process lives, by the database's clock. */
export async function noteInstance(
  tx: PlatformWriteTx,
  instance: Pick<Instance, "name" | "kind" | "version">,
): Promise<void> {
  const seenAt = sql`clock_timestamp()`;
  await tx
    .insert(instances)
    .values({ ...instance, startedAt: seenAt, seenAt })
    .onConflictDoUpdate({
      target: [instances.kind, instances.name],
      set: { seenAt, version: instance.version },
    });
}

/** Forgets a process that leaves, or those that were not seen for so many minutes. */
export async function forgetInstances(
  tx: PlatformWriteTx,
  which: Pick<Instance, "name" | "kind"> | { readonly minutes: number },
): Promise<void> {
  await tx
    .delete(instances)
    .where(
      "name" in which
        ? and(eq(instances.kind, which.kind), eq(instances.name, which.name))
        : lt(instances.seenAt, sql`now() - make_interval(mins => ${which.minutes})`),
    );
}

/** A process with how long it has been silent, in seconds. */
export type ListedInstance = Instance & { readonly silent: number };

/** Every process that has not left, in the order in which they began. */
export async function listInstances(tx: PlatformReadTx): Promise<ListedInstance[]> {
  return tx
    .select({
      name: instances.name,
      kind: instances.kind,
      version: instances.version,
      startedAt: instances.startedAt,
      seenAt: instances.seenAt,
      silent: sql<number>`extract(epoch from now() - ${instances.seenAt})`.mapWith(Number),
    })
    .from(instances)
    .orderBy(asc(instances.startedAt), asc(instances.name));
}
