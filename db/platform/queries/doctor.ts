import { inArray } from "drizzle-orm";
import type { PlatformReadTx } from "../door";
import { operations, tenants } from "../schema";
import type { Operation } from "./operations";

/** In which database each tenant lives, whatever its state. */
export async function listHomes(
  tx: PlatformReadTx,
): Promise<{ readonly id: string; readonly databaseId: string }[]> {
  return tx.select({ id: tenants.id, databaseId: tenants.databaseId }).from(tenants);
}

/** Every operation that has not ended. */
export async function listUnended(tx: PlatformReadTx): Promise<Operation[]> {
  return tx
    .select()
    .from(operations)
    .where(inArray(operations.state, ["waiting", "running"]));
}
