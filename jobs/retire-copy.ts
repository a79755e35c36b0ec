import { z } from "zod";
import { env } from "@/base/env";
import { stackOn } from "@/base/stack";
import { platform } from "@/db/platform/door";
import {
  addressIn,
  changeDatabase,
  type Database,
  findDatabase,
} from "@/db/platform/queries/databases";
import { findRunning, orderOperation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import { withTenantRows } from "@/db/rows";
import { unsealTenant } from "@/db/seal";
import { adminOf } from "@/db/servers";
import { filesOf } from "@/server/photos/photo-files";
import { kindOf } from "./operation";

/**
 * Removes what a tenant left in a database that it moved out of, or never moved into: its rows in a pool, or a
 * whole own database or stack; and its files here once a stack has them. Never touches its home.
 */
export const retireCopy = kindOf({
  input: z.object({ tenantId: z.uuid(), databaseId: z.uuid(), name: z.string() }),
  attempts: Number.POSITIVE_INFINITY,
  async run({ input, step }) {
    await holdingCopies(input.tenantId, async () => {
      const [running, tenant, database] = await platform.read((tx) =>
        Promise.all([
          findRunning(tx, input.tenantId),
          findTenantById(tx, input.tenantId),
          findDatabase(tx, input.name),
        ]),
      );
      if (running?.kind === "move")
        throw new Error("The site is being moved. Its old copy is removed after that.");
      if (database?.id !== input.databaseId || tenant?.database.name === database.name) return;
      await step("Removing the old copy", async () => {
        if (tenant?.stack && !stackOn(database.server))
          await filesOf({ id: input.tenantId }).deletePrefix("");
        await (database.kind === "pool" ? removeRows(database, input.tenantId) : retire(database));
      });
    });
  },
});

/** Does something while no other process makes or removes copies of this tenant. */
export async function holdingCopies<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    await admin`select pg_advisory_lock(hashtextextended('copies of ' || ${tenantId}, 0))`;
    return await work();
  } finally {
    await admin.end({ timeout: 1 });
  }
}

async function removeRows(pool: Database, tenantId: string): Promise<void> {
  await withTenantRows(addressIn(pool), tenantId, "write", (rows) => rows.clear());
  await unsealTenant(addressIn(pool), tenantId);
}

async function retire({ name }: Database): Promise<void> {
  await platform.write(async (tx) => {
    const database = await findDatabase(tx, name);
    if (!database || database.tenants > 0 || database.state === "retiring") return;
    await changeDatabase(tx, database.id, { state: "retiring" });
    await orderOperation(tx, {
      kind: "retire",
      input: { databaseId: database.id, name },
      exclusive: false,
      orderedBy: "Swingtag",
    });
  });
}
