"use server";

import { z } from "zod";
import { action } from "@/server/action";
import { orderExport } from "@/server/life/exports";

/** Orders that everything the site has be packed. */
export const packSite = action({
  name: "export",
  by: "owner",
  input: z.strictObject({}),
  rate: { limit: 10, seconds: 3600 },
  run: async ({ scope }) => {
    await orderExport({ tenant: scope.tenant, by: "owner" });
  },
});
