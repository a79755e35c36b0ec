import { env } from "@/base/env";
import { migrate, readSchema, type SchemaFiles } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import { changeDatabase, type Database } from "@/db/platform/queries/databases";
import { type AdminSql, adminUrlOf } from "@/db/servers";
import { namesOf, urlOfDatabase } from "@/db/setup";
import type { Mending, Trouble } from "./trouble";

/** What a database’s ledger says was migrated. */
export async function ledgerOf(sql: AdminSql): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<
    { name: string; hash: string }[]
  >`select name, hash from ledger.migrations`;
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}

/** Migrations that are missing, edited or of a newer version. */
export function ledgerTroubles(
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

/** Brings a database to the version of this code. */
export function bringUp({ id, name, server }: Database): Mending {
  return {
    says: `migrate ${name}`,
    removesData: false,
    async run() {
      const files = await readSchema("tenant");
      const { owner, tenantGroup } = namesOf(env().DATABASE_PREFIX);
      const url = urlOfDatabase(adminUrlOf(server), name);
      await migrate({ url, side: "tenant", owner, runtime: tenantGroup, files });
      await platform.write((tx) => changeDatabase(tx, id, { schemaVersion: files.version }));
    },
  };
}
