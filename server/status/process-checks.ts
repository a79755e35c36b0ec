import type { ListedInstance } from "@/db/platform/queries/instances";
import { type Finding, someOf } from "./finding";

/** After how many seconds without a word a process counts as gone, and after how many minutes it is forgotten. */
const SILENT = 45;

/** After how many minutes without a word a process is forgotten. */
export const FORGOTTEN = 10;

/** A worker speaks once a minute. */
const WORKER_SILENT = 150;

/** Whether sites are served. Each web process reports itself after it has answered its own request over HTTP. */
export function checkSites(instances: readonly ListedInstance[]): Finding | null {
  const web = instances.filter(({ kind }) => kind === "web");
  if (web.length === 0) return null;
  const gone = web.filter(({ silent }) => silent > SILENT);
  const lost = gone.filter((one) => !isReplaced(one, web));
  const total = web.length - gone.length + lost.length;
  const found = { component: "sites", affected: lost.length, total } as const;
  if (gone.length === web.length)
    return { ...found, state: "down", says: "No web process says that it answers." };
  if (lost.length > 0)
    return {
      ...found,
      state: "degraded",
      says: `${someOf(lost.length, total)} web processes ${are(lost.length)} silent.`,
    };
  return { ...found, state: "operational", says: "" };
}

/**
 * Whether another web process began after the last report of this one; then this one was replaced and none is
 * missing.
 */
function isReplaced(gone: ListedInstance, web: readonly ListedInstance[]): boolean {
  return web.some(({ silent, startedAt }) => silent <= SILENT && startedAt > gone.seenAt);
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}

/** Whether jobs are worked on. @param overdue how many should have begun and have not, null where unknown */
export function checkJobs(instances: readonly ListedInstance[], overdue: number | null): Finding {
  const alive = instances.filter(
    ({ kind, silent }) => kind === "worker" && silent <= WORKER_SILENT,
  ).length;
  const found = { component: "jobs", affected: 0, total: alive } as const;
  if (alive === 0)
    return { ...found, state: "down", says: "No worker is there. What is ordered waits for one." };
  // Up to four overdue jobs are an ordinary queue, because a worker runs four at a time.
  if ((overdue ?? 0) > 4)
    return {
      ...found,
      affected: overdue ?? 0,
      state: "degraded",
      says: `${overdue} jobs wait for a free worker.`,
    };
  return { ...found, state: "operational", says: "" };
}
