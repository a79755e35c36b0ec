import postgres from "postgres";
import { rolePassword } from "@/base/env";
import { NewerSchema } from "./ledger";
import { migrate, readSchema, type SchemaFiles, versionOf } from "./migrate";
import type { DatabaseKind } from "./platform/states";
import { actAs, createRole, refuseWeakAdministrator } from "./server-roles";
import { prepareWorkerTables } from "./worker-tables";

/** One installation's databases and roles on one server; see docs/decisions/roles.md. */
export interface Installation {
  /** An administrator's address: may create roles and databases. */
  readonly adminUrl: string;
  readonly prefix: string;
  readonly secret: string;
  /** DATABASE_GUARD, `full` if not given. `managed` accepts an administrator who is no superuser. */
  readonly guard?: "full" | "managed";
}

export interface Names {
  readonly owner: string;
  readonly tenantGroup: string;
  readonly platform: string;
  readonly pool: string;
}

/** What the databases and roles of an installation are called. A login role is named like its database. */
export function namesOf(prefix: string): Names {
  return {
    owner: `${prefix}_owner`,
    tenantGroup: `${prefix}_tenant`,
    platform: `${prefix}_platform`,
    pool: `${prefix}_pool_1`,
  };
}

/**
 * Creates what is missing of the platform database and the first pool, and migrates both. Idempotent.
 * @throws Error from Postgres when the administrator may not create roles or databases
 */
export async function prepareInstallation(
  installation: Installation,
  report: (step: string) => void = () => {},
): Promise<Names> {
  const names = namesOf(installation.prefix);
  await prepareServer(installation);
  await preparePlatformDatabase(installation, report);
  await prepareTenantDatabase(installation, names.pool, "pool", report);
  return names;
}

/** Creates the roles that every server of an installation has: the owner of all tables and the group of tenant logins. */
export async function prepareServer({ adminUrl, prefix, guard }: Installation): Promise<void> {
  const { owner, tenantGroup } = namesOf(prefix);
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await refuseWeakAdministrator(admin, guard);
    await createRole(admin, owner, null);
    await createRole(admin, tenantGroup, null);
    await actAs(admin, owner);
    await closeToPublic(admin);
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/**
 * Drops a database, whoever is connected, and its login role. Idempotent.
 * @param admin an administrator's connection to another database of the server
 */
export async function removeDatabaseAndLogin(admin: postgres.Sql, name: string): Promise<void> {
  const [login] = await admin`select 1 from pg_roles where rolname = ${name}`;
  // Only a member of a login's role may end its sessions.
  if (login) await actAs(admin, name);
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.unsafe(`drop role if exists ${name}`);
}

/**
 * Revokes the right of everyone to connect to `postgres` and `template1`, which a single tenant's login would
 * have too. Takes a lock, because Postgres refuses two changes of one database's rights at once.
 */
async function closeToPublic(admin: postgres.Sql): Promise<void> {
  await admin.begin(async (tx) => {
    const open = () => tx<{ name: string }[]>`
      select datname as name from pg_database where datname in ('postgres', 'template1')
      and has_database_privilege('public', oid, 'connect')`;
    if ((await open()).length === 0) return;
    await tx`select pg_advisory_xact_lock(hashtextextended('swingtag server', 0))`;
    for (const { name } of await open())
      await tx.unsafe(`revoke connect on database ${name} from public`);
  });
}

/** Creates and migrates a database for tenants on the platform's server and enters it there. Idempotent. */
export async function prepareTenantDatabase(
  installation: Installation,
  name: string,
  kind: DatabaseKind,
  report: (step: string) => void = () => {},
): Promise<void> {
  const { platform } = namesOf(installation.prefix);
  if (!(await unlessNewer(makeTenantDatabase(installation, name, report), report))) return;
  const version = await versionOf("tenant");
  const sql = postgres(urlOfDatabase(installation.adminUrl, platform), {
    max: 1,
    onnotice: () => {},
  });
  try {
    await sql`insert into databases (kind, name, schema_version) values (${kind}, ${name}, ${version})
      on conflict (name) do update set schema_version = excluded.schema_version`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Creates a database for tenants with a login role that can open nothing else, and brings its schema to the
 * newest version. The platform is told nothing. Idempotent.
 * @param template a migrated database to copy; nobody may be connected to it
 * @param generation of the login's password
 */
export async function makeTenantDatabase(
  installation: Installation,
  name: string,
  report: (step: string) => void = () => {},
  template: string | null = null,
  generation = 0,
): Promise<void> {
  const { owner, tenantGroup } = namesOf(installation.prefix);
  await createDatabase(installation, name, tenantGroup, template, generation);
  const files = await readSchema("tenant");
  const applied = await migrate({
    url: urlOfDatabase(installation.adminUrl, name),
    side: "tenant",
    owner,
    runtime: tenantGroup,
    files,
  });
  if (applied.length) report(`${name}: ${applied.length} migrations`);
  if (files.refusedPack) report(files.refusedPack);
}

async function preparePlatformDatabase(
  installation: Installation,
  report: (step: string) => void,
): Promise<void> {
  const { platform } = namesOf(installation.prefix);
  await createDatabase(installation, platform, null);
  await unlessNewer(
    migratePlatform(installation).then((applied) => {
      if (applied.length) report(`${platform}: ${applied.length} migrations`);
    }),
    report,
  );
}

/** Brings the platform database, the worker's tables included, to the newest schema. Idempotent. */
export async function migratePlatform(
  { adminUrl, prefix }: Installation,
  files?: SchemaFiles,
): Promise<string[]> {
  const { owner, platform } = namesOf(prefix);
  const url = urlOfDatabase(adminUrl, platform);
  await prepareWorkerTables(url, owner);
  return migrate({ url, side: "platform", owner, runtime: platform, files });
}

/** A database of a newer Swingtag is left as it is, and said; false then. */
async function unlessNewer(work: Promise<void>, report: (step: string) => void): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (!(error instanceof NewerSchema)) throw error;
    report(error.message);
    return false;
  }
}

/**
 * Creates a database, where it is missing, with the one login role that may connect to it.
 * @param group the role through which the login may use the tables, or null when it is granted them itself
 * @param template a database to copy; nobody may be connected to it
 */
export async function createDatabase(
  { adminUrl, prefix, secret }: Installation,
  name: string,
  group: string | null,
  template: string | null = null,
  generation = 0,
): Promise<void> {
  const { owner } = namesOf(prefix);
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await createRole(admin, name, rolePassword(name, secret, generation));
    if (group) await admin.unsafe(`grant ${group} to ${name}`);
    const [found] = await admin`select 1 from pg_database where datname = ${name}`;
    if (!found) {
      const [server] = await admin<{ version: number }[]>`
        select current_setting('server_version_num')::int as version`;
      const locale =
        (server?.version ?? 0) >= 170000
          ? "locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C'"
          : "lc_collate 'C' lc_ctype 'C.UTF-8'";
      const origin = template ?? `template0 encoding 'UTF8' ${locale}`;
      await actAs(admin, owner);
      // Closed until the rights stand: at first everyone may connect to a database.
      await admin.unsafe(
        `create database ${name} owner ${owner} template ${origin} allow_connections false`,
      );
    }
    await admin.unsafe(`revoke all on database ${name} from public`);
    await admin.unsafe(`grant connect on database ${name} to ${name}`);
    await admin.unsafe(`alter database ${name} allow_connections true`);
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** The same server and credentials, another database. */
export function urlOfDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.toString();
}
