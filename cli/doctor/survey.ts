import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { listAllDatabases } from "@/db/platform/queries/databases";
import { listHomes, listUnended } from "@/db/platform/queries/doctor";
import { adminOf } from "@/db/servers";
import { namesOf } from "@/db/setup";
import type { DatabaseRole, Register, Server } from "./trouble";

/** What the platform knows now. */
export async function readRegister(): Promise<Register> {
  const [databases, tenants, work] = await platform.read((tx) =>
    Promise.all([listAllDatabases(tx), listHomes(tx), listUnended(tx)]),
  );
  return { databases, tenants, work };
}

/**
 * Reads the databases and roles of a server whose names begin with this installation's prefix. A database
 * counts only if our role owns it, because another installation's prefix may begin with ours.
 * @throws Error when the server can't be reached
 */
export async function survey(server: string): Promise<Server> {
  const prefix = env().DATABASE_PREFIX;
  const { owner, platform: platformRole, tenantGroup } = namesOf(prefix);
  const admin = adminOf({ server });
  try {
    const databases = await admin<{ name: string; template: boolean }[]>`
      select datname as name, datname ~ ${`^${prefix}_template_`} as template from pg_database
      where datname ~ ${`^${prefix}_(pool_[0-9]+|own_[a-z0-9]+|template_[0-9a-f]{8})$`}
        and pg_get_userbyid(datdba) = ${owner} order by 1`;
    const roles = await admin<DatabaseRole[]>`
      select rolname as name, rolcanlogin as login,
        rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as powerful,
        array(select pg_get_userbyid(m.roleid)::text from pg_auth_members m where m.member = r.oid order by 1) as groups
      from pg_roles r
      where rolname ~ ${`^${prefix}_(pool_[0-9]+|own_[a-z0-9]+|template_[0-9a-f]{8})$`}
        or rolname in (${owner}, ${tenantGroup}, ${platformRole}) order by 1`;
    return {
      server,
      databases: databases.filter(({ template }) => !template).map(({ name }) => name),
      templates: databases.filter(({ template }) => template).map(({ name }) => name),
      roles: [...roles],
    };
  } finally {
    await admin.end({ timeout: 5 });
  }
}
