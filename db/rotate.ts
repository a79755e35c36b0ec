import { rolePassword } from "@/base/env";
import { secretOn } from "@/base/stack";
import { platform } from "./platform/door";
import { changeDatabase, type Database, findDatabase } from "./platform/queries/databases";
import { storedPassword } from "./pooler";
import { adminOf } from "./servers";

/**
 * Gives a database's login the next generation of its password and then tells the platform. In between, a
 * process whose password is refused tries the next generation, so nobody notices. After a kill it can be run
 * again. If two run at once, the second waits.
 * @throws Error when there is no such database or no administrator of its server is known
 */
export async function rotatePassword({ name }: Pick<Database, "name">): Promise<void> {
  const found = await current(name);
  const admin = adminOf({ server: found.server });
  try {
    await admin`select pg_advisory_lock(hashtextextended(${`swingtag rotate ${name}`}, 0))`;
    const { id, generation } = await current(name);
    const password = rolePassword(name, secretOn(found.server), generation + 1);
    const stored = await storedPassword(admin, name, password);
    await admin.unsafe(`alter role ${name} password '${stored}'`);
    await platform.write((tx) => changeDatabase(tx, id, { generation: generation + 1 }));
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function current(name: string): Promise<Database> {
  const database = await platform.read((tx) => findDatabase(tx, name));
  if (!database) throw new Error(`There is no database ${name}.`);
  return database;
}
