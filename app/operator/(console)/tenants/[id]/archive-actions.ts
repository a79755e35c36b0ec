"use server";

import { z } from "zod";
import { orderBackup } from "@/server/life/backups";
import { orderExport } from "@/server/life/exports";
import { orderRestore } from "@/server/life/restores";
import { deed, SURE, WHY } from "@/server/operator/deed";

/** Orders an export, which only the owner can download. */
export const exportSite = deed({
  name: "export",
  input: z.strictObject(WHY),
  run: async ({ tenant, by, reason }) => {
    await orderExport({ tenant, by, reason });
    return `${tenant.slug} is being packed. Its owner finds the export in the studio.`;
  },
});

/** Orders a backup. */
export const backUp = deed({
  name: "backup",
  input: z.strictObject(WHY),
  run: async ({ tenant, by, reason }) => {
    await orderBackup({ tenant, by, reason });
    return `A backup of ${tenant.slug} is being made.`;
  },
});

/** Orders that a site be brought back to a backup. */
export const restore = deed({
  name: "restore",
  input: z.strictObject({ ...SURE, backup: z.string().min(1, "Choose a backup.").max(200) }),
  run: async ({ tenant, input, by, reason }) => {
    await orderRestore({ tenant, backup: input.backup, by, reason });
    return `${tenant.slug} is being brought back to the backup.`;
  },
});
