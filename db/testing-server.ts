import postgres from "postgres";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { migrate } from "./migrate";
import {
  createDatabase,
  type Installation,
  namesOf,
  prepareInstallation,
  prepareServer,
  urlOfDatabase,
} from "./setup";
import { startTestPostgres } from "./testing-postgres";
import { beginRun, dropAll } from "./testing-runs";

declare module "vitest" {
  export interface ProvidedContext {
    /** The administrator's address of the test server. */
    databaseUrl: string;
    /** What the names of all databases and roles of this run start with. */
    databaseRun: string;
  }
}

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
  const run = await beginRun(url, "swingtag_test");
  await makeTemplates({ adminUrl: url, prefix: run.prefix, secret: TEST_SECRET });
  project.provide("databaseUrl", url);
  project.provide("databaseRun", run.prefix);
  return async () => {
    await run.end();
    await server?.stop();
  };
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
  const url = urlOfDatabase(installation.adminUrl, name);
  await migrate({ url, side, owner, runtime: name });
}

/** The roles of a test file's own installation, which may use what belongs to those of the run. */
export async function makeRoles(prefix: string): Promise<void> {
  const installation = testInstallation();
  const [run, own] = [namesOf(installation.prefix), namesOf(prefix)];
  await prepareServer({ ...installation, prefix });
  const admin = postgres(installation.adminUrl, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(`grant ${run.owner} to ${own.owner}`);
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** Drops a database, whoever is connected, and its login role. */
export async function dropDatabase(name: string): Promise<void> {
  const admin = postgres(inject("databaseUrl"), { max: 1, onnotice: () => {} });
  try {
    await dropAll(admin, inject("databaseUrl"), { databases: [name], roles: [name] });
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** Templates take no connections, because Postgres copies only what nobody is connected to. */
async function makeTemplates(installation: Installation): Promise<void> {
  const { platform, pool } = await prepareInstallation(installation);
  const sql = postgres(urlOfDatabase(installation.adminUrl, platform), { max: 1 });
  await sql`delete from databases`;
  await sql.end({ timeout: 5 });
  const admin = postgres(installation.adminUrl, { max: 1 });
  for (const name of [platform, pool])
    await admin.unsafe(`alter database ${name} with allow_connections false`);
  await admin.end({ timeout: 5 });
}
