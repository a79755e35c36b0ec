import { platform } from "@/db/platform/door";
import type { Operation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import { pauseOperation } from "@/db/platform/queries/waiting-operations";

/** The site is closed; the operation goes on when it is open again. */
export class OperationPaused extends Error {
  override readonly name = "OperationPaused";
  constructor() {
    super("The site is closed.");
  }
}

/** @throws OperationPaused while the operation's site is suspended or deleted */
export async function pauseWhileClosed({ tenantId }: Operation): Promise<void> {
  if (!tenantId) return;
  const tenant = await platform.read((tx) => findTenantById(tx, tenantId));
  if (tenant?.state === "suspended" || tenant?.state === "deleted") throw new OperationPaused();
}

/** Makes an operation wait for its site. This attempt does not count. */
export async function notePause({ id, attempts }: Operation): Promise<void> {
  await platform.write((tx) => pauseOperation(tx, id, attempts - 1));
}
