import { directoryAbout } from "@/db/platform/directory";
import { orderOperation } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";

/**
 * Has a stored message mailed to the owners.
 * @param id of the order: two under one id are one; null orders it anew
 */
export async function orderMailing(
  tenant: Tenant,
  message: string,
  id: string | null,
): Promise<void> {
  await directoryAbout(tenant.id).write((tx) =>
    orderOperation(tx, {
      ...(id === null ? {} : { id }),
      ...{ kind: "message", tenantId: tenant.id, slug: tenant.slug, exclusive: false },
      input: { tenantId: tenant.id, message },
      orderedBy: "Swingtag",
    }),
  );
}
