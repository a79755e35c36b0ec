"use server";

import { z } from "zod";
import { PLACEMENTS } from "@/db/platform/states";
import { bringBackTenant } from "@/server/life/bring-back";
import { orderMove } from "@/server/life/move";
import { deleteTenant } from "@/server/life/remove";
import { renameTenant } from "@/server/life/rename";
import { resumeTenant, suspendTenant } from "@/server/life/suspend";
import { deed, SURE, WHY } from "@/server/operator/deed";

/** Closes a site until it is resumed. */
export const suspend = deed({
  name: "suspend",
  input: z.strictObject(SURE),
  run: async ({ tenant, by, reason }) => {
    await suspendTenant({ tenant, by, reason });
    return `${tenant.slug} is suspended. Every replica answers with a plain page within a second.`;
  },
});

/** Opens a suspended site. */
export const resume = deed({
  name: "resume",
  input: z.strictObject(WHY),
  run: async ({ tenant, by, reason }) => {
    await resumeTenant({ tenant, by, reason });
    return `${tenant.slug} is open again, as it was.`;
  },
});

/** Gives a site another name. */
export const rename = deed({
  name: "rename",
  input: z.strictObject({
    ...WHY,
    name: z
      .string()
      .max(100, "Use at most 40 characters.")
      .transform((name) => name.trim().toLowerCase()),
  }),
  run: async ({ tenant, input, by, reason }) => {
    const after = await renameTenant({ tenant, name: input.name, by, reason });
    return `${tenant.slug} is ${after.slug} now. The former address leads there for a year.`;
  },
});

/** Orders a move to another database or a stack. */
export const move = deed({
  name: "move",
  input: z.strictObject({
    ...WHY,
    to: z.union([
      z.enum(PLACEMENTS),
      z.string().regex(/^(own|in) [a-z0-9_.:[\]-]{1,200}$/, "Choose where it shall live."),
    ]),
  }),
  run: async ({ tenant, input, by, reason }) => {
    const [kind, place = ""] = input.to.split(" ");
    await orderMove({
      tenant,
      to: kind === "in" ? { database: place } : kind === "own" || kind === "stack" ? kind : "pool",
      ...(kind === "own" && place && { server: place }),
      by,
      reason,
    });
    return `${tenant.slug} is about to move. It serves meanwhile.`;
  },
});

/** Deletes a site; it can be brought back for 30 days. */
export const remove = deed({
  name: "delete",
  input: z.strictObject(SURE),
  run: async ({ tenant, by, reason }) => {
    const { purgeAt } = await deleteTenant({ tenant, by, reason });
    return `${tenant.slug} is deleted. Until ${purgeAt.toISOString().slice(0, 10)} it can be brought back.`;
  },
});

/** Brings a deleted site back. */
export const bringBack = deed({
  name: "bring back",
  input: z.strictObject(WHY),
  run: async ({ tenant, by, reason }) => {
    const back = await bringBackTenant({ tenant, by, reason });
    return `${back.slug} is back, ${back.state} as it was before.`;
  },
});
