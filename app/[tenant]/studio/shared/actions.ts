"use server";

import { z } from "zod";
import { addressOf } from "@/base/env";
import { revokeShare } from "@/db/tenant/queries/shares";
import { LONGEST_SHARE_NAME } from "@/db/tenant/shared";
import { action } from "@/server/action";
import { share } from "@/server/papers/share";

const ShareSchema = z.strictObject({
  id: z.uuid("There is no such link."),
  name: z
    .string()
    .trim()
    .min(1, "Say who or what it is for.")
    .max(LONGEST_SHARE_NAME, `Keep it to ${LONGEST_SHARE_NAME} letters.`),
  withValues: z.boolean(),
  days: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]),
  selection: z.unknown(),
  sort: z.string().max(60),
});

/** Makes a link to a selection, once under an id. Its address is told now and never again. */
export const makeShare = action({
  name: "share selection",
  by: "owner",
  input: ShareSchema,
  rate: { limit: 30, seconds: 3600 },
  run: async ({ scope, input }) => {
    const token = await share(scope, input);
    return { address: addressOf(scope.tenant.slug, `/shared/${token}`) };
  },
});

/** Ends a link at once. */
export const endShare = action({
  name: "revoke link",
  by: "owner",
  input: z.strictObject({ id: z.uuid("There is no such link.") }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => revokeShare(tx, input.id));
  },
});
