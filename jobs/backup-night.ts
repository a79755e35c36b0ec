import { backups, nameAt, retainedAs } from "@/archive/retention";
import type { ArchiveStore } from "@/archive/stores";
import { BACKUP_DAYS } from "@/base/archive-days";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { platform } from "@/db/platform/door";
import { listKeptTenantIds } from "@/db/platform/queries/archives";
import { orderOperation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import { adminOf } from "@/db/servers";
import { backUp } from "./backup";
import { removeLapsed } from "./lapsed-backups";

/** How many sites are packed at a time. */
const LANES = 2;

/**
 * Backs up every site that has no backup of this night, and removes backups whose days are over. One worker at
 * a time does it. The next run completes what a killed one left undone. A site that can't be packed now gets an
 * operation of its own, so that operators see its error.
 * @param now the night is the one that began at the last 02:00 UTC
 */
export async function backUpAll(now = new Date()): Promise<void> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    const [lock] = await admin<{ taken: boolean }[]>`
      select pg_try_advisory_lock(hashtextextended('nightly backups', 0)) as taken`;
    if (!lock?.taken) return;
    const store = await backups();
    const tenants = await platform.read(listKeptTenantIds);
    const done = await sitesBackedUpSince(store, nightOf(now));
    const left = tenants.filter((id) => !done.has(id));
    const lane = async () => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) await backUpOne(id, now);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await removeLapsed(store, new Set(tenants), now);
    await store.tidy();
  } finally {
    await admin.end({ timeout: 1 });
  }
}

async function backUpOne(id: string, now: Date): Promise<void> {
  const tenant = await platform.read((tx) => findTenantById(tx, id));
  if (!tenant) return;
  try {
    await backUp(tenant, nameAt(now, "night"), new AbortController().signal);
  } catch (error) {
    log.warn({ err: error, tenant: id }, "not backed up");
    await platform.write((tx) =>
      orderOperation(tx, {
        kind: "backup",
        tenantId: id,
        slug: tenant.slug,
        input: { tenantId: id },
        exclusive: false,
        orderedBy: "Swingtag",
      }),
    );
  }
}

/** Ids of the sites that have a backup from then on. */
async function sitesBackedUpSince(store: ArchiveStore, since: Date): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { key } of await store.list("sites/")) {
    const [, id = "", name = ""] = key.split("/");
    const retained = retainedAs(name, 0, BACKUP_DAYS);
    if (retained && retained.at >= since) found.add(id);
  }
  return found;
}

function nightOf(now: Date): Date {
  const night = new Date(now);
  night.setUTCHours(2, 0, 0, 0);
  if (night > now) night.setUTCDate(night.getUTCDate() - 1);
  return night;
}
