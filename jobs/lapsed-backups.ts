import { retainedAs } from "@/archive/retention";
import type { ArchiveStore } from "@/archive/stores";
import { BACKUP_DAYS } from "@/base/archive-days";

/** After how long an archive that was copied for an import is deleted, in milliseconds. */
const ARRIVAL_WAITS = 3 * 86_400_000;

/** The newest backup of a site that exists stays whatever its age; of one that was removed nothing does. */
export async function removeLapsed(
  store: ArchiveStore,
  existing: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const all = await store.list("sites/");
  for (const [at, { key }] of all.entries()) {
    const [, id = "", name = ""] = key.split("/");
    const retained = retainedAs(name, 0, BACKUP_DAYS);
    const newest = !all[at + 1]?.key.startsWith(`sites/${id}/`);
    if (retained && retained.until <= now && !(newest && existing.has(id))) await store.delete(key);
  }
  for (const { key } of await store.list("arrivals/")) {
    const retained = retainedAs(key.slice("arrivals/".length), 0, 1);
    if (!retained || now.getTime() - retained.at.getTime() > ARRIVAL_WAITS) await store.delete(key);
  }
}
