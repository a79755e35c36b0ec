import { env } from "@/base/env";
import { listViolations } from "@/db/contract";
import { migrate, readSchema, type SchemaFiles } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import { changeDatabase, type Database } from "@/db/platform/queries/databases";
import { type AdminSql, adminOf, adminUrlOf } from "@/db/servers";
import {
  makeTenantDatabase,
  migratePlatform,
  namesOf,
  removeDatabaseAndLogin,
  within,
} from "@/db/setup";
import { installationOn } from "@/jobs/installation";
import { type Difference, differences, type Line, linesOf } from "./catalogue";
import type { Mending, Trouble } from "./trouble";

/** Schemas behind or ahead, edited migrations, policies and guards that are missing, and whatever else drifted. */
export async function schemaTroubles(
  database: Database,
  fresh: readonly Line[],
): Promise<Trouble[]> {
  const files = await readSchema("tenant");
  const { tenantGroup } = namesOf(env().DATABASE_PREFIX);
  const sql = adminOf(database);
  try {
    const ledger = await ledgerOf(sql);
    const stands = ledgerTroubles(database.name, ledger, files, bringUp(database));
    const behind = database.schemaVersion !== files.version && stands.length === 0;
    if (stands.length > 0) return stands;
    if (behind)
      return [
        {
          kind: "version not noted",
          subject: database.name,
          sentence: `${database.name} is at ${files.version}; the platform takes it for ${database.schemaVersion || "never migrated"}.`,
          mending: bringUp(database),
        },
      ];
    const all = await listViolations(sql, tenantGroup, env().DATABASE_GUARD);
    const violations = all.filter((sentence) => isOfThis(sentence, database.name));
    const found = differences(await linesOf(sql), fresh);
    return driftTroubles(database, violations, found);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Roles belong to the whole server, so that what is said of one is said in every database. It is told once: of
 * powers and groups with the role, of connecting with the database that lets it.
 */
function isOfThis(sentence: string, name: string): boolean {
  const { tenantGroup, platform } = namesOf(env().DATABASE_PREFIX);
  const [, role = "", does = ""] = /^the (?:role|login) (\S+) (.*)$/s.exec(sentence) ?? [];
  if (!role) return true;
  if (/^(is|can act as) /.test(does)) return role === tenantGroup;
  if (does.startsWith("may connect to ")) return role === name && does.endsWith(` ${platform}`);
  return role === name || role === tenantGroup;
}

/** As `schemaTroubles`, of the platform's own database. */
export async function platformTroubles(): Promise<Trouble[]> {
  const { platform: name } = namesOf(env().DATABASE_PREFIX);
  const sql = adminOf({ server: "", name });
  try {
    return ledgerTroubles(name, await ledgerOf(sql), await readSchema("platform"), {
      says: `migrate ${name}`,
      removesData: false,
      run: async () => void (await migratePlatform(installationOn(""))),
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

let made: { readonly version: string; readonly lines: Promise<Line[]> } | undefined;

/** What a database that is migrated from nothing has; made once for each version, and dropped again. */
export async function freshLines(): Promise<Line[]> {
  const { version } = await readSchema("tenant");
  if (made?.version !== version) made = { version, lines: makeFresh() };
  return made.lines.catch((error: unknown) => {
    made = undefined;
    throw error;
  });
}

async function makeFresh(): Promise<Line[]> {
  const name = `${env().DATABASE_PREFIX}_doctor`;
  const admin = adminOf({ server: "" });
  const drop = () => removeDatabaseAndLogin(admin, name);
  try {
    await admin`select pg_advisory_lock(hashtextextended(${name}, 0))`;
    await drop();
    await makeTenantDatabase(installationOn(""), name);
    const sql = adminOf({ server: "", name });
    try {
      return await linesOf(sql);
    } finally {
      await sql.end({ timeout: 5 });
      await drop();
    }
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function ledgerOf(sql: AdminSql): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<
    { name: string; hash: string }[]
  >`select name, hash from ledger.migrations`;
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}

function ledgerTroubles(
  subject: string,
  ledger: ReadonlyMap<string, string>,
  { migrations, version }: SchemaFiles,
  mending: Mending,
): Trouble[] {
  const edited = migrations.filter(({ name, hash }) => (ledger.get(name) ?? hash) !== hash);
  const unknown = [...ledger.keys()].filter(
    (name) => name !== "guard" && !migrations.some((migration) => migration.name === name),
  );
  const missing = migrations.filter(({ name }) => !ledger.has(name));
  return [
    ...edited.map(({ name }) => ({
      kind: "edited migration",
      subject,
      sentence: `${name} was edited after ${subject} was migrated by it. Restore the file and add a new one.`,
      mending: null,
    })),
    ...unknown.map((name) => ({
      kind: "newer schema",
      subject,
      sentence: `${subject} has ${name}, which this version of Swingtag does not know. Run the newer version.`,
      mending: null,
    })),
    ...(missing.length > 0 && unknown.length === 0 && edited.length === 0
      ? [
          {
            kind: "behind",
            subject,
            sentence: `${subject} lacks ${missing.map(({ name }) => name).join(", ")} of ${version}.`,
            mending,
          },
        ]
      : []),
  ];
}

function bringUp({ id, name, server }: Database): Mending {
  return {
    says: `migrate ${name}`,
    removesData: false,
    async run() {
      const files = await readSchema("tenant");
      const { owner, tenantGroup } = namesOf(env().DATABASE_PREFIX);
      const url = within(adminUrlOf(server), name);
      await migrate({ url, side: "tenant", owner, runtime: tenantGroup, files });
      await platform.write((tx) => changeDatabase(tx, id, { schemaVersion: files.version }));
    },
  };
}

function driftTroubles(
  database: Database,
  violations: readonly string[],
  found: readonly Difference[],
): Trouble[] {
  const { name } = database;
  const mendable = found.filter(({ statements }) => statements !== null);
  const others = found.filter(({ statements }) => statements === null);
  const troubles: Trouble[] = [];
  if (violations.length > 0 || mendable.length > 0) {
    const said = violations.length > 0 ? violations : mendable.map(({ sentence }) => sentence);
    troubles.push({
      kind: violations.length > 0 ? "unguarded" : "drift",
      subject: name,
      sentence: `${name}: ${some(said)}.`,
      mending: {
        says: `bring the guards and definitions of ${name} back to those of its version; no row is touched`,
        removesData: false,
        run: () =>
          renew(
            database,
            mendable.flatMap(({ statements }) => statements ?? []),
          ),
      },
    });
  }
  if (others.length > 0)
    troubles.push({
      kind: "other schema",
      subject: name,
      sentence: `${name}: ${some(others.map(({ sentence }) => sentence))}. Somebody changed it by hand; undo that by hand too, because rows depend on it.`,
      mending: null,
    });
  return troubles;
}

async function renew(database: Database, statements: readonly string[]): Promise<void> {
  const { platform: platformName } = namesOf(env().DATABASE_PREFIX);
  const sql = adminOf(database, { lock_timeout: "2s" });
  try {
    const others = await sql<{ name: string }[]>`
      select distinct case g.grantee when 0 then 'public' else g.grantee::regrole::text end as name
      from pg_database d, aclexplode(d.datacl) g
      where d.datname = current_database() and g.grantee <> d.datdba and g.grantee <> to_regrole(${database.name})`;
    await sql.begin(async (tx) => {
      for (const statement of statements) await tx.unsafe(statement);
      for (const { name } of others)
        await tx.unsafe(`revoke all on database ${database.name} from ${name}`);
      if (database.server === "")
        await tx.unsafe(`revoke all on database ${platformName} from public, ${database.name}`);
      await tx`delete from ledger.migrations where name = 'guard'`;
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
  await bringUp(database).run();
}

function some(sentences: readonly string[]): string {
  const [shown, more] = [sentences.slice(0, 3), sentences.length - 3];
  return `${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
