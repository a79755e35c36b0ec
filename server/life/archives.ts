import type { RetainedArchive } from "@/archive/retention";
import { notFound, Refusal } from "@/base/refusal";
import type { DirectoryWriteTx } from "@/db/platform/directory";
import { addAuditLine } from "@/db/platform/queries/audit";
import { type HeldTenant, holdTenant } from "@/db/platform/queries/held-tenants";
import { orderOperation } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";
import { refusalWhileRunning } from "./running";

export type { RetainedArchive };

/** Who orders what for which site: `owner`, `operator NAME`, `command line` or `Swingtag`. */
export interface ArchiveOrder {
  readonly tenant: Pick<Tenant, "id">;
  readonly by: string;
  /** The reason, if somebody other than the owner orders. */
  readonly reason?: string;
}

/** Locks a site's row. @throws Refusal when it is in none of these states, or not there */
export async function hold(
  tx: DirectoryWriteTx,
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

/** Writes down who ordered what for a site. */
export async function audit(
  tx: DirectoryWriteTx,
  { id, slug }: HeldTenant,
  by: string,
  action: string,
  reason = "",
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await addAuditLine(tx, { actor: by, tenantId: id, slug, action, reason, detail });
}

/** Orders work on a site. @returns the id of the operation @throws Refusal while other work on it runs */
export async function order(
  tx: DirectoryWriteTx,
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
