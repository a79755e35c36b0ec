import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { env } from "@/base/env";
import { writePack } from "@/db/catalogue/pack-format";
import { migrateFleet } from "@/db/fleet";
import { readSchema } from "@/db/migrate";
import { closePools } from "@/db/pools";
import { makeTenantDatabase, prepareInstallation, urlOfDatabase } from "@/db/setup";
import { cpuOfPostgres } from "./cpu";

/**
 * Run by packages/bench/fleet.ts as a process of its own. Makes own databases from a template, migrates them by
 * one real further migration, runs again with nothing to do, brings them a release of the catalogue, and drops them.
 * Prints one JSON document.
 */
const DATABASES = Number(process.argv[2] ?? 500);

/** Columns and an index: what a release brings. A new table would need its word in the schema, which the contract asks for. */
const FURTHER = `
alter table items add column measured_note text not null default '';
alter table copies add column measured_note text not null default '';
create index items_by_measured_note on items (tenant_id, measured_note);
`;

const { DATABASE_URL: adminUrl, DATABASE_PREFIX: prefix, SECRET: secret } = env();
const installation = { adminUrl, prefix, secret };
const admin = postgres(adminUrl, { max: 4, onnotice: () => {} });
const postgresUsed = await cpuOfPostgres(adminUrl);
const root = await mkdtemp(join(tmpdir(), "swingtag-fleet-"));
try {
  const { platform, owner } = await prepareInstallation(installation);
  const template = `${prefix}_template_measured`;
  await makeTenantDatabase(installation, template);
  await admin.unsafe(`alter database ${template} with allow_connections false`);
  const names = Array.from({ length: DATABASES }, (_, at) => `${prefix}_own_${at}`);
  for (const name of names) {
    await admin.unsafe(`create database ${name} owner ${owner} template ${template}`);
    await admin.unsafe(`revoke all on database ${name} from public`);
  }
  await enter(platform, names);
  await admin.unsafe("checkpoint");
  for (const part of ["platform", "tenant", "catalogue"] as const)
    await cp(join("db", part), join(root, part), { recursive: true });
  await writeFile(join(root, "tenant/migrations/9999_measured.sql"), FURTHER);

  const all = await timed();
  const nothing = await timed();
  await writeNextPack();
  const catalogue = await timed();
  const problems = [...all.failed, ...nothing.failed, ...catalogue.failed].map(
    ({ name, error }) => `${name}: ${error}`,
  );
  for (const { migrated } of [all, catalogue])
    if (migrated.length !== DATABASES + 1) problems.push(`${migrated.length} were migrated.`);
  if (nothing.migrated.length > 0) problems.push("The second run migrated again.");
  process.stdout.write(
    JSON.stringify({
      databases: DATABASES,
      all: all.ms,
      processor: all.processor,
      nothing: nothing.ms,
      catalogue: catalogue.ms,
      catalogueProcessor: catalogue.processor,
      problems,
    }),
  );
} finally {
  await closePools();
  await dropAll();
  await admin.end();
  await rm(root, { recursive: true, force: true });
}

/** How long a migration of the fleet takes, and the processor time of it and of Postgres, in milliseconds. */
async function timed() {
  const began = performance.now();
  const used = process.cpuUsage();
  const usedByPostgres = postgresUsed();
  const result = await migrateFleet({ root });
  const { user, system } = process.cpuUsage(used);
  return {
    ...result,
    ms: performance.now() - began,
    processor: (user + system) / 1000 + postgresUsed() - usedByPostgres,
  };
}

/** A release of the catalogue: its pack with one more entry, under the next number. */
async function writeNextPack(): Promise<void> {
  const { pack } = await readSchema("tenant", root);
  if (!pack) throw new Error("This build has no pack.");
  const number = pack.number + 1;
  const text = writePack(number, [
    ...pack.records,
    { is: "product", key: "measured", line: "beanie-babies", name: "Measured" },
    { is: "entry", key: "measured", product: "measured", variant: "", facts: [] },
  ]);
  await writeFile(join(root, `catalogue/packs/${number}.jsonl`), text);
}

async function enter(platform: string, names: readonly string[]): Promise<void> {
  const sql = postgres(urlOfDatabase(adminUrl, platform), { max: 1 });
  await sql`insert into databases (kind, name, schema_version)
    select 'own', name, (select schema_version from databases limit 1) from unnest(${[...names]}::text[]) name`;
  await sql.end();
}

async function dropAll(): Promise<void> {
  const mine = await admin<{ name: string }[]>`
    select datname as name from pg_database where starts_with(datname, ${`${prefix}_`})`;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let one = mine.pop(); one; one = mine.pop())
        await admin.unsafe(`drop database if exists ${one.name} with (force)`);
    }),
  );
  const roles = await admin<{ name: string }[]>`
    select rolname as name from pg_roles where starts_with(rolname, ${`${prefix}_`}) order by rolname like '%\\_owner'`;
  for (const { name } of roles) await admin.unsafe(`drop role if exists ${name}`);
}
