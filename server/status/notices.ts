import { log } from "@/base/log";
import { directoryAbout } from "@/db/platform/directory";
import {
  listIncidentsOf,
  listUpdates,
  type ToldIncident,
  withUpdates,
} from "@/db/platform/queries/incident-stories";
import type { Incident } from "@/db/platform/queries/incidents";
import { listWindowsOf } from "@/db/platform/queries/tenant-windows";
import { phaseOf, type ShownWindow } from "./view-shapes";

/** What a tenant's members see in their studio. */
export interface Notices {
  readonly windows: readonly ShownWindow[];
  /** What is wrong for everyone now, and what is or was with the database of this tenant alone. */
  readonly incidents: readonly ToldIncident[];
}

/**
 * The notices for this tenant; never one that concerns only another tenant. Without the platform's database the
 * studio shows none.
 */
export async function noticesFor(tenantId: string, now = new Date()): Promise<Notices> {
  try {
    const directory = directoryAbout(tenantId);
    const [windows, incidents] = await directory.read((tx) =>
      Promise.all([listWindowsOf(tx, tenantId), listIncidentsOf(tx, tenantId)]),
    );
    const told = incidents.length > 0 ? await directory.read((tx) => listUpdates(tx, "all")) : [];
    return {
      windows: windows.map((window) => ({ ...window, phase: phaseOf(window, now) })),
      incidents: withUpdates<Incident>(incidents, told),
    };
  } catch (error) {
    log.warn({ err: error, tenant: tenantId }, "notices not read");
    return { windows: [], incidents: [] };
  }
}
