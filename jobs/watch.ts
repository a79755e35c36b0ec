import { backups, retainedAs } from "@/archive/retention";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { listOldTenantIds } from "@/db/platform/queries/archives";
import { noteInstance } from "@/db/platform/queries/instances";
import { watch } from "@/server/status/watch";
import { countOverdue } from "./sweep";

/**
 * For how long a count of late backups is reused, in milliseconds, because listing the store each minute would
 * be too much.
 */
const COUNTED = 10 * 60_000;

/** How old a site's newest backup may be, in hours: a night and the end of the next one. */
const OLDEST = 30;

/** Looks at every component once a minute, for the status page, and renews the worker's own row in `instances`. */
export async function watchAll(): Promise<void> {
  const { instance, VERSION } = env();
  await platform.write((tx) =>
    noteInstance(tx, { name: instance, kind: "worker", version: VERSION }),
  );
  await watch({ overdue: countOverdue, lateBackups });
}

interface Late {
  readonly late: number;
  readonly total: number;
}

let counted: { readonly at: number; readonly late: Late } | undefined;

async function lateBackups(): Promise<Late> {
  if (counted && Date.now() - counted.at < COUNTED) return counted.late;
  const late = await countLateBackups();
  counted = { at: Date.now(), late };
  return late;
}

/** How many sites have no backup of the last 30 hours, of those that have been there that long. */
export async function countLateBackups(now = new Date()): Promise<Late> {
  const store = await backups();
  const since = new Date(now.getTime() - OLDEST * 3_600_000);
  const newest = new Map<string, Date>();
  for (const { key, bytes } of await store.list("sites/")) {
    const [, id = "", name = ""] = key.split("/");
    const retained = retainedAs(name, bytes, 1);
    // Keys come in byte order, which is the order of time.
    if (retained) newest.set(id, retained.at);
  }
  const ids = await platform.read((tx) => listOldTenantIds(tx, since));
  const late = ids.filter((id) => (newest.get(id)?.getTime() ?? 0) < since.getTime()).length;
  return { late, total: ids.length };
}
