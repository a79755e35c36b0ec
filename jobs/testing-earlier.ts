import { readFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { backupKey, backups } from "@/archive/retention";
import { readParts } from "@/archive/testing-repack";
import { env } from "@/base/env";
import { migrate, readSchema } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import type { DatabaseAddress } from "@/db/pools";
import type { Tenant } from "@/db/scope";
import { namesOf, urlOfDatabase } from "@/db/setup";
import { testInstallation } from "@/db/testing-server";
import { orderRestore } from "@/server/life/restores";
import { ending } from "./testing-archives";

/** An archive that an earlier build has written, one for each way in which one was ever written. */
export function fixture(edition: string, whose: "ours" | "theirs"): string {
  return join(process.cwd(), "archive/fixtures", `${edition}-${whose}.zip`);
}

type Row = Readonly<Record<string, unknown>>;

/** The rows in an archive by table, its files by path. */
export async function contentsOf(path: string) {
  const { contents, manifest } = await readParts(path);
  const tables = new Map<string, Row[]>();
  for (const { name } of manifest.tables) {
    const lines = contents.get(`rows/${name}.jsonl`)?.toString().split("\n") ?? [];
    tables.set(
      name,
      lines.filter(Boolean).map((line): Row => JSON.parse(line)),
    );
  }
  return { manifest, tables };
}

/** Enters the site of an archive in a database, as if it had always been there. */
export async function addSiteOf(path: string, database: DatabaseAddress): Promise<Tenant> {
  const { site } = (await readParts(path)).manifest;
  const [row] = await within(
    namesOf(env().DATABASE_PREFIX).platform,
    (sql) =>
      sql<{ id: string }[]>`
      insert into tenants (id, slug, state, database_id, confirmed_at)
      select ${site.id}, ${`back-${site.id.slice(0, 8)}`}, 'active', id, now()
      from databases where name = ${database.name}
      on conflict (id) do update set database_id = excluded.database_id returning id`,
  );
  const tenant = await platform.read((tx) => findTenantById(tx, row?.id ?? ""));
  if (!tenant) throw new Error("The site was not entered.");
  return tenant;
}

/** Restores a site from an archive that lies among its backups. @returns how that ended */
export async function restoreFrom(path: string, tenant: Tenant) {
  const backup = "2026-11-22t02-07-00z-night.zip";
  await (await backups()).put(backupKey(tenant.id, backup), once(await readFile(path)));
  return ending(await orderRestore({ tenant, backup, by: "command line", reason: "" }));
}

/** A site's rows of one table as an administrator finds them, in the order of their ids. */
export async function rowsIn({ id, database }: Tenant, table: string): Promise<Row[]> {
  return within(database.name, async (sql) => {
    await sql`set timezone = 'UTC'`;
    const rows = await sql<{ row: Row }[]>`
      select to_jsonb(t) as row from ${sql(table)} t where tenant_id = ${id} order by id`;
    return rows.map(({ row }) => row);
  });
}

/** Brings a database to the schema of a later Swingtag, by a migration after all that there are. */
export async function migrateOn(database: DatabaseAddress, text: string): Promise<void> {
  const { adminUrl, prefix } = testInstallation();
  const { owner, tenantGroup } = namesOf(prefix);
  const { migrations, ...rest } = await readSchema("tenant");
  await migrate({
    url: urlOfDatabase(adminUrl, database.name),
    side: "tenant",
    owner,
    runtime: tenantGroup,
    files: {
      ...rest,
      migrations: [...migrations, { name: "9999_later.sql", text, hash: "later" }],
    },
  });
}

async function within<T>(database: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(urlOfDatabase(testInstallation().adminUrl, database), { max: 1 });
  return work(sql).finally(() => sql.end());
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
