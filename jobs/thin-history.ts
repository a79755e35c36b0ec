import { log } from "@/base/log";
import { makeBeginnings } from "@/db/beginnings";
import { listOutdated, MOST, type Outdated, removeRead, thin } from "@/db/history-thinning";
import { platform } from "@/db/platform/door";
import { listKeptTenantIds } from "@/db/platform/queries/archives";
import { findTenantById } from "@/db/platform/queries/tenants";
import { type TenantRows, withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { filesOf } from "@/server/photos/photo-files";
import { forgetMessages } from "./forget-messages";
import { forgetSheets } from "./intake";
import { forgetLostSheets } from "./lost-sheets";

/** About how many changes are thinned in one transaction. */
const AT_ONCE = 20_000;

/**
 * Thins the history of every site that lives here, removes the sheets that were brought so long ago that nothing of them
 * can be taken back, and makes what a site needs that has become large. A site that can't be reached or is sealed waits
 * for the next run.
 */
export async function thinHistories(): Promise<void> {
  for (const id of await platform.read(listKeptTenantIds)) {
    const tenant = await platform.read((tx) => findTenantById(tx, id));
    if (!tenant || tenant.stack) continue;
    try {
      await thinHistory(tenant);
      await forgetSheets(tenant);
      await forgetLostSheets(tenant);
      await forgetMessages(tenant);
      await makeBeginnings(tenant.database, tenant.id);
    } catch (error) {
      log.warn({ err: error, tenant: id }, "nightly work on a site not done");
    }
  }
}

/**
 * Thins what can't be taken back any more and deletes the files that only taking it back would need: these first, so that
 * a killed run leaves nothing that nobody knows of, and while the change sets are held, so that nobody takes one back
 * whose files are going.
 * @param most other bounds than those of `MOST`, for tests
 */
export async function thinHistory(
  tenant: Tenant,
  most: Partial<Record<keyof typeof MOST, number>> = {},
): Promise<void> {
  for (;;) {
    const isDone = await within(tenant, async (rows) => {
      const outdated = await listOutdated(rows, {
        changes: AT_ONCE,
        most: most.whole ?? MOST.whole,
      });
      if (outdated.ids.length === 0) return true;
      await deleteFiles(tenant, outdated);
      await thin(rows, outdated.ids);
      return false;
    });
    if (isDone) break;
  }
  await within(tenant, (rows) => removeRead(rows, most.read ?? MOST.read));
}

async function deleteFiles(tenant: Tenant, { photoKeys }: Outdated): Promise<void> {
  const files = filesOf(tenant);
  for (const key of photoKeys) await files.deletePrefix(`${key}/`);
}

/** A transaction that waits for no seal: a site that moves or is restored is thinned where it lives then. */
function within<T>(tenant: Tenant, work: (rows: TenantRows) => Promise<T>): Promise<T> {
  return withTenantRows(tenant.database, tenant.id, "write", async (rows) => {
    await rows.sql`select begin_write()`;
    return work(rows);
  });
}
