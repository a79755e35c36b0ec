import { backups, retainedAs } from "@/archive/retention";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { listOldTenantIds } from "@/db/platform/queries/archives";
import { noteInstance } from "@/db/platform/queries/instances";
import { watch } from "@/server/status/watch";
import { countOverdue } from "./sweep";

/** For how long the count of late backups serves, in milliseconds: listing the store is not for every minute. */
const COUNTED = 10 * 60_000;

/** How old the newest backup of a site may be, in hours: a night, and another that was missed until its end. */
const OLDEST = 30;

/** What the status page is told each minute by the worker, whose own row says that it lives. */
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
    // In byte order, which is that of time.
    if (retained) newest.set(id, retained.at);
  }
  const ids = await platform.read((tx) => listOldTenantIds(tx, since));
  const late = ids.filter((id) => (newest.get(id)?.getTime() ?? 0) < since.getTime()).length;
  return { late, total: ids.length };
}
