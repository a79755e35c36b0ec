import { log } from "@/base/log";
import { platform } from "@/db/platform/door";
import { listOpenAutomatic } from "@/db/platform/queries/incidents";
import { listInstances } from "@/db/platform/queries/instances";
import { listActiveWindows } from "@/db/platform/queries/standing-windows";
import { listWatched, noteWatched } from "@/db/platform/queries/watched-databases";
import { addSamples, listLastSamples } from "@/db/platform/queries/watching";
import { checkBackups, checkFiles, checkLetters } from "./checks";
import { turnComponents } from "./component-turns";
import { turnDatabases } from "./database-turns";
import { askDatabases } from "./databases";
import { type Finding, PATIENCE } from "./finding";
import { checkJobs, checkSites } from "./process-checks";
import { checkSignUp } from "./sign-up-check";
import { checkTelemetry } from "./telemetry-check";
import { withTimeout } from "./timeout";
import { excused } from "./turn";

/** What only the worker can see. A web process that watches in its place passes null. */
export interface WorkersView {
  /** How many jobs should have begun and have not. */
  overdue(): Promise<number>;
  /** How many sites have not the backup they should have. */
  lateBackups(): Promise<{ readonly late: number; readonly total: number }>;
}

/**
 * Looks at every component once, notes what it found for this minute, and opens and closes incidents. If two
 * look in the same minute, the first one's findings stay.
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

/** Null for what can't be found out, so that the other checks still run. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  return withTimeout(PATIENCE, work).catch((error: unknown) => {
    log.warn({ err: error }, "not found out for the status page");
    return null;
  });
}

/** The whole minute a moment lies in. */
export function minuteOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 60_000) * 60_000);
}
