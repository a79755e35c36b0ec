import { readdir } from "node:fs/promises";
import postgres from "postgres";
import { expect, vi } from "vitest";
import { env } from "@/base/env";
import { urlOfDatabase } from "@/db/setup";

/** Makes every operation that waits for a moment to come wait no longer. */
export async function bringForward(): Promise<void> {
  await onPlatform(async (sql) => {
    await sql`update operations set run_at = now() where state = 'waiting'`;
    await sql`select graphile_worker.reschedule_jobs(array_agg(id), run_at => now())
      from graphile_worker.jobs where run_at > now() and locked_by is null and task_identifier = 'operation'
      having count(*) > 0`;
  });
}

/**
 * Waits for 60 seconds until every operation has ended and nothing belongs to no tenant. Both are looked at in the
 * same moment while a worker runs, because it orders spares without being asked: one that begins just before the
 * worker stops is half made, and no fault.
 * @throws with what is left
 */
export async function untilSettled(): Promise<void> {
  await vi.waitFor(
    async () => {
      await bringForward();
      expect(await countUnended(), "operations that have not ended").toBe(0);
      expect(await listLeftovers()).toEqual([]);
    },
    { timeout: 60_000, interval: 500 },
  );
}

/** How many operations have not ended. */
async function countUnended(): Promise<number> {
  return onPlatform(async (sql) => {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from operations where state in ('waiting', 'running')`;
    return row?.n ?? 0;
  });
}

/** The state of each of these tenants; `absent` for one there is no row of. */
export async function statesOf(names: readonly string[]): Promise<Map<string, string>> {
  const rows = await onPlatform(
    (sql) =>
      sql<{ slug: string; state: string }[]>`
        select slug, state from tenants where slug = any(${[...names]}::text[])`,
  );
  const found = new Map(rows.map(({ slug, state }) => [slug, state]));
  return new Map(names.map((name) => [name, found.get(name) ?? "absent"]));
}

/**
 * Lists in words everything that belongs to no tenant: databases, login roles, rows of the platform, of pools
 * and of own databases, jobs and files.
 */
export async function listLeftovers(): Promise<string[]> {
  const prefix = env().DATABASE_PREFIX;
  const left: string[] = [];
  await onPlatform(async (sql) => {
    const own = `^${prefix}_own_`;
    const template = `^${prefix}_template_`;
    const add = (what: string, rows: readonly { name: string | null }[]) =>
      left.push(...rows.map(({ name }) => `${what} ${name}`));
    add(
      "database without a row",
      await sql<{ name: string }[]>`select datname as name from pg_database
        where datname ~ ${own} and datname not in (select name from databases)`,
    );
    add(
      "role without a row",
      await sql<{ name: string }[]>`select rolname as name from pg_roles
        where rolname ~ ${own} and rolname not in (select name from databases)`,
    );
    add(
      "row without a database or a role",
      await sql<{ name: string }[]>`select name from databases where name not in
        (select datname from pg_database d join pg_roles r on r.rolname = d.datname where datallowconn)`,
    );
    add(
      "row neither lived in nor spare",
      await sql<{ name: string }[]>`select d.name || ' ' || d.state as name from databases d
        left join tenants t on t.database_id = d.id
        where d.kind = 'own' and not (d.state = 'ready' and t.id is not null) and d.state <> 'spare'
          and d.name not like '%_own_1'`,
    );
    add(
      "template half made",
      await sql<{ name: string }[]>`select rolname as name from pg_roles
        left join pg_database on datname = rolname
        where rolname ~ ${template} and (datallowconn is not false or rolcanlogin)`,
    );
    add(
      "tenant half made",
      await sql<{ name: string }[]>`select slug as name from tenants where state = 'founding'`,
    );
    add(
      "ownership without a tenant",
      await sql<{ name: string }[]>`select tenant_id::text as name from ownerships
        where tenant_id not in (select id from tenants)`,
    );
    add(
      "job of an operation that ended",
      await sql<{ name: string }[]>`select key as name from graphile_worker.jobs j
        left join operations o on o.id::text = j.key
        where j.task_identifier = 'operation' and (o.id is null or o.state in ('succeeded', 'failed'))`,
    );
    const tenants = await sql<{ id: string; slug: string; state: string; database: string }[]>`
      select t.id, t.slug, t.state, d.name as database from tenants t join databases d on d.id = t.database_id`;
    const databases = await sql<
      { name: string }[]
    >`select name from databases where state <> 'preparing'`;
    for (const { name } of databases)
      left.push(
        ...(await listStrays(
          name,
          tenants.filter(({ database }) => database === name),
        ).catch(noneIfDropped)),
      );
  });
  const found = await readdir(env().FILES, { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  const files = found.filter((entry) => entry.isFile());
  return [...left, ...files.map(({ name }) => `file ${name}`)];
}

/** Work of an earlier test may drop a database after it was listed, and no rows are left in it then. */
function noneIfDropped(error: unknown): string[] {
  if (error instanceof postgres.PostgresError && error.code === "3D000") return [];
  throw error;
}

/** Rows of tenants that don't live in a database, and tenants there without a site or an owner. */
async function listStrays(
  database: string,
  tenants: readonly { readonly id: string; readonly slug: string }[],
): Promise<string[]> {
  const left: string[] = [];
  await on(database, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'tenant_id'`;
    const ids = tenants.map(({ id }) => id);
    for (const { name } of tables) {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from ${sql(name)} where not tenant_id = any(${ids}::uuid[])`;
      if (row?.n) left.push(`${row.n} rows of nobody in ${database}.${name}`);
    }
    for (const { id, slug } of tenants) {
      const [row] = await sql<{ sites: number; owners: number }[]>`
        select (select count(*)::int from site where tenant_id = ${id}) as sites,
          (select count(*)::int from members where tenant_id = ${id} and role = 'owner') as owners`;
      if (row?.sites !== 1 || row.owners !== 1) left.push(`${slug} without a site or an owner`);
    }
  });
  return left;
}

function onPlatform<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  return on(`${env().DATABASE_PREFIX}_platform`, work);
}

async function on<T>(database: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(urlOfDatabase(env().DATABASE_URL, database), { max: 1, onnotice: () => {} });
  return work(sql).finally(() => sql.end({ timeout: 5 }));
}
