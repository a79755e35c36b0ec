import { env } from "@/base/env";
import type { Database } from "@/db/platform/queries/databases";
import { adminOf } from "@/db/servers";
import { namesOf } from "@/db/setup";
import type { Difference } from "./catalogue";
import { bringUp } from "./ledger";
import type { Trouble } from "./trouble";

/** Guards and definitions that are not those of the version. */
export function driftTroubles(
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
