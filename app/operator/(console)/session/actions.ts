"use server";

import { z } from "zod";
import { platform } from "@/db/platform/door";
import { endOperatorTokens } from "@/db/platform/queries/operator-links";
import { operatorAction } from "@/server/operator/action";
import { leave } from "@/server/operator/session";

/** Ends this session. */
export const signOut = operatorAction({
  name: "sign out",
  input: z.strictObject({}),
  touches: false,
  run: ({ visit }) => leave(visit),
});

/** Ends every session and link of this operator, this one included. */
export const signOutEverywhere = operatorAction({
  name: "sign out everywhere",
  input: z.strictObject({}),
  touches: false,
  run: async ({ visit }) => {
    await platform.write((tx) => endOperatorTokens(tx, visit.email));
    await leave(visit);
  },
});
