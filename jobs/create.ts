import { z } from "zod";
import { platform } from "@/db/platform/door";
import { changeDatabase, findDatabase } from "@/db/platform/queries/databases";
import {
  activateFounded,
  findTenantById,
  holdFounding,
  removeTenant,
} from "@/db/platform/queries/tenants";
import { furnishTenant } from "@/server/birth";
import { PRESET_IDS } from "@/themes/skin";
import { dropDatabase, getDatabase, makeDatabase } from "./databases";
import { kindOf } from "./operation";

/** Brings a site with a database of its own into being where no spare stood ready. */
export const create = kindOf({
  input: z.object({
    tenantId: z.uuid(),
    databaseName: z.string(),
    email: z.string(),
    preset: z.enum(PRESET_IDS),
  }),
  attempts: 5,
  async run({ input, step }) {
    const find = () => platform.read((tx) => findDatabase(tx, input.databaseName));
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
    if (tenant?.state !== "founding") return;
    const database = getDatabase(await find(), input.databaseName);
    await step("Making your database", () => makeDatabase(database));
    await step("Furnishing your site", () =>
      platform.write(async (tx) => {
        if (!(await holdFounding(tx, tenant.id))) return;
        await furnishTenant(tenant, input);
        await changeDatabase(tx, database.id, { state: "ready" });
        await activateFounded(tx, tenant.id);
      }),
    );
  },
  async undo({ input }) {
    await platform.write(async (tx) => {
      if (await holdFounding(tx, input.tenantId)) await removeTenant(tx, input.tenantId);
    });
    const database = await platform.read((tx) => findDatabase(tx, input.databaseName));
    if (database?.tenants === 0) await dropDatabase(database);
  },
});
