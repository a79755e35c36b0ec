import type { Sql } from "postgres";
import { log } from "@/base/log";
import journal from "../tenant/migrations/meta/_journal.json" with { type: "json" };
import { DatabaseUnavailable } from "./unavailable";

/** The migrations of tenants' databases that this version of the app was built with, oldest first. */
const KNOWN = journal.entries.map(({ tag }) => `${tag}.sql`);

/** Databases of a newer schema that the log already tells of. */
const told = new Set<string>();

/**
 * Refuses a tenants' database that lacks a migration this version of the app was built with. A newer one is
 * served, and the log says so once: migrations add before they remove, so that what is known here is there.
 * @throws DatabaseUnavailable that says the site is being updated
 */
export async function refuseOlderSchema<Types extends Record<string, unknown>>(
  sql: Sql<Types>,
  database: string,
): Promise<void> {
  const applied = await migrationsIn(sql);
  const missing = KNOWN.filter((name) => !applied.has(name));
  if (missing.length > 0)
    throw new DatabaseUnavailable(
      `The database ${database} lacks ${missing.join(" and ")} and waits for its migration.`,
      { updating: true },
    );
  const unknown = [...applied].filter((name) => !KNOWN.includes(name) && name !== "guard");
  if (unknown.length === 0 || told.has(database)) return;
  told.add(database);
  log.warn({ database, unknown }, "the database is of a newer version than this app");
}

async function migrationsIn<Types extends Record<string, unknown>>(
  sql: Sql<Types>,
): Promise<ReadonlySet<string>> {
  const rows = await sql
    .unsafe<{ name: string }[]>("select name from ledger.migrations")
    .catch((error: unknown) => {
      // There is no ledger, or its guard is from before it could be read: both are older than the code.
      if (error instanceof Error && "severity" in error) return [];
      throw error;
    });
  return new Set(rows.map(({ name }) => name));
}
