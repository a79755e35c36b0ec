import type { Sql } from "postgres";
import { log } from "@/base/log";
import journal from "../tenant/migrations/meta/_journal.json" with { type: "json" };
import { DatabaseUnavailable } from "./unavailable";

/** The migrations of tenants' databases that this version of the app was built with, oldest first. */
const KNOWN = journal.entries.map(({ tag }) => `${tag}.sql`);

/** Databases of a newer schema that were logged already. */
const told = new Set<string>();

/**
 * Refuses a tenants' database that lacks a migration this version of the app was built with. A newer one is
 * served, with one log line: migrations add before they remove, so everything that this version knows is there.
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

/**
 * The same for the platform's database: a guard older than this version of the app has not made the roles that its
 * transactions take on, or the function that finds a site.
 * @throws DatabaseUnavailable that says the site is being updated
 */
export async function refuseOlderPlatform<Types extends Record<string, unknown>>(
  sql: Sql<Types>,
  database: string,
): Promise<void> {
  const [guard] = await sql.unsafe<{ whole: boolean }[]>(
    `select to_regprocedure('public.tenant_named(text)') is not null
      and (select count(*) = 2 from pg_roles where rolname in ('${database}_public', '${database}_console')
        and pg_has_role(current_user, oid, 'member')) as whole`,
  );
  if (!guard?.whole)
    throw new DatabaseUnavailable(`The database ${database} waits for its guard. Run setup.`, {
      updating: true,
    });
}

async function migrationsIn<Types extends Record<string, unknown>>(
  sql: Sql<Types>,
): Promise<ReadonlySet<string>> {
  const rows = await sql
    .unsafe<{ name: string }[]>("select name from ledger.migrations")
    .catch((error: unknown) => {
      // Without a ledger, or with a guard that does not let it be read, the schema is older than the code.
      if (error instanceof Error && "severity" in error) return [];
      throw error;
    });
  return new Set(rows.map(({ name }) => name));
}
