import { stackOn } from "@/base/stack";
import { versionOf } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import {
  addDatabase,
  changeDatabase,
  type Database,
  findDatabase,
  removeDatabase,
} from "@/db/platform/queries/databases";
import { type AdminSql, adminOf } from "@/db/servers";
import { makeTenantDatabase, removeDatabaseAndLogin } from "@/db/setup";
import { newDatabaseName } from "@/server/life/own-database";
import { installationOn } from "./installation";
import { dropStack, type Watching } from "./stacks";
import { prepareTemplate } from "./template-databases";

/** Enters a database as `preparing` before it is created, so that it can't be forgotten. */
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
  // A stack's server has only one tenant's database, so a template would save nothing.
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
  // From this commit on no tenant gets this database, and nobody makes it again.
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

/** Runs `work` under a lock on this database's name, so that only one process makes or removes it. */
async function holding(
  { server, name }: Database,
  work: (admin: AdminSql) => Promise<void>,
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
