import { setTimeout as pause } from "node:timers/promises";
import type postgres from "postgres";
import { z } from "zod";
import { settingsOf } from "./scope";

/** Whose words or what follows from them a former build made. */
export const OutdatedSchema = z.array(
  z.object({ id: z.uuid(), what: z.enum(["words", "facets", "beginnings"]) }),
);
export type Outdated = z.infer<typeof OutdatedSchema>;

/** How often a tenant is come back to whom a move seals or who writes, and how long is waited before, in milliseconds. */
const TRIES = 60;
const PAUSE = 500;

/**
 * Makes anew what triggers keep in step with the rows and a former build made otherwise. Each tenant's in a transaction of
 * its own that locks no table, so that nobody else notices: its readers find what was there before, its writers wait. Where the process is killed the next migration goes on.
 * @param sql an administrator's, who may act as the owner of the tables
 * @throws Error when a tenant stays sealed or never stops writing
 */
export async function makeAnew(
  sql: postgres.Sql,
  owner: string,
  outdated: Outdated,
): Promise<void> {
  for (const one of outdated)
    for (let tries = 1; !(await makeOne(sql, owner, one).catch(falseIfBusy)); tries++) {
      if (tries === TRIES)
        throw new Error(`The tenant ${one.id} is being moved. Migrate again when it has arrived.`);
      await pause(PAUSE);
    }
}

function falseIfBusy(error: unknown): false {
  if (isBusy(error)) return false;
  throw error;
}

/** 55P03: a lock was not to be had in time; 40P01: a deadlock. */
export function isBusy(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return code === "55P03" || code === "40P01";
}

/** @returns false while the tenant is sealed */
function makeOne(sql: postgres.Sql, owner: string, { id, what }: Outdated[number]) {
  return sql.begin(async (tx) => {
    // In both ways, because a migration needs no settings of an installation.
    const settings = settingsOf({ id }, { kind: "system" }, true);
    // Briefly, because whoever comes to write meanwhile waits behind it.
    await tx.unsafe(`${settings}; set local lock_timeout = '1500ms'`);
    // Nobody writes meanwhile: who began before would not keep in step what is made now.
    await tx`select pg_advisory_xact_lock(hashtextextended('write ' || ${id}, 0))`;
    const [seal] = await tx<{ lasts: boolean }[]>`
      select until = 'infinity' as lasts from ledger.seals
      where tenant_id = ${id} and until > clock_timestamp()`;
    if (seal && !seal.lasts) return false;
    // What a tenant who has moved away left behind is not read any more.
    if (!seal) {
      await tx.unsafe(`set local role ${owner}`);
      if (what === "words") await tx`select make_sort_names_anew(${id})`;
      await tx`select ${tx(`make_${what}_anew`)}(${id})`;
      await tx`reset role`;
    }
    await tx`delete from ledger.outdated where tenant_id = ${id} and what = ${what}`;
    return true;
  });
}
