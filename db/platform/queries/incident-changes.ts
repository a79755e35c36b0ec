import { and, eq, isNull, sql } from "drizzle-orm";
import type { PlatformWriteTx } from "../door";
import { incidents, incidentUpdates } from "../status-schema";
import type { Incident, IncidentUpdate } from "./incidents";

/** A new incident. Swingtag opens at most one at a time for each subject; operators may open any number. */
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
 * Adds an update to an open incident; `resolved` ends it.
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
