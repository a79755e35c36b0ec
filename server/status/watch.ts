import { log } from "@/base/log";
import type { PlatformWriteTx } from "@/db/platform/door";
import { platform } from "@/db/platform/door";
import { addIncidentUpdate, openIncident } from "@/db/platform/queries/incident-changes";
import { type Incident, listOpenAutomatic } from "@/db/platform/queries/incidents";
import { listInstances } from "@/db/platform/queries/instances";
import { listActiveWindows } from "@/db/platform/queries/standing-windows";
import { listWatched, noteWatched } from "@/db/platform/queries/watched-databases";
import { addSamples, listLastSamples, type Sample } from "@/db/platform/queries/watching";
import {
  checkBackups,
  checkFiles,
  checkJobs,
  checkLetters,
  checkSignUp,
  checkSites,
  checkTelemetry,
  type Finding,
  PATIENCE,
} from "./checks";
import { componentOf, isComponent } from "./components";
import { type Asked, askDatabases } from "./databases";
import { CLOSES_AFTER, excused, OPENS_AFTER, turnOf } from "./turn";
import { within } from "./within";

/** What only the worker can see; null where a web process watches in its place. */
export interface WorkersView {
  /** How many jobs should have begun and have not. */
  overdue(): Promise<number>;
  /** How many sites have not the backup they should have. */
  lateBackups(): Promise<{ readonly late: number; readonly total: number }>;
}

/**
 * Looks at every component once, notes what it found for this minute, and opens and closes incidents. Two at the
 * same minute do no harm: the first one's findings stand.
 * @throws DatabaseUnavailable when the platform's database is away
 */
export async function watch(view: WorkersView | null, now = new Date()): Promise<void> {
  const [instances, databases, windows] = await platform.read((tx) =>
    Promise.all([listInstances(tx), listWatched(tx), listActiveWindows(tx)]),
  );
  const [asked, mail, files, telemetry, overdue, backups] = await Promise.all([
    askDatabases(databases, windows),
    checkLetters(),
    checkFiles(),
    checkTelemetry(),
    view && orNull(view.overdue),
    view && orNull(view.lateBackups),
  ]);
  const pools = asked.findings.find(({ component }) => component === "pools");
  const findings: (Finding | null)[] = [
    { component: "platform", state: "operational", affected: 0, total: 1, says: "" },
    checkSites(instances),
    await checkSignUp({
      poolsDown: pools?.state === "down",
      mailDown: mail.state === "down",
    }),
    ...asked.findings,
    checkJobs(instances, overdue),
    mail,
    files,
    backups && checkBackups(backups.late, backups.total),
    telemetry,
  ];
  const failingOf = (component: string) =>
    component === "pools" || component === "own" ? asked.failing[component] : [];
  const at = minuteOf(now);
  const found = findings
    .filter((finding) => finding !== null)
    .map((finding) => ({
      ...finding,
      at,
      state: excused(finding, failingOf(finding.component), windows),
    }));
  await platform.write(async (tx) => {
    await noteWatched(tx, asked.watched);
    const fresh = await addSamples(tx, found);
    const open = await listOpenAutomatic(tx);
    await turnDatabases(tx, asked.watched, open, at);
    if (fresh.length > 0) await turnComponents(tx, await listLastSamples(tx), open, at);
  });
}

/** What can't be found out is not known, which is no reason to look at nothing else. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  return within(PATIENCE, work).catch((error: unknown) => {
    log.warn({ err: error }, "not found out for the status page");
    return null;
  });
}

/** The whole minute a moment lies in. */
export function minuteOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 60_000) * 60_000);
}

async function turnComponents(
  tx: PlatformWriteTx,
  samples: readonly Sample[],
  open: readonly Incident[],
  now: Date,
): Promise<void> {
  for (const component of new Set(samples.map((sample) => sample.component))) {
    if (!isComponent(component)) continue;
    const recent = samples.filter((one) => one.component === component && one.at <= now);
    const standing = open.find(({ subject }) => subject === component);
    const turn = turnOf(
      standing !== undefined,
      recent.map(({ state }) => state),
    );
    if (turn === "open")
      await openIncident(tx, {
        subject: component,
        components: [component],
        title: componentOf(component).trouble,
        automatic: true,
        beganAt: recent[OPENS_AFTER - 1]?.at ?? now,
        text: `${recent[0]?.says ?? ""} Swingtag noticed this by itself and goes on looking every minute.`.trim(),
      });
    if (turn === "close" && standing)
      await close(tx, standing, recent[CLOSES_AFTER - 1]?.at ?? now);
  }
}

/** One own database is the business of the site in it alone. */
async function turnDatabases(
  tx: PlatformWriteTx,
  watched: readonly Asked[],
  open: readonly Incident[],
  now: Date,
): Promise<void> {
  for (const { id, kind, state, run } of watched) {
    if (kind !== "own") continue;
    const subject = `database:${id}`;
    const standing = open.find((one) => one.subject === subject);
    const turn = turnOf(standing !== undefined, Array(Math.min(run, OPENS_AFTER)).fill(state));
    if (turn === "open")
      await openIncident(tx, {
        subject,
        databaseId: id,
        components: ["own"],
        title: "The database of this site did not answer",
        automatic: true,
        beganAt: new Date(now.getTime() - (OPENS_AFTER - 1) * 60_000),
        text: "The site could not be opened. Swingtag noticed this by itself and goes on looking every minute.",
      });
    if (turn === "close" && standing) await close(tx, standing, now);
  }
}

async function close(tx: PlatformWriteTx, incident: Incident, at: Date): Promise<void> {
  const minutes = Math.max(1, Math.round((at.getTime() - incident.beganAt.getTime()) / 60_000));
  await addIncidentUpdate(tx, incident.id, {
    state: "resolved",
    text: `It works again. It lasted ${durationInWords(minutes)}.`,
    at,
  });
}

/** `7 minutes`, `2 hours 5 minutes`, `3 days 4 hours`. */
export function durationInWords(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), "day"],
    [Math.floor(minutes / 60) % 24, "hour"],
    [minutes % 60, "minute"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).slice(0, 2);
  return (
    told.map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`).join(" ") ||
    "less than a minute"
  );
}
