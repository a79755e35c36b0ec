"use server";

import { z } from "zod";
import { DATABASE_KINDS } from "@/db/platform/states";
import { action } from "@/server/action";
import { orderMove } from "@/server/life/move";

/** Orders a move of this site into the pool or into a database of its own. */
export const moveSite = action({
  name: "move site",
  by: "owner",
  input: z.strictObject({ to: z.enum(DATABASE_KINDS) }),
  rate: { limit: 10, seconds: 3600 },
  run: async ({ scope, input }) => {
    await orderMove({ tenant: scope.tenant, to: input.to, by: "owner", reason: "" });
  },
});
