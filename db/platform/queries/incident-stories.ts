import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { DirectoryReadTx } from "../directory";
import { tenants } from "../schema";
import { incidents, incidentUpdates } from "../status-schema";
import type { Incident, IncidentUpdate } from "./incidents";

/** An incident with what was said of it, newest first. */
export type ToldIncident = Incident & { readonly updates: readonly IncidentUpdate[] };

/**
 * The updates of the newest incidents, newest first.
 * @param whose those that everyone may read, or all
 */
export async function listUpdates(
  tx: DirectoryReadTx,
  whose: "public" | "all",
): Promise<IncidentUpdate[]> {
  const newest = tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(whose === "public" ? isNull(incidents.databaseId) : undefined)
    .orderBy(sql`${incidents.endedAt} is not null`, desc(incidents.beganAt))
    .limit(60);
  return tx
    .select()
    .from(incidentUpdates)
    .where(inArray(incidentUpdates.incidentId, newest))
    .orderBy(desc(incidentUpdates.at), asc(incidentUpdates.id));
}

/**
 * The incidents that a tenant's members see: those of everyone that are open, and those of their own database
 * that are open or ended within the last day.
 */
export async function listIncidentsOf(tx: DirectoryReadTx, tenantId: string): Promise<Incident[]> {
  const home = tx.select({ id: tenants.databaseId }).from(tenants).where(eq(tenants.id, tenantId));
  return tx
    .select()
    .from(incidents)
    .where(
      or(
        and(isNull(incidents.databaseId), isNull(incidents.endedAt)),
        and(
          isNotNull(incidents.databaseId),
          inArray(incidents.databaseId, home),
          or(isNull(incidents.endedAt), gt(incidents.endedAt, sql`now() - interval '1 day'`)),
        ),
      ),
    )
    .orderBy(desc(incidents.beganAt))
    .limit(10);
}

/** Incidents each with its updates. */
export function withUpdates<One extends Incident>(
  all: readonly One[],
  updates: readonly IncidentUpdate[],
): (One & ToldIncident)[] {
  return all.map((one) => ({
    ...one,
    updates: updates.filter(({ incidentId }) => incidentId === one.id),
  }));
}
