import { env } from "@/base/env";
import { versionOf } from "@/db/migrate";
import { adminOf } from "@/db/servers";
import { makeTenantDatabase, prepareServer, removeDatabaseAndLogin } from "@/db/setup";
import { installationOn } from "./installation";

/**
 * The migrated database that own ones are copied from, on one server; made where it is missing or of an older
 * schema. Nobody may connect to it, because Postgres copies only a database without connections.
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

/** Removes templates of other schema versions on one server. A worker of another version makes its template again. */
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
