import { log } from "@/base/log";
import { directoryAbout } from "@/db/platform/directory";
import { listOperations, type Operation, UNENDED } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";
import { hold, order } from "@/server/life/archives";

/** Has a worker do a bulk edit that stands in the site's rows. Ordered twice it is done once. */
export async function orderBulkEdit(edit: {
  readonly tenant: Pick<Tenant, "id">;
  readonly id: string;
  readonly memberId: string;
}): Promise<void> {
  const { tenant, id, memberId } = edit;
  await directoryAbout(tenant.id).write(async (tx) => {
    const held = await hold(tx, tenant.id, ["active"]);
    const known = await listOperations(tx, tenant.id, 50);
    if (known.some((operation) => isOrderOf(operation, id))) return;
    const input = { edit: id, memberId };
    await order(tx, held, "bulk-edit", "member", { exclusive: false, input });
  });
}

/**
 * Looks after an edit that has not ended: where no worker has its order, because that failed, it is ordered now. The
 * look itself never fails by this.
 */
export async function seeToBulkEdit(edit: Parameters<typeof orderBulkEdit>[0]): Promise<void> {
  try {
    const known = await directoryAbout(edit.tenant.id).read((tx) =>
      listOperations(tx, edit.tenant.id, 50),
    );
    if (!known.some((operation) => isOrderOf(operation, edit.id))) await orderBulkEdit(edit);
  } catch (error) {
    log.warn({ err: error, tenant: edit.tenant.id, edit: edit.id }, "bulk edit not ordered");
  }
}

function isOrderOf({ kind, state, input }: Operation, id: string): boolean {
  return kind === "bulk-edit" && isUnended(state) && JSON.stringify(input).includes(id);
}

function isUnended(state: string): boolean {
  return UNENDED.some((one) => one === state);
}
