import postgres from "postgres";
import { urlOfDatabase } from "@/db/setup";
import type { Product } from "./installation";
import { connectElsewhere } from "./logins";
import { layOutField } from "./rows/battlefield";
import { attackRows, huntMutants } from "./rows/hunt";
import type { Secrets } from "./secrets";
import type { TestTenant } from "./tenants";
import type { Tally } from "./watch";

/** Attacks the pool and an own database as their logins, then takes their walls down one at a time. */
export async function attackDatabases(
  { installation, names, own }: Product,
  given: {
    readonly targets: readonly TestTenant[];
    readonly secrets: Secrets;
    readonly tally: Tally;
    readonly quick: boolean;
    readonly report: (step: string) => void;
  },
): Promise<{
  statements: number;
  mutants: number;
  caught: number;
  byAttack: number;
  byContract: number;
}> {
  const { targets, secrets, tally, quick, report } = given;
  const [ada, bo, cy] = targets;
  if (!ada || !bo || !cy) throw new Error("Three sites are attacked.");
  const sum = { statements: 0, mutants: 0, caught: 0, byAttack: 0, byContract: 0 };
  const elsewhere = await connectElsewhere(installation, [names.pool, ...own]);
  tally.count("connection", elsewhere.tried);
  for (const sentence of elsewhere.wrong) tally.find("connection", sentence);
  for (const [mine, theirs] of [
    [ada, bo],
    [cy, ada],
  ] as const) {
    const login = mine.tenant.database.name;
    const sql = postgres(urlOfDatabase(installation.adminUrl, login), {
      max: 1,
      onnotice: () => {},
    });
    await sql`analyze`;
    const battlefield = await layOutField({
      mine: { id: mine.tenant.id, slug: mine.slug, sql },
      theirs: { id: theirs.tenant.id, slug: theirs.slug, sql: theirs.sql },
      login,
      group: names.tenantGroup,
      owner: names.owner,
      otherDatabase: names.platform,
      secrets,
    });
    for (const { kind, on, statement, what } of await attackRows(sql, battlefield))
      tally.find("statement", `${login}, ${kind} on ${on}: ${statement} — ${what}`);
    for (const { kind } of battlefield.attempts) tally.count(`statement: ${kind}`);
    sum.statements += battlefield.attempts.length;
    report(
      `Taking down the walls of ${mine.tenant.placement === "pool" ? "the pool" : "an own database"}, one at a time`,
    );
    for (const { mutant, stillborn, byAttack, byContract } of await huntMutants(sql, battlefield, {
      thorough: mine === ada && !quick,
    })) {
      if (stillborn) continue;
      sum.mutants++;
      if (byAttack) sum.byAttack++;
      if (byContract) sum.byContract++;
      if (byAttack || byContract) sum.caught++;
      else tally.find("mutant", `nobody noticed: ${mutant.name}`);
    }
    await sql.end();
  }
  return sum;
}
