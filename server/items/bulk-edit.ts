import { directoryAbout } from "@/db/platform/directory";
import { listOperations, UNENDED } from "@/db/platform/queries/operations";
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
    const isOrdered = (await listOperations(tx, tenant.id, 50)).some(
      ({ kind, state, input }) =>
        kind === "bulk-edit" && isUnended(state) && JSON.stringify(input).includes(id),
    );
    if (isOrdered) return;
    const input = { edit: id, memberId };
    await order(tx, held, "bulk-edit", "member", { exclusive: false, input });
  });
}

function isUnended(state: string): boolean {
  return UNENDED.some((one) => one === state);
}
