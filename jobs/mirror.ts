import { z } from "zod";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { type Database, findDatabase } from "@/db/platform/queries/databases";
import { type DirectoryLine, findDirectoryLine } from "@/db/platform/queries/stacks";
import { findTenantById } from "@/db/platform/queries/tenants";
import { type AdminTransaction, adminOf } from "@/db/servers";
import { namesOf } from "@/db/setup";
import { kindOf } from "./operation";

/**
 * Tells a stack's own directory what the platform says of its tenant. A trigger orders this operation with each
 * change of the tenant's row. Their order does not matter, because each reads the row under one lock.
 */
export const mirror = kindOf({
  input: z.object({ tenantId: z.uuid() }),
  attempts: Number.POSITIVE_INFINITY,
  async run({ input, step }) {
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
    if (!tenant?.stack) return;
    const database = await platform.read((tx) => findDatabase(tx, tenant.database.name));
    if (database) await step("Telling its stack", () => writeDirectory(input.tenantId, database));
  },
});

/** Writes a tenant into the directory of the stack that a database of the platform stands in. Idempotent. */
export async function writeDirectory(tenantId: string, database: Database): Promise<void> {
  await inDirectory(database.server, async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('directory', 0))`;
    const line = await platform.read((tx) => findDirectoryLine(tx, tenantId));
    if (!line) return;
    const { id, name, generation, schemaVersion } = database;
    await sql`
      insert into databases (id, kind, name, server, state, generation, schema_version)
      values (${id}, 'own', ${name}, '', 'ready', ${generation}, ${schemaVersion})
      on conflict (id) do update set generation = excluded.generation`;
    await sql`
      insert into tenants (id, slug, state, database_id, confirmed_at, purge_at, created_at)
      values (${line.id}, ${line.slug}, ${line.state}, ${id}, ${iso(line.confirmedAt)}, ${iso(line.purgeAt)}, ${iso(line.createdAt)})
      on conflict (id) do update set slug = excluded.slug, state = excluded.state,
        database_id = excluded.database_id, confirmed_at = excluded.confirmed_at, purge_at = excluded.purge_at`;
  });
}

/** What the directory of a stack says of its tenants, with the generation of each one's database. */
export async function readDirectory(
  server: string,
): Promise<(DirectoryLine & { readonly generation: number; readonly database: string })[]> {
  return inDirectory(server, async (sql) => [
    ...(await sql<(DirectoryLine & { generation: number; database: string })[]>`
        select t.id, t.slug, t.state, t.confirmed_at as "confirmedAt", t.purge_at as "purgeAt",
          t.created_at as "createdAt", d.generation, d.name as database
        from tenants t join databases d on d.id = t.database_id order by t.created_at`),
  ]);
}

/** One transaction on the platform database of a stack, as the administrator of its Postgres. */
async function inDirectory<T>(
  server: string,
  work: (sql: AdminTransaction) => Promise<T>,
): Promise<T> {
  const admin = adminOf({ server, name: namesOf(env().DATABASE_PREFIX).platform });
  try {
    const done = await admin.begin(async (sql) => ({ value: await work(sql) }));
    return done.value;
  } finally {
    await admin.end({ timeout: 1 });
  }
}

function iso(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
