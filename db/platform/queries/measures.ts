import { and, asc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { databases, tenants } from "../schema";

/**
 * Tenants that were not measured within the last hour, the longest ago first.
 * @returns their ids with the name of the database they live in
 */
export async function listToMeasure(
  tx: PlatformReadTx,
  limit: number,
): Promise<{ readonly id: string; readonly databaseName: string }[]> {
  return tx
    .select({ id: tenants.id, databaseName: databases.name })
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .where(
      and(
        inArray(tenants.state, ["active", "suspended"]),
        or(
          isNull(tenants.measuredAt),
          lt(tenants.measuredAt, sql`now() - make_interval(hours => 1)`),
        ),
      ),
    )
    .orderBy(sql`${tenants.measuredAt} nulls first`, asc(tenants.createdAt))
    .limit(limit);
}

/** Notes how large a tenant is: items that are not in the trash, bytes of rows and files. */
export async function noteMeasure(
  tx: PlatformWriteTx,
  id: string,
  size: { readonly items: number; readonly bytes: number },
): Promise<void> {
  await tx
    .update(tenants)
    .set({ itemCount: size.items, bytes: size.bytes, measuredAt: sql`now()` })
    .where(eq(tenants.id, id));
}
