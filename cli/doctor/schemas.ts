import { env } from "@/base/env";
import { listViolations } from "@/db/contract";
import { readSchema } from "@/db/migrate";
import type { Database } from "@/db/platform/queries/databases";
import { adminOf } from "@/db/servers";
import { migratePlatform, namesOf } from "@/db/setup";
import { installationOn } from "@/jobs/installation";
import { differences, type SchemaPart, schemaPartsOf } from "./catalogue";
import { driftTroubles } from "./drift";
import { bringUp, ledgerOf, ledgerTroubles } from "./ledger";
import type { Trouble } from "./trouble";

/** Schemas behind or ahead, edited migrations, policies and guards that are missing, and whatever else drifted. */
export async function schemaTroubles(
  database: Database,
  fresh: readonly SchemaPart[],
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
    const found = differences(await schemaPartsOf(sql), fresh);
    return driftTroubles(database, violations, found);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Roles belong to the whole server, so every database reports the same sentence about a role. This keeps one of
 * them: powers and groups are reported with the role's own database, a right to connect with the database that
 * grants it.
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
