import { env } from "@/base/env";
import { addressIn, type Database } from "@/db/platform/queries/databases";
import { withTenantRows } from "@/db/rows";
import { unsealTenant } from "@/db/seal";
import { adminOf } from "@/db/servers";
import { sweepOperations } from "@/jobs/sweep";
import { filesOf } from "@/server/photos/photo-files";
import { know } from "./survey";
import { isWorkedOn, type Known, type Trouble } from "./trouble";

/** Whose rows and seals a database holds. */
export interface Holding {
  readonly database: Database;
  /** Ids of tenants that have rows here. */
  readonly tenants: readonly string[];
  /** Ids of tenants that are sealed here now. */
  readonly sealed: readonly string[];
}

/** @throws Error when the database can't be reached */
export async function holdingOf(database: Database): Promise<Holding> {
  const sql = adminOf(database);
  try {
    const tables = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'tenant_id'`;
    const tenants = new Set<string>();
    // From key to key through the index: a pool may hold millions of rows of few tenants.
    for (const { name } of tables)
      for (const { id } of await sql<{ id: string }[]>`
        with recursive t as (
          (select tenant_id from ${sql(name)} order by tenant_id limit 1)
          union all
          select (select x.tenant_id from ${sql(name)} x where x.tenant_id > t.tenant_id order by 1 limit 1)
          from t where t.tenant_id is not null
        ) select tenant_id::text as id from t where tenant_id is not null`)
        tenants.add(id);
    const sealed = await sql<{ id: string }[]>`
      select tenant_id::text as id from ledger.seals where until > clock_timestamp()`;
    return { database, tenants: [...tenants], sealed: sealed.map(({ id }) => id) };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Rows of tenants in databases where they do not live, and seals that nothing explains. */
export function holdingTroubles(holdings: readonly Holding[], known: Known): Trouble[] {
  return holdings.flatMap(({ database, tenants, sealed }) => [
    ...tenants
      .filter((id) => isStray(known, id, database))
      .map((id) => strayRows(database, id, known)),
    ...sealed
      .filter((id) => !isWorkedOn(known, id) && !isStray(known, id, database))
      .map((id) => leftSeal(database, id)),
  ]);
}

function isStray(known: Known, tenantId: string, database: Database): boolean {
  const home = known.tenants.find(({ id }) => id === tenantId);
  return home?.databaseId !== database.id && !isWorkedOn(known, tenantId);
}

function strayRows(database: Database, tenantId: string, known: Known): Trouble {
  const exists = known.tenants.some(({ id }) => id === tenantId);
  return {
    kind: "stray rows",
    subject: tenantId,
    sentence: `${database.name} has rows of ${tenantId}, ${exists ? "which lives elsewhere" : "a site there is not"}, and no work explains them.`,
    mending: {
      says: `remove the rows of ${tenantId} from ${database.name}`,
      removesData: true,
      async run() {
        if (!isStray(await know(), tenantId, database)) return;
        await withTenantRows(addressIn(database), tenantId, "write", (rows) => rows.clear());
        await unsealTenant(addressIn(database), tenantId);
      },
    },
  };
}

function leftSeal(database: Database, tenantId: string): Trouble {
  return {
    kind: "left seal",
    subject: tenantId,
    sentence: `${tenantId} is sealed in ${database.name}, so its site takes no changes, and nothing moves it.`,
    mending: {
      says: `take the seal off ${tenantId}`,
      removesData: false,
      async run() {
        if (!isWorkedOn(await know(), tenantId)) await unsealTenant(addressIn(database), tenantId);
      },
    },
  };
}

/** Files that lie in the store for tenants there are not. */
export async function fileTroubles(owners: readonly string[], known: Known): Promise<Trouble[]> {
  const isNobody = (now: Known, tenantId: string) =>
    !now.tenants.some(({ id }) => id === tenantId) && !isWorkedOn(now, tenantId);
  return owners
    .filter((tenantId) => isNobody(known, tenantId))
    .map((tenantId) => ({
      kind: "stray files",
      subject: tenantId,
      sentence: `The file store has files of ${tenantId}, a site there is not.`,
      mending: {
        says: `remove the files of ${tenantId}`,
        removesData: true,
        async run() {
          if (isNobody(await know(), tenantId)) await filesOf({ id: tenantId }).deletePrefix("");
        },
      },
    }));
}

/** Operations that no job of the worker will ever begin. */
export async function workTroubles(known: Known): Promise<Trouble[]> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    const jobs = await admin<{ key: string }[]>`
      select key from graphile_worker.jobs where key is not null and attempts < max_attempts`;
    const ids = new Set(jobs.map(({ key }) => key));
    return known.work
      .filter(({ id, createdAt }) => !ids.has(id) && Date.now() - createdAt.getTime() > HANDED)
      .map(({ id, kind, slug }) => ({
        kind: "work without a job",
        subject: id,
        sentence: `The operation ${kind} ${slug} has no job, so no worker begins it.`,
        mending: { says: "hand it to the worker again", removesData: false, run: sweepOperations },
      }));
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** An operation that young may be handed over at this moment, in milliseconds. */
const HANDED = 10_000;
