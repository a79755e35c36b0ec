"use server";

import { z } from "zod";
import { endOtherSessions } from "@/db/tenant/queries/sessions";
import { nameSite } from "@/db/tenant/queries/site";
import { action } from "@/server/action";
import { hashToken } from "@/server/tokens";
import { NameSchema } from "./site-name";

/** Changes what the site is called. */
export const renameSite = action({
  name: "rename site",
  by: "owner",
  input: z.strictObject({ name: NameSchema }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => nameSite(tx, input.name));
  },
});

/** Signs the member out in every other browser. */
export const signOutElsewhere = action({
  name: "sign out elsewhere",
  by: "viewer",
  input: z.strictObject({}),
  touches: false,
  run: ({ scope, member, request }) =>
    scope.write(async (tx) => ({
      ended: await endOtherSessions(tx, member.id, hashToken(request.sessionToken ?? "")),
    })),
});
