import { env } from "@/base/env";
import { secretOn, stackOn } from "@/base/stack";
import { versionOf } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import {
  addDatabase,
  changeDatabase,
  type Database,
  findDatabase,
  removeDatabase,
} from "@/db/platform/queries/databases";
import { adminOf, adminUrlOf } from "@/db/servers";
import {
  type Installation,
  makeTenantDatabase,
  prepareServer,
  removeDatabaseAndLogin,
} from "@/db/setup";
import { newDatabaseName } from "@/server/life/own-database";
import { dropStack, type Watching } from "./stacks";

/** The installation as setup sees it on one of its servers. */
export function installationOn(server: string): Installation {
  return {
    adminUrl: adminUrlOf(server),
    prefix: env().DATABASE_PREFIX,
    secret: secretOn(server),
    guard: env().DATABASE_GUARD,
  };
}

/** Enters a database as `preparing`, before there is one, so that it can't be forgotten. */
export async function enterDatabase(
  kind: Database["kind"],
  server: string,
  name = newDatabaseName(),
): Promise<Database> {
  return platform.write(async (tx) => {
    await addDatabase(tx, { kind, name, server, state: "preparing" });
    return getDatabase(await findDatabase(tx, name), name);
  });
}

/**
 * Makes the database of a row, from the template of its server, and notes its schema. Idempotent.
 * @throws Error when it is being removed
 */
export async function makeDatabase(database: Database): Promise<void> {
  // A stack's server has one database of a tenant, so that none is copied there.
  const template = stackOn(database.server) ? null : await prepareTemplate(database.server);
  const find = () => platform.read((tx) => findDatabase(tx, database.name));
  await holding(database, async () => {
    const now = await find();
    if (now?.id !== database.id || now.state === "retiring")
      throw new Error(`${database.name} is being removed and is not made again.`);
    await makeTenantDatabase(
      installationOn(database.server),
      database.name,
      () => {},
      template,
      database.generation,
    );
  });
  const schemaVersion = await versionOf("tenant");
  await platform.write((tx) => changeDatabase(tx, database.id, { schemaVersion }));
}

/**
 * Removes a database, whoever is connected, with its login role, and then its row; of a stack the whole stack.
 * Idempotent.
 * @throws Error when a tenant lives in it
 */
export async function dropDatabase(
  database: Database,
  watching: Watching = UNWATCHED,
): Promise<void> {
  const stack = stackOn(database.server);
  if (stack) return dropStack(stack, watching);
  // From here on nobody takes it for a tenant, and nobody makes it again.
  await platform.write((tx) => changeDatabase(tx, database.id, { state: "retiring" }));
  await holding(database, async (server) => {
    const now = await platform.read((tx) => findDatabase(tx, database.name));
    if (now && (now.id !== database.id || now.tenants > 0))
      throw new Error(`${database.name} is in use and is not removed.`);
    await removeDatabaseAndLogin(server, database.name);
  });
  await platform.write((tx) => removeDatabase(tx, database.id));
}

const UNWATCHED: Watching = { progress: async () => {}, signal: new AbortController().signal };

/** Works as the one that makes or removes a database of this name on its server. */
async function holding(
  { server, name }: Database,
  work: (admin: ReturnType<typeof adminOf>) => Promise<void>,
): Promise<void> {
  const admin = adminOf({ server });
  try {
    await admin`select pg_advisory_lock(hashtextextended(${`database ${name}`}, 0))`;
    await work(admin);
  } finally {
    await admin.end({ timeout: 1 });
  }
}

/** @throws Error when there is none */
export function getDatabase(found: Database | null, name: string): Database {
  if (!found) throw new Error(`There is no database ${name}.`);
  return found;
}

/**
 * The migrated database that own ones are copied from, on one server; made where it is missing or of an
 * older schema. Nobody can connect to it, because Postgres copies only what nobody is connected to.
 */
export async function prepareTemplate(server: string): Promise<string> {
  const name = await templateName();
  const admin = adminOf({ server });
  try {
    const exists = async () => {
      const [row] =
        await admin`select 1 from pg_database where datname = ${name} and not datallowconn`;
      return row !== undefined;
    };
    if (await exists()) return name;
    await admin`select pg_advisory_lock(hashtextextended(${name}, 0))`;
    if (await exists()) return name;
    await prepareServer(installationOn(server));
    await makeTenantDatabase(installationOn(server), name);
    await admin.unsafe(`alter role ${name} nologin`);
    await admin.unsafe(`alter database ${name} with allow_connections false`);
    return name;
  } finally {
    await admin.end({ timeout: 1 });
  }
}

/** Removes templates of other schemas, on one server. A worker of another version makes its own again. */
export async function dropOldTemplates(server: string): Promise<void> {
  const pattern = `^${env().DATABASE_PREFIX}_template_[0-9a-f]{8}$`;
  const newest = await templateName();
  const admin = adminOf({ server });
  try {
    const older = await admin<{ name: string }[]>`
      select datname as name from pg_database where datname ~ ${pattern} and datname <> ${newest}
      union select rolname from pg_roles where rolname ~ ${pattern} and rolname <> ${newest}`;
    for (const { name } of older) await removeDatabaseAndLogin(admin, name);
  } finally {
    await admin.end({ timeout: 1 });
  }
}

async function templateName(): Promise<string> {
  const checksum = (await versionOf("tenant")).split(" ")[1];
  return `${env().DATABASE_PREFIX}_template_${checksum}`;
}
