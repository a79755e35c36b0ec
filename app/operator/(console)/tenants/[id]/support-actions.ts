"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import { operatorAction } from "@/server/operator/action";
import { openForSupport } from "@/server/support";

/** Makes the one-time address at which the operator looks at a site whose owner lets support in. */
export const openSite = operatorAction({
  name: "open the site",
  input: z.strictObject({ tenant: z.uuid("There is no such tenant.") }),
  touches: false,
  run: async ({ input, by }) => {
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenant));
    if (!tenant) throw new Refusal("There is no such tenant.", { status: 404 });
    return { url: await openForSupport(tenant, by) };
  },
});
