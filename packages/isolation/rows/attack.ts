import type postgres from "postgres";
import { literal, quoted } from "../catalogue";
import type { Secrets } from "../secrets";
import type { Attempt, Row, Side } from "./attempt";
import { SEALED } from "./attempts-on-guards";
import { type Outcome, outcomeOf } from "./outcome";

/** The result of an attempt that got through a wall. */
export interface Breach {
  readonly kind: string;
  readonly on: string;
  readonly statement: string;
  readonly what: string;
}

export interface Attacker {
  /** The runtime login that the statements run as. */
  readonly login: string;
  readonly mine: Side;
  readonly theirs: Side;
  readonly secrets: Secrets;
}

/** A row of each table of a tenant, and which there are. @param sql an administrator's connection */
export async function readSide(
  sql: postgres.ISql,
  tables: readonly { readonly name: string }[],
  { id: tenantId, slug }: { readonly id: string; readonly slug: string },
): Promise<Side> {
  const rows = new Map<string, Row>();
  for (const { name } of tables) {
    const [row] = await sql.unsafe<{ row: Row }[]>(
      `select (select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(t))) as row
        from ${quoted(name)} t where tenant_id = $1 order by id limit 1`,
      [tenantId],
    );
    if (row) rows.set(name, row.row);
  }
  return { tenantId, slug, rows };
}

/**
 * Tries each statement as a runtime login, in a savepoint of its own that is rolled back.
 * @param tx an administrator's transaction: the login's rights are taken on by SET SESSION AUTHORIZATION, so
 *   that what the transaction itself has changed is attacked too
 * @param most stops after so many breaches
 */
export async function attack(
  tx: postgres.TransactionSql,
  { login, mine, theirs, secrets }: Attacker,
  attempts: readonly Attempt[],
  most = Number.POSITIVE_INFINITY,
): Promise<Breach[]> {
  const breaches: Breach[] = [];
  const tables = [...theirs.rows.keys()];
  const before = await fingerprint(tx, tables, theirs.tenantId);
  for (const attempt of attempts) {
    const what = await tryOne(attempt);
    if (what) breaches.push({ ...attempt, what });
    if (breaches.length >= most) break;
  }
  return breaches;

  async function tryOne({ statement, settings, verdict, on }: Attempt): Promise<string | null> {
    let outcome: Outcome | undefined;
    let changed = false;
    const over = new Error("rolled back");
    await tx
      .savepoint(async (inner) => {
        if (settings === SEALED)
          await inner`insert into ledger.seals values (${mine.tenantId}, now() + interval '1 minute')`;
        await inner.unsafe(
          `set local session authorization ${quoted(login)}; set local app.audience = 'members'; set local app.tenant_id = ${literal(mine.tenantId)}${settings && settings !== SEALED ? `; ${settings}` : ""}`,
        );
        outcome = await outcomeOf(inner, statement);
        if (!outcome.error) {
          await inner`reset session authorization`;
          const watched = tables.includes(on) ? [on] : tables;
          const now = await fingerprint(inner, watched, theirs.tenantId);
          changed = watched.some((table) => now.get(table) !== before.get(table));
        }
        throw over;
      })
      .catch((error: unknown) => {
        if (error !== over && !outcome) throw error;
      });
    if (!outcome) throw new Error("Nothing was tried.");
    return judge({ ...outcome, changed }, statement, verdict);
  }

  function judge(
    { text, rows, error, changed }: Outcome & { changed: boolean },
    statement: string,
    verdict: Attempt["verdict"],
  ): string | null {
    const told = secrets.findForeign(text, mine.slug, statement);
    if (told.length > 0) return `it told ${told.slice(0, 3).join(", ")}`;
    const hidden = verdict === "public" ? secrets.findHidden(text, mine.slug, statement) : [];
    if (hidden.length > 0) return `it told a visitor ${hidden.slice(0, 3).join(", ")}`;
    if (changed) return "rows of the neighbour changed";
    if (verdict === "refused" && !error) return "it was not refused";
    if (verdict === "empty" && rows > 0) return `it gave ${rows} rows`;
    if (verdict === "accepted" && error) return `it was refused: ${error}`;
    return null;
  }
}

/** Every row of a tenant with its ctid, so that a rewrite with the same values is noticed too. */
async function fingerprint(
  sql: postgres.ISql,
  tables: readonly string[],
  tenantId: string,
): Promise<ReadonlyMap<string, string>> {
  const parts = tables.map(
    (name) =>
      `select ${literal(name)} as name, coalesce(md5(string_agg(t::text || t.ctid || t.xmin, '' order by t.ctid)), '') as hash from ${quoted(name)} t where tenant_id = ${literal(tenantId)}`,
  );
  const rows = await sql.unsafe<{ name: string; hash: string }[]>(parts.join(" union all "));
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}
