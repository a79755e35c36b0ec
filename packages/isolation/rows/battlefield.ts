import type postgres from "postgres";
import { type Catalogue, readCatalogue } from "../catalogue";
import type { Secrets } from "../secrets";
import { type Attacker, readSide } from "./attack";
import type { Attempt } from "./attempt";
import { attemptsOnTables } from "./attempts";
import { attemptsElsewhere } from "./attempts-elsewhere";
import type { Walls } from "./mutants";

/** One database, the login that attacks it, and everything there is to try there. */
export interface Battlefield {
  readonly catalogue: Catalogue;
  readonly attacker: Attacker;
  readonly attempts: readonly Attempt[];
  readonly walls: Walls;
}

export interface Resident {
  readonly id: string;
  readonly slug: string;
  /** An administrator's connection to the database where this tenant lives. */
  readonly sql: postgres.ISql;
}

/**
 * Lays the field out: reads the catalogue, a row of each table of both tenants, and plants a large object of
 * the owner's with a secret in it.
 * @param secrets is told of the large object
 */
export async function layOutField(given: {
  readonly mine: Resident;
  readonly theirs: Resident;
  readonly login: string;
  readonly group: string;
  readonly owner: string;
  readonly otherDatabase: string;
  readonly secrets: Secrets;
}): Promise<Battlefield> {
  const { mine, theirs, login, group, owner, otherDatabase, secrets } = given;
  const catalogue = await readCatalogue(mine.sql);
  const mySide = await readSide(mine.sql, catalogue.tables, mine);
  const theirSide = await readSide(theirs.sql, catalogue.tables, theirs);
  const attacker = { login, mine: mySide, theirs: theirSide, secrets };
  const item = theirSide.rows.get("items")?.story ?? theirs.id;
  const [object] = await mine.sql<{ id: string }[]>`
    select lo_from_bytea(0, convert_to(${item}, 'UTF8'))::text as id`;
  const bait = {
    largeObject: object?.id ?? "0",
    otherDatabase,
    owner,
    prefix: group.replace(/_tenant$/, ""),
  };
  const restrictive = await mine.sql<Walls["restrictive"][number][]>`
    select c.relname::text as table, p.polname::text as name from pg_policy p join pg_class c on c.oid = p.polrelid
    where not p.polpermissive order by 1, 2`;
  const triggers = await mine.sql<Walls["triggers"][number][]>`
    select c.relname::text as table, t.tgname::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal order by 1, 2`;
  return {
    catalogue,
    attacker,
    attempts: [
      ...attemptsOnTables(catalogue, mySide, theirSide),
      ...attemptsElsewhere(catalogue, mySide, theirSide, bait),
    ],
    walls: {
      login,
      group,
      owner,
      otherDatabase,
      largeObject: bait.largeObject,
      restrictive: [...restrictive],
      triggers: [...triggers],
    },
  };
}
