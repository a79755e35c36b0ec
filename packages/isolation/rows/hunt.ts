import postgres from "postgres";
import { listViolations } from "@/db/contract";
import { attack, type Breach } from "./attack";
import type { Battlefield } from "./battlefield";
import { listMutants, type Mutant } from "./mutants";

/** What noticed a mutant; null if nothing did. */
export interface Caught {
  readonly mutant: Mutant;
  /** Whether the mutant can't be made, because two tenants have equal rows, which a key across tenants forbids. */
  readonly stillborn: boolean;
  readonly byAttack: string | null;
  readonly byContract: string | null;
}

/** Tries everything on the walls as they are. */
export async function attackRows(sql: postgres.Sql, field: Battlefield): Promise<Breach[]> {
  return rolledBack(sql, (tx) => attack(tx, field.attacker, field.attempts));
}

/**
 * Takes down one wall after the other, each in a transaction that is rolled back, and looks whether the
 * attack or the contract of the catalogue notices.
 * @param part which of how many parts of the mutants
 * @param thorough false leaves out the attack where the contract has noticed
 */
export async function huntMutants(
  sql: postgres.Sql,
  field: Battlefield,
  {
    thorough = true,
    part = [0, 1],
  }: { thorough?: boolean; part?: readonly [nth: number, of: number] } = {},
): Promise<Caught[]> {
  const [nth, of] = part;
  const mutants = listMutants(field.catalogue, field.walls).filter((_, at) => at % of === nth);
  const results: Caught[] = [];
  for (const mutant of mutants) results.push(await hunt(sql, field, mutant, thorough));
  return results;
}

async function hunt(
  sql: postgres.Sql,
  field: Battlefield,
  mutant: Mutant,
  thorough: boolean,
): Promise<Caught> {
  const { attacker, attempts, walls, catalogue } = field;
  const tables = new Set(catalogue.tables.map((table) => table.name));
  const about = attempts.filter(({ on }) =>
    mutant.on === null ? !tables.has(on) || on === "items" : on === mutant.on,
  );
  return rolledBack(sql, async (tx) => {
    if (!(await takeDown(tx, mutant)))
      return { mutant, stillborn: true, byAttack: null, byContract: null };
    const [violation] = await listViolations(tx, walls.group);
    if (violation && !thorough)
      return { mutant, stillborn: false, byContract: violation, byAttack: null };
    // Objects that the mutant adds, such as a view, are attacked too.
    const fresh = await attemptsOnNew(tx, field);
    const [breach] = await attack(tx, attacker, [...fresh, ...about], 1);
    return {
      mutant,
      stillborn: false,
      byContract: violation ?? null,
      byAttack: breach ? `${breach.statement.slice(0, 120)}: ${breach.what}` : null,
    };
  });
}

/** @returns false when rows that are there already break the key that the mutant would add */
async function takeDown(tx: postgres.TransactionSql, { statement }: Mutant): Promise<boolean> {
  try {
    await tx.savepoint((inner) => inner.unsafe(statement));
    return true;
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === "23505") return false;
    throw error;
  }
}

async function attemptsOnNew(tx: postgres.ISql, { catalogue }: Battlefield) {
  const known = [
    ...catalogue.tables.map(({ name }) => name),
    ...catalogue.others.map(({ name }) => name),
  ];
  const relations = await tx<{ name: string }[]>`
    select case n.nspname when 'public' then c.relname::text else format('%I.%I', n.nspname, c.relname) end as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
      and not (case n.nspname when 'public' then c.relname::text else format('%I.%I', n.nspname, c.relname) end = any(${known}))`;
  const functions = await tx<{ name: string }[]>`
    select p.oid::regproc::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace and p.pronargs = 0
      and p.prosecdef and p.prorettype <> 'trigger'::regtype`;
  const attempts = [
    ...relations.map(({ name }) => `select * from ${name}`),
    ...functions.map(({ name }) => `select * from ${name}()`),
  ];
  return attempts.map((statement) => ({
    kind: "select",
    on: "what is new",
    statement,
    verdict: "harmless" as const,
  }));
}

async function rolledBack<T>(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const over = new Error("rolled back");
  let result: { value: T } | undefined;
  await sql
    .begin(async (tx) => {
      result = { value: await work(tx) };
      throw over;
    })
    .catch((error: unknown) => {
      if (error !== over) throw error;
    });
  if (!result) throw new Error("The transaction gave no result.");
  return result.value;
}
