import { and, asc, eq, gt, inArray, isNotNull, lte, or, sql } from "drizzle-orm";
import type { DirectoryReadTx } from "../directory";
import type { PlatformReadTx } from "../door";
import { tenants } from "../schema";
import { maintenanceWindows } from "../status-schema";
import type { Window } from "./maintenance";
import { standing } from "./standing-windows";

/**
 * The windows that a tenant's members see: those of everyone, of their database and of their site, from 14 days
 * before until 12 hours after. Windows that were called off are left out.
 */
export async function listWindowsOf(tx: DirectoryReadTx, tenantId: string): Promise<Window[]> {
  const home = tx.select({ id: tenants.databaseId }).from(tenants).where(eq(tenants.id, tenantId));
  return tx
    .select()
    .from(maintenanceWindows)
    .where(
      and(
        or(
          eq(maintenanceWindows.concerns, "all"),
          inArray(maintenanceWindows.databaseId, home),
          eq(maintenanceWindows.tenantId, tenantId),
        ),
        lte(maintenanceWindows.beginsAt, sql`now() + interval '14 days'`),
        gt(
          sql`least(${maintenanceWindows.endsAt}, ${maintenanceWindows.endedAt})`,
          sql`now() - interval '12 hours'`,
        ),
        or(standing, gt(maintenanceWindows.endedAt, maintenanceWindows.beginsAt)),
      ),
    )
    .orderBy(asc(maintenanceWindows.beginsAt))
    .limit(5);
}

/** Ids of the active tenants a window concerns, in the order of their birth. */
export async function listConcerned(tx: PlatformReadTx, window: Window): Promise<string[]> {
  const whose = {
    all: undefined,
    database: eq(tenants.databaseId, window.databaseId ?? ""),
    tenant: eq(tenants.id, window.tenantId ?? ""),
  }[window.concerns];
  const rows = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(and(eq(tenants.state, "active"), isNotNull(tenants.confirmedAt), whose))
    .orderBy(asc(tenants.createdAt), asc(tenants.id));
  return rows.map(({ id }) => id);
}
