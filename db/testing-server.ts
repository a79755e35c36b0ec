import { randomBytes } from "node:crypto";
import { join } from "node:path";
import postgres from "postgres";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { type Embedded, startEmbedded } from "./embedded";
import { migrate } from "./migrate";
import { createDatabase, type Installation, namesOf, prepareInstallation, within } from "./setup";

declare module "vitest" {
  export interface ProvidedContext {
    /** The administrator's address of the test server. */
    databaseUrl: string;
    /** What the names of all databases and roles of this run start with. */
    databaseRun: string;
  }
}

const TESTS = "swingtag_test";

/** Passwords of login roles derive from it. */
export const TEST_SECRET = "a secret for tests that guards nothing";

/**
 * Before all tests of a run: a Postgres (TEST_DATABASE_URL, or an embedded one) and two migrated templates
 * that tests copy. Afterwards what the run created is dropped; what a killed run left, the next one drops.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? null : await startTestPostgres();
  const url = given ?? server?.url ?? "";
  const run = `${TESTS}_${randomBytes(4).toString("hex")}`;
  const alive = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  await alive`select pg_advisory_lock_shared(hashtextextended(${run}, 0))`;
  await dropDeadRuns(url);
  await makeTemplates({ adminUrl: url, prefix: run, secret: TEST_SECRET });
  project.provide("databaseUrl", url);
  project.provide("databaseRun", run);
  return async () => {
    await alive.end({ timeout: 5 });
    await dropDeadRuns(url);
    await server?.stop();
  };
}

/** The embedded Postgres of the tests: fast rather than safe against a crash, and roomy. */
export function startTestPostgres(report?: (step: string) => void): Promise<Embedded> {
  const folder = join(import.meta.dirname, "../.data/test-postgres");
  return startEmbedded({ folder, durable: false, connections: 400, report });
}

/** The installation that this run's templates and their copies belong to. */
export function testInstallation(): Installation {
  return { adminUrl: inject("databaseUrl"), prefix: inject("databaseRun"), secret: TEST_SECRET };
}

/**
 * A migrated database without rows, with a login role of its name as in production.
 * @param name starts with the run's name, so that it is dropped even when the run is killed
 */
export async function copyOfTemplate(side: "platform" | "tenant", name: string): Promise<void> {
  const installation = testInstallation();
  const { owner, platform, pool, tenantGroup } = namesOf(installation.prefix);
  if (!name.startsWith(`${installation.prefix}_`))
    throw new Error(
      `A test database's name starts with ${installation.prefix}_; ${name} does not.`,
    );
  if (side === "tenant") return createDatabase(installation, name, tenantGroup, pool);
  await createDatabase(installation, name, null, platform);
  const url = within(installation.adminUrl, name);
  await migrate({ url, side, owner, runtime: name });
}

/** Drops a database, whoever is connected, and its login role. */
export async function dropDatabase(name: string): Promise<void> {
  const admin = postgres(inject("databaseUrl"), { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.unsafe(`drop role if exists ${name}`);
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** Templates take no connections, because Postgres copies only what nobody is connected to. */
async function makeTemplates(installation: Installation): Promise<void> {
  const { platform, pool } = await prepareInstallation(installation);
  const sql = postgres(within(installation.adminUrl, platform), { max: 1 });
  await sql`delete from databases`;
  await sql.end({ timeout: 5 });
  const admin = postgres(installation.adminUrl, { max: 1 });
  for (const name of [platform, pool])
    await admin.unsafe(`alter database ${name} with allow_connections false`);
  await admin.end({ timeout: 5 });
}

/** A run holds a lock as long as it lives; whose lock is free to take is gone. */
async function dropDeadRuns(url: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const pattern = `^${TESTS}_[0-9a-f]{8}_`;
    const databases = await admin<{ name: string }[]>`
      select datname as name from pg_database where datname ~ ${pattern}`;
    const roles = await admin<{ name: string }[]>`
      select rolname as name from pg_roles where rolname ~ ${pattern}`;
    const runOf = ({ name }: { name: string }) => name.slice(0, TESTS.length + 9);
    for (const run of new Set([...databases, ...roles].map(runOf))) {
      const [lock] = await admin<{ taken: boolean }[]>`
        select pg_try_advisory_lock(hashtextextended(${run}, 0)) as taken`;
      if (!lock?.taken) continue;
      for (const { name } of databases.filter((database) => runOf(database) === run))
        await admin.unsafe(`drop database if exists ${name} with (force)`);
      for (const { name } of roles.filter((role) => runOf(role) === run))
        await admin.unsafe(`drop role if exists ${name}`);
      await admin`select pg_advisory_unlock(hashtextextended(${run}, 0))`;
    }
  } finally {
    await admin.end({ timeout: 5 });
  }
}
