import { createHash } from "node:crypto";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { platform } from "@/db/platform/door";
import { claimTenant } from "@/db/platform/queries/founding";
import type { ListedInstance } from "@/db/platform/queries/instances";
import type { WatchedState } from "@/db/platform/queries/watched-databases";
import { checkMail } from "@/server/mail/post";
import { tryFiles } from "@/server/photos/photo-files";
import type { ComponentId } from "./components";
import { within } from "./within";

/** What was found of a component. `says` is public: it counts and names nobody. */
export interface Finding {
  readonly component: ComponentId;
  readonly state: Exclude<WatchedState, "maintenance">;
  readonly affected: number;
  readonly total: number;
  readonly says: string;
}

/** How long one check may take, in milliseconds, and from when on it is called slow. */
export const PATIENCE = 4000;
const SLOW = 1500;

/** After how many seconds without a word a process counts as gone, and after how many minutes it is forgotten. */
const SILENT = 45;
export const FORGOTTEN = 10;

/** A worker speaks once a minute. */
const WORKER_SILENT = 150;

/** Whether sites are served: each web process says so after it has answered itself over HTTP. */
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

/** Whether another began after it was heard of last: then it was replaced and nothing is missing. */
function isReplaced(gone: ListedInstance, web: readonly ListedInstance[]): boolean {
  return web.some(({ silent, startedAt }) => silent <= SILENT && startedAt > gone.seenAt);
}

/** Whether jobs are worked on. @param overdue how many should have begun and have not, null where unknown */
export function checkJobs(instances: readonly ListedInstance[], overdue: number | null): Finding {
  const alive = instances.filter(
    ({ kind, silent }) => kind === "worker" && silent <= WORKER_SILENT,
  ).length;
  const found = { component: "jobs", affected: 0, total: alive } as const;
  if (alive === 0)
    return { ...found, state: "down", says: "No worker is there. What is ordered waits for one." };
  // Fewer are a moment's queue: a worker takes up four at a time.
  if ((overdue ?? 0) > 4)
    return {
      ...found,
      affected: overdue ?? 0,
      state: "degraded",
      says: `${overdue} jobs wait for a free worker.`,
    };
  return { ...found, state: "operational", says: "" };
}

/** What databases of a kind are, by how many did not answer. */
export function checkDatabases(
  component: "pools" | "own",
  failing: number,
  total: number,
  slow: number,
): Finding | null {
  if (total === 0) return null;
  const found = { component, affected: failing, total };
  if (failing === 0 && slow === 0) return { ...found, state: "operational", says: "" };
  const what = component === "pools" ? "shared databases" : "databases of their own";
  if (failing === 0)
    return {
      ...found,
      affected: slow,
      state: "degraded",
      says: `${someOf(slow, total)} ${what} ${slow === 1 ? "answers" : "answer"} slowly.`,
    };
  const says = `${someOf(failing, total)} ${what} ${failing === 1 ? "does" : "do"} not answer.`;
  return { ...found, state: failing === total ? "down" : "degraded", says };
}

/** Whether a site could be made: claims a name in the register and gives it back. */
export async function checkSignUp(others: {
  readonly poolsDown: boolean;
  readonly mailDown: boolean;
}): Promise<Finding> {
  const found = { component: "sign-up", affected: 0, total: 0 } as const;
  const claimed = await tried(found.component, claimAndGiveBack);
  if (!claimed.well || others.poolsDown)
    return { ...found, state: "down", says: "No new site can be made." };
  if (others.mailDown)
    return { ...found, state: "degraded", says: "New sites are made, but their letters wait." };
  return { ...found, state: "operational", says: "" };
}

async function claimAndGiveBack(): Promise<void> {
  const name = `status-${crypto.randomUUID().slice(0, 18)}`;
  const given = new Error("The claim was a trial.");
  await platform
    .write(async (tx) => {
      if (!(await claimTenant(tx, { slug: name, ownerEmailHash: name, state: "founding" })))
        throw new Error("A name of nobody's was taken.");
      throw given;
    })
    .catch((error: unknown) => {
      if (error !== given) throw error;
    });
}

/** Whether mail can be sent. */
export async function checkLetters(): Promise<Finding> {
  const { well, slow } = await tried("mail", checkMail);
  return plain("mail", well, slow, "The mail server takes no letters.", "The mail server is slow.");
}

/** Whether photographs can be stored and read: stores a file, reads it back and removes it. */
export async function checkFiles(): Promise<Finding> {
  const name = createHash("sha256").update(env().instance).digest("hex").slice(0, 32);
  const { well, slow } = await tried("files", () => tryFiles(name));
  return plain(
    "files",
    well,
    slow,
    "Photographs can’t be stored or read.",
    "The store of photographs is slow.",
  );
}

/** Whether every site has the backup it should have. @param late how many have not, of `total` */
export function checkBackups(late: number, total: number): Finding | null {
  if (total === 0) return null;
  const found = { component: "backups", affected: late, total } as const;
  if (late === 0) return { ...found, state: "operational", says: "" };
  return {
    ...found,
    state: late === total ? "down" : "degraded",
    says: `${someOf(late, total)} sites ${late === 1 ? "has" : "have"} no backup of the last two nights.`,
  };
}

/** Whether the collector takes lines; null where there is none. */
export async function checkTelemetry(): Promise<Finding | null> {
  const { OTLP_URL, OTLP_HEADERS } = env();
  if (!OTLP_URL) return null;
  const { well, slow } = await tried("telemetry", async () => {
    const headers = Object.fromEntries(
      OTLP_HEADERS.map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    const answer = await fetch(`${OTLP_URL.replace(/\/$/, "")}/v1/logs`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: '{"resourceLogs":[]}',
      signal: AbortSignal.timeout(PATIENCE),
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`The collector answered ${answer.status}.`);
  });
  return plain("telemetry", well, slow, "The collector takes no lines.", "The collector is slow.");
}

function plain(
  component: ComponentId,
  well: boolean,
  slow: boolean,
  down: string,
  degraded: string,
): Finding {
  const found = { component, affected: well ? 0 : 1, total: 1 };
  if (!well) return { ...found, state: "down", says: down };
  return { ...found, state: slow ? "degraded" : "operational", says: slow ? degraded : "" };
}

/** Tries something within its time; why it failed goes to the log, and to no page. */
async function tried(
  component: ComponentId,
  work: () => Promise<void>,
): Promise<{ readonly well: boolean; readonly slow: boolean }> {
  const began = performance.now();
  try {
    await within(PATIENCE, work);
    return { well: true, slow: performance.now() - began > SLOW };
  } catch (error) {
    log.warn({ err: error, component }, "found not well");
    return { well: false, slow: false };
  }
}

/** `2 of 3`. */
function someOf(some: number, all: number): string {
  return `${some} of ${all}`;
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}
