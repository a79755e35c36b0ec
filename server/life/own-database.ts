import { randomBytes } from "node:crypto";
import { env } from "@/base/env";
import type { DirectoryWriteTx } from "@/db/platform/directory";
import { addDatabase } from "@/db/platform/queries/databases";

/** A random name for an own database, so that renaming the tenant leaves it alone. */
export function newDatabaseName(): string {
  return `${env().DATABASE_PREFIX}_own_${randomBytes(4).toString("hex")}`;
}

/**
 * Enters an own database that is still to be made, in the transaction of what makes it, so that it can't be
 * forgotten.
 * @param server `host:port`, empty for the platform's own
 * @returns its name
 */
export async function enterOwnDatabase(tx: DirectoryWriteTx, server = ""): Promise<string> {
  const name = newDatabaseName();
  await addDatabase(tx, { kind: "own", name, server, state: "preparing" });
  return name;
}
