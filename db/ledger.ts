import type postgres from "postgres";
import { z } from "zod";
import { NOTED, standOf } from "./guard-change";
import { OutdatedSchema } from "./make-anew";
import type { SchemaFiles, Side } from "./migrate";

/** The database has migrations that this code does not know: a newer Swingtag has been here. */
export class NewerSchema extends Error {
  override readonly name = "NewerSchema";
}

const Answers = z
  .tuple([
    z.array(z.object({ name: z.string(), hash: z.string() })),
    z.tuple([z.object({ pid: z.number(), edition: z.string().nullable(), noted: z.string() })]),
    OutdatedSchema,
  ])
  .transform(([lines, [{ pid, edition, noted }], outdated]) => ({
    pid,
    edition,
    stand: standOf(noted),
    ledger: new Map(lines.map(({ name, hash }) => [name, hash])),
    outdated,
  }));

/** Tenants whose words or facets a former build made, until `makeAnew` has come to them. */
const OUTDATED =
  "create table if not exists ledger.outdated (tenant_id uuid, what text, primary key (tenant_id, what))";

/**
 * Takes the lock under which a database is migrated, makes its ledger where there is none, and reads it, in one round trip.
 * @param patience how long a migration on this connection waits for a table's lock
 */
export async function openLedger(
  sql: postgres.Sql,
  side: Side,
  patience: string,
): Promise<z.infer<typeof Answers>> {
  const answers: readonly unknown[] = await sql.unsafe(
    `set lock_timeout = '${patience}';
    set statement_timeout = 0;
    select pg_advisory_lock(hashtextextended('swingtag ${side}', 0));
    create schema if not exists ledger;
    create table if not exists ledger.migrations
      (name text primary key, hash text not null, applied_at timestamptz not null default now());
    ${side === "tenant" ? OUTDATED : "select"};
    select name, hash from ledger.migrations;
    select pg_backend_pid() as pid, obj_description(to_regnamespace('catalogue'), 'pg_namespace') as edition, ${side === "tenant" ? NOTED : "''"} as noted;
    ${listOutdated(side)}`,
  );
  return Answers.parse(answers.slice(-3));
}

/** A query for whose words or facets a former build made. */
export function listOutdated(side: Side): string {
  return side === "tenant"
    ? "select tenant_id::text as id, what from ledger.outdated order by what desc, tenant_id"
    : "select where false";
}

/** What the ledger does not name. @throws NewerSchema, and Error when a migration that was applied has been edited since */
export function missingOf(files: SchemaFiles, ledger: ReadonlyMap<string, string>, where: string) {
  const known = new Map(files.migrations.map(({ name, hash }) => [name, hash]));
  for (const [name, hash] of ledger) {
    if (name === "guard") continue;
    if (!known.has(name))
      throw new NewerSchema(
        `The ${where} has ${name}, which this version of Swingtag does not know. Run the newer version.`,
      );
    if (known.get(name) !== hash)
      throw new Error(
        `Migration ${name} of the ${where} was edited after it was applied. Restore it and add a new one.`,
      );
  }
  return files.migrations.filter(({ name }) => !ledger.has(name));
}
