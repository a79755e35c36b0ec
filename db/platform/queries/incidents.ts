import { and, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { DirectoryReadTx } from "../directory";
import type { PlatformReadTx } from "../door";
import { databases } from "../schema";
import { incidents, incidentUpdates } from "../status-schema";

export type Incident = typeof incidents.$inferSelect;
export type IncidentState = Incident["state"];
export type IncidentUpdate = typeof incidentUpdates.$inferSelect;

/** What Swingtag has opened and not closed. */
export async function listOpenAutomatic(tx: PlatformReadTx): Promise<Incident[]> {
  return tx
    .select()
    .from(incidents)
    .where(and(eq(incidents.automatic, true), isNull(incidents.endedAt)));
}

/** The incident with this id, or null. */
export async function findIncident(tx: PlatformReadTx, id: string): Promise<Incident | null> {
  const [row] = await tx.select().from(incidents).where(eq(incidents.id, id));
  return row ?? null;
}

/**
 * Whether an update with this id exists.
 * @param id of the update
 */
export async function isUpdateThere(tx: PlatformReadTx, id: string): Promise<boolean> {
  return (await tx.$count(incidentUpdates, eq(incidentUpdates.id, id))) > 0;
}

/** Whether anything of this subject was wrong between two moments. */
export async function isIncidentBetween(
  tx: PlatformReadTx,
  subject: string,
  from: Date,
  to: Date,
): Promise<boolean> {
  const overlaps = sql`tstzrange(${incidents.beganAt}, ${incidents.endedAt}) && tstzrange(${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz)`;
  return (await tx.$count(incidents, and(eq(incidents.subject, subject), overlaps))) > 0;
}

const RECENT = sql`now() - interval '90 days'`;

/** What everyone may read of the last 90 days, newest first; never of a single site's database. */
export async function listPublicIncidents(tx: DirectoryReadTx, limit = 30): Promise<Incident[]> {
  return tx
    .select()
    .from(incidents)
    .where(
      and(
        isNull(incidents.databaseId),
        or(isNull(incidents.endedAt), gt(incidents.endedAt, RECENT)),
      ),
    )
    .orderBy(sql`${incidents.endedAt} is not null`, desc(incidents.beganAt))
    .limit(limit);
}

/** For operators: also those of single databases, with the site that lives there. */
export async function listAllIncidents(
  tx: PlatformReadTx,
  limit = 60,
): Promise<(Incident & { readonly databaseName: string | null })[]> {
  const rows = await tx
    .select({ incident: incidents, databaseName: databases.name })
    .from(incidents)
    .leftJoin(databases, eq(databases.id, incidents.databaseId))
    .orderBy(sql`${incidents.endedAt} is not null`, desc(incidents.beganAt))
    .limit(limit);
  return rows.map(({ incident, databaseName }) => ({ ...incident, databaseName }));
}
