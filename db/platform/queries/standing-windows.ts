import { and, desc, eq, gt, isNull, lte, sql } from "drizzle-orm";
import type { DirectoryReadTx } from "../directory";
import type { PlatformReadTx } from "../door";
import { databases, tenants } from "../schema";
import { maintenanceWindows } from "../status-schema";
import type { Window } from "./maintenance";

/** A window that lasts now, and the database it is about; that of a tenant where it is the tenant's alone. */
export interface ActiveWindow {
  readonly id: string;
  readonly concerns: Window["concerns"];
  readonly components: readonly string[];
  readonly databaseId: string | null;
}

/** The windows that last now. */
export async function listActiveWindows(tx: PlatformReadTx): Promise<ActiveWindow[]> {
  return tx
    .select({
      id: maintenanceWindows.id,
      concerns: maintenanceWindows.concerns,
      components: maintenanceWindows.components,
      databaseId: sql<
        string | null
      >`coalesce(${maintenanceWindows.databaseId}, case when ${databases.kind} = 'own' then ${databases.id} end)`,
    })
    .from(maintenanceWindows)
    .leftJoin(tenants, eq(tenants.id, maintenanceWindows.tenantId))
    .leftJoin(databases, eq(databases.id, tenants.databaseId))
    .where(and(begun, lasting));
}

/** What everyone may read: windows of everyone, from 30 days ago to 60 ahead, the last first. */
export async function listPublicWindows(tx: DirectoryReadTx): Promise<Window[]> {
  return tx
    .select()
    .from(maintenanceWindows)
    .where(
      and(
        eq(maintenanceWindows.concerns, "all"),
        gt(maintenanceWindows.endsAt, sql`now() - interval '30 days'`),
        lte(maintenanceWindows.beginsAt, sql`now() + interval '60 days'`),
      ),
    )
    .orderBy(desc(maintenanceWindows.beginsAt))
    .limit(30);
}

/** How many announced or lasting windows concern single databases or sites. */
export async function countOtherWindows(tx: DirectoryReadTx): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count`.mapWith(Number) })
    .from(sql`count_other_windows() as count`);
  return row?.count ?? 0;
}

/** When the transaction began. */
export const now = sql`now()`;

/** Whether a window was not ended before its time. */
export const standing = isNull(maintenanceWindows.endedAt);

const begun = lte(maintenanceWindows.beginsAt, now);

const lasting = and(standing, gt(maintenanceWindows.endsAt, now));
