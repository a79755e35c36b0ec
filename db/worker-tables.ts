import { runMigrations } from "graphile-worker";

/**
 * Creates or updates the worker's tables in the platform database. Idempotent.
 * @param url an administrator's address of the platform database
 * @param owner the role that shall own them, as it owns every table
 */
export async function prepareWorkerTables(url: string, owner: string): Promise<void> {
  await runMigrations({ connectionString: asRole(url, owner) });
}

/** The same address, acting as another role from the start. */
export function asRole(url: string, role: string): string {
  const address = new URL(url);
  address.searchParams.set("options", `-c role=${role}`);
  return address.toString();
}
