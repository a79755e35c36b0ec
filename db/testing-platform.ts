import { getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { env } from "@/base/env";
import { adminOf } from "./servers";

/** Empties tables of the platform as its administrator, because the product itself may not forget what they tell. */
export async function emptyPlatform(...tables: readonly PgTable[]): Promise<void> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    for (const table of tables) await admin`delete from ${admin(getTableName(table))}`;
  } finally {
    await admin.end({ timeout: 5 });
  }
}
