import { type RetainedArchive, retainedAs } from "@/archive/retention";
import { EXPORT_DAYS } from "@/base/archive-days";
import { Refusal } from "@/base/refusal";
import { directoryAbout } from "@/db/platform/directory";
import { listOperations, type Operation } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";
import type { StoredFile } from "@/files/tenant-files";
import { filesOf } from "@/server/photos/photo-files";
import { type ArchiveOrder, audit, hold, order } from "./archives";

/**
 * Orders an export: a zip of everything the site has, which then lies in its own files for 7 days.
 * @returns the id of the operation
 * @throws Refusal while another export of it runs
 */
export async function orderExport({ tenant, by, reason }: ArchiveOrder): Promise<string> {
  return directoryAbout(tenant.id).write(async (tx) => {
    const held = await hold(tx, tenant.id, ["active", "suspended"]);
    const underWay = (await listOperations(tx, held.id)).some(
      ({ kind, state }) => kind === "export" && (state === "waiting" || state === "running"),
    );
    if (underWay)
      throw new Refusal("This site is being packed already. Wait until that has ended.", {
        status: 409,
      });
    await audit(tx, held, by, "ordered an export", reason);
    return order(tx, held, "export", by, { exclusive: false, reason });
  });
}

/** The exports that lie in a site's files, newest first. */
export async function listExports(tenant: Pick<Tenant, "id">): Promise<RetainedArchive[]> {
  const retained: RetainedArchive[] = [];
  for await (const { key, size } of filesOf(tenant).list("exports/")) {
    const one = retainedAs(key.slice("exports/".length), size, EXPORT_DAYS);
    if (one) retained.push(one);
  }
  return retained.reverse();
}

/** An export that can still be downloaded, or null. */
export async function findExport(
  tenant: Pick<Tenant, "id">,
  name: string,
): Promise<{ readonly at: Date; readonly file: StoredFile } | null> {
  const retained = retainedAs(name, 0, EXPORT_DAYS);
  if (!retained || retained.until <= new Date()) return null;
  const file = await filesOf(tenant).get(`exports/${name}`);
  return file && { at: retained.at, file };
}

/** The newest export or restore that was ordered for a site, or null: for telling how far it is. */
export async function findLastOrder(
  tenant: Pick<Tenant, "id">,
  kind: "export" | "restore",
): Promise<Operation | null> {
  const orders = await directoryAbout(tenant.id).read((tx) => listOperations(tx, tenant.id, 50));
  return orders.find((one) => one.kind === kind) ?? null;
}
