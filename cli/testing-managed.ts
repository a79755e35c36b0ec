import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { expect, vi } from "vitest";
import { rolePassword } from "@/base/env";
import { listViolations } from "@/db/contract";
import { platform } from "@/db/platform/door";
import { findOperation } from "@/db/platform/queries/operations";
import { type Installation, namesOf, urlOfDatabase } from "@/db/setup";
import { type PrivateServer, startPrivateServer } from "@/db/testing-private-server";

const PREFIX = "managed";
const SECRET = "a secret for tests that guards nothing";
const { tenantGroup, pool, platform: platformName } = namesOf(PREFIX);

export const POOL = pool;

/**
 * Starts a server like a managed one: the administrator may create roles and databases and is no superuser.
 * Then the settings of this process name it.
 */
export async function startManagedServer(): Promise<{
  server: PrivateServer;
  installation: Installation;
}> {
  const server = await startPrivateServer();
  const root = postgres(server.url, { max: 1 });
  await root`create role administrator login createrole createdb password 'a'`;
  for (const name of ["postgres", "template1"])
    await root.unsafe(`alter database ${name} owner to administrator`);
  await root.end();
  const url = new URL(urlOfDatabase(server.url, "postgres"));
  Object.assign(url, { username: "administrator", password: "a" });
  Object.assign(process.env, {
    DATABASE_URL: url.toString(),
    DATABASE_PREFIX: PREFIX,
    DATABASE_GUARD: "managed",
    SECRET,
    DEMO: "1",
    BASE_DOMAIN: "localhost",
    SPARES: "1",
    // A folder of its own, because the doctor would remove the files of other tests as nobody's.
    FILES: join(await mkdtemp(join(tmpdir(), "swingtag-managed-")), "files"),
  });
  const installation = {
    adminUrl: url.toString(),
    prefix: PREFIX,
    secret: SECRET,
    guard: "managed",
  } as const;
  return { server, installation };
}

/** The app's own login, without the app. */
export function login(installation: Installation, name: string): postgres.Sql {
  const url = new URL(urlOfDatabase(installation.adminUrl, name));
  Object.assign(url, { username: name, password: rolePassword(name, SECRET) });
  return postgres(url.toString(), { max: 1, onnotice: () => {} });
}

/** The contract's violations after one statement has changed the database. */
export async function violationsOf(
  installation: Installation,
  name: string,
  statement = "",
  guard: Installation["guard"] = "managed",
): Promise<string[]> {
  const sql = postgres(urlOfDatabase(installation.adminUrl, name), { max: 1, onnotice: () => {} });
  let found: string[] = [];
  await sql
    .begin(async (tx) => {
      await tx.unsafe(statement);
      found = await listViolations(tx, tenantGroup, guard);
      throw new Error("rolled back");
    })
    .catch((error: Error) => expect(error.message).toBe("rolled back"));
  await sql.end();
  return found;
}

/** The state in which an operation ended. */
export async function ended(operation: string): Promise<string | undefined> {
  let state: string | undefined;
  await vi.waitUntil(async () => {
    state = (await platform.read((tx) => findOperation(tx, operation)))?.state;
    return state === "succeeded" || state === "failed";
  }, 120_000);
  return state;
}

/** Resolves when no operation is running, because the doctor might report one that is half done. */
export async function settled(installation: Installation): Promise<void> {
  const sql = postgres(urlOfDatabase(installation.adminUrl, platformName), { max: 1 });
  await vi.waitUntil(async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from operations where state = 'running' or (state = 'waiting' and run_at < now())`;
    return row?.count === 0;
  }, 120_000);
  await sql.end();
}
