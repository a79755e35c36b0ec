import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { databases, tenants } from "../schema";
import { incidents, incidentUpdates } from "../status-schema";

export type Incident = typeof incidents.$inferSelect;
export type IncidentState = Incident["state"];
export type IncidentUpdate = typeof incidentUpdates.$inferSelect;

/** An incident with what was said of it, newest first. */
export type ToldIncident = Incident & { readonly updates: readonly IncidentUpdate[] };

/** What is opened: by Swingtag one at a time for each subject, by operators as many as they say. */
export type Opening = Pick<Incident, "subject" | "components" | "title" | "automatic"> &
  Partial<Pick<Incident, "id" | "databaseId" | "state" | "beganAt" | "endedAt">> & {
    readonly text: string;
  };

/**
 * Opens an incident with its first update.
 * @returns its id, or null where Swingtag has one of this subject open, or one of this id exists
 */
export async function openIncident(tx: PlatformWriteTx, opening: Opening): Promise<string | null> {
  const { text, ...rest } = opening;
  const state = opening.state ?? "investigating";
  const [row] = await tx
    .insert(incidents)
    .values({ ...rest, state })
    .onConflictDoNothing()
    .returning({ id: incidents.id, beganAt: incidents.beganAt });
  if (!row) return null;
  const at = opening.endedAt ?? row.beganAt;
  await tx
    .insert(incidentUpdates)
    .values({ incidentId: row.id, state, text, ...(opening.automatic && { at }) });
  return row.id;
}

/**
 * Says more of an incident that has not ended; `resolved` ends it.
 * @param update its id comes with the form: the same said twice counts once
 * @returns false where it has ended already, or that was said
 */
export async function addIncidentUpdate(
  tx: PlatformWriteTx,
  incidentId: string,
  update: Pick<IncidentUpdate, "state" | "text"> & Partial<Pick<IncidentUpdate, "id" | "at">>,
): Promise<boolean> {
  const [held] = await tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.id, incidentId), isNull(incidents.endedAt)))
    .for("update");
  if (!held) return false;
  const rows = await tx
    .insert(incidentUpdates)
    .values({ ...update, incidentId })
    .onConflictDoNothing()
    .returning({ id: incidentUpdates.id });
  if (rows.length === 0) return false;
  await tx
    .update(incidents)
    .set({
      state: update.state,
      ...(update.state === "resolved" && { endedAt: update.at ?? sql`now()` }),
    })
    .where(eq(incidents.id, incidentId));
  return true;
}

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

/** Whether this was said of any incident. @param id of the update */
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
export async function listPublicIncidents(tx: PlatformReadTx, limit = 30): Promise<Incident[]> {
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

/** What was said of the newest incidents, newest first. @param whose those that everyone may read, or all */
export async function listUpdates(
  tx: PlatformReadTx,
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
 * What a tenant's people are told: what is wrong for everyone now, and what is or was wrong within a day with the
 * database that is theirs alone.
 */
export async function listIncidentsOf(tx: PlatformReadTx, tenantId: string): Promise<Incident[]> {
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
