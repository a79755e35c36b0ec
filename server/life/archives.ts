import { BACKUP_DAYS, backups, EXPORT_DAYS, type Kept, keptAs, keptBackups } from "@/archive/kept";
import { notFound, Refusal } from "@/base/refusal";
import { type PlatformWriteTx, platform } from "@/db/platform/door";
import { listKeptTenantIds } from "@/db/platform/queries/archives";
import { addAuditLine } from "@/db/platform/queries/audit";
import { type HeldTenant, holdTenant } from "@/db/platform/queries/held-tenants";
import { listOperations, type Operation, orderOperation } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";
import type { StoredFile } from "@/files/tenant-files";
import { filesOf } from "@/server/photos/photo-files";
import { refusalWhileRunning } from "./running";

export { BACKUP_DAYS, EXPORT_DAYS, type Kept };

/** Who orders what for which site: `owner`, `operator NAME`, `command line` or `Swingtag`. */
export interface ArchiveOrder {
  readonly tenant: Pick<Tenant, "id">;
  readonly by: string;
  /** Why, where it is not the owner who orders. */
  readonly reason?: string;
}

/**
 * Orders an export: a zip of everything the site has, which then lies in its own files for 7 days.
 * @returns the id of the operation
 * @throws Refusal while another export of it runs
 */
export async function orderExport({ tenant, by, reason }: ArchiveOrder): Promise<string> {
  return platform.write(async (tx) => {
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

/**
 * Orders a backup now, beside the nightly ones.
 * @returns the id of the operation
 */
export async function orderBackup({ tenant, by, reason }: ArchiveOrder): Promise<string> {
  return platform.write(async (tx) => {
    const held = await hold(tx, tenant.id, ["active", "suspended", "deleted"]);
    await audit(tx, held, by, "ordered a backup", reason);
    return order(tx, held, "backup", by, { exclusive: false, reason });
  });
}

/** Orders a backup of every site. @returns the ids of the operations */
export async function orderBackups({ by }: { readonly by: string }): Promise<string[]> {
  const ids: string[] = [];
  for (const id of await platform.read(listKeptTenantIds))
    ids.push(await orderBackup({ tenant: { id }, by }));
  return ids;
}

/**
 * Orders that a site be brought back to a backup of it: rows and files, nothing of a neighbour. Changes made
 * since are lost; whoever is signed in and was a member then stays signed in.
 * @param backup a name of `listBackups`
 * @returns the id of the operation
 * @throws Refusal when there is no such backup, or while other work on the site runs
 */
export async function orderRestore({
  tenant,
  backup,
  by,
  reason,
}: ArchiveOrder & { readonly backup: string; readonly reason: string }): Promise<string> {
  const found = (await listBackups(tenant)).some(({ name }) => name === backup);
  if (!found)
    throw new Refusal("This site has no such backup. List its backups and choose one of them.", {
      status: 404,
    });
  return platform.write(async (tx) => {
    const held = await hold(tx, tenant.id, ["active", "suspended"]);
    await audit(tx, held, by, "ordered a restore", reason, { backup });
    return order(tx, held, "restore", by, { input: { backup }, reason });
  });
}

/**
 * Orders that every open or suspended site be brought back to its newest backup.
 * @returns the ids of the operations, and the names of sites that have no backup or are being worked on
 */
export async function orderRestores({
  by,
  reason,
}: {
  readonly by: string;
  readonly reason: string;
}): Promise<{ readonly operations: string[]; readonly passedOver: string[] }> {
  const operations: string[] = [];
  const passedOver: string[] = [];
  for (const id of await platform.read(listKeptTenantIds)) {
    const [newest] = await listBackups({ id });
    const ordered = newest && orderRestore({ tenant: { id }, backup: newest.name, by, reason });
    const operation = await ordered?.catch((error: unknown) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
    if (operation) operations.push(operation);
    else passedOver.push(id);
  }
  return { operations, passedOver };
}

/** The backups of a site, newest first; those of one that was removed too, until their day has come. */
export async function listBackups(tenant: Pick<Tenant, "id">): Promise<Kept[]> {
  return keptBackups(await backups(), tenant.id);
}

/** The exports that lie in a site's files, newest first. */
export async function listExports(tenant: Pick<Tenant, "id">): Promise<Kept[]> {
  const kept: Kept[] = [];
  for await (const { key, size } of filesOf(tenant).list("exports/")) {
    const one = keptAs(key.slice("exports/".length), size, EXPORT_DAYS);
    if (one) kept.push(one);
  }
  return kept.reverse();
}

/** An export that can still be downloaded, or null. */
export async function findExport(
  tenant: Pick<Tenant, "id">,
  name: string,
): Promise<{ readonly at: Date; readonly file: StoredFile } | null> {
  const kept = keptAs(name, 0, EXPORT_DAYS);
  if (!kept || kept.until <= new Date()) return null;
  const file = await filesOf(tenant).get(`exports/${name}`);
  return file && { at: kept.at, file };
}

/** The newest export or restore that was ordered for a site, or null: for telling how far it is. */
export async function findLastOrder(
  tenant: Pick<Tenant, "id">,
  kind: "export" | "restore",
): Promise<Operation | null> {
  const orders = await platform.read((tx) => listOperations(tx, tenant.id, 50));
  return orders.find((one) => one.kind === kind) ?? null;
}

async function hold(
  tx: PlatformWriteTx,
  id: string,
  states: readonly Tenant["state"][],
): Promise<HeldTenant> {
  const held = await holdTenant(tx, id);
  if (!held) throw notFound();
  if (states.includes(held.state)) return held;
  throw new Refusal(
    held.state === "deleted"
      ? "This site was deleted. Bring it back first."
      : "This site is being founded. Wait a minute and try again.",
    { status: 409 },
  );
}

async function audit(
  tx: PlatformWriteTx,
  { id, slug }: HeldTenant,
  by: string,
  action: string,
  reason = "",
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await addAuditLine(tx, { actor: by, tenantId: id, slug, action, reason, detail });
}

async function order(
  tx: PlatformWriteTx,
  { id, slug }: HeldTenant,
  kind: string,
  by: string,
  more: {
    readonly input?: Readonly<Record<string, unknown>>;
    readonly exclusive?: boolean;
    readonly reason?: string;
  },
): Promise<string> {
  const common = { tenantId: id, slug, kind, orderedBy: by };
  const operation = await orderOperation(tx, {
    ...common,
    ...more,
    input: { tenantId: id, ...more.input },
  });
  if (!operation) throw await refusalWhileRunning(tx, id, "order it again");
  return operation;
}
