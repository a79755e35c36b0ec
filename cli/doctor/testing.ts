import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { env } from "@/base/env";
import { migrate, readSchema } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import {
  addDatabase,
  changeDatabase,
  type Database,
  findDatabase,
} from "@/db/platform/queries/databases";
import { claimTenant, removeTenant } from "@/db/platform/queries/founding";
import { orderOperation } from "@/db/platform/queries/operations";
import type { DatabaseAddress } from "@/db/pools";
import { withTenantRows } from "@/db/rows";
import { adminUrlOf } from "@/db/servers";
import { createDatabase, namesOf, urlOfDatabase } from "@/db/setup";
import type { Twins } from "@/db/testing";
import { dropDatabase, enterDatabase, makeDatabase } from "@/jobs/databases";
import { installationOn } from "@/jobs/installation";
import { listTroubles, mend, type Trouble } from "./doctor";

const made: Database[] = [];
const guests: string[] = [];

/** Removes the databases that a test made, with those who live there. */
export async function dropMade(): Promise<void> {
  for (const guest of guests.splice(0)) await platform.write((tx) => removeTenant(tx, guest));
  for (const database of made.splice(0)) await dropDatabase(database);
}

/** An own database of this installation without a tenant. */
export async function ownDatabase(): Promise<Database> {
  const database = await enterDatabase("own", "");
  await makeDatabase(database);
  await platform.write((tx) => changeDatabase(tx, database.id, { state: "ready" }));
  guests.push(await inhabit(database.name));
  made.push(database);
  return database;
}

/** A database that has all migrations but the newest. */
export async function olderDatabase(): Promise<string> {
  const name = `${env().DATABASE_PREFIX}_own_6${letter()}`;
  const { owner, tenantGroup } = namesOf(env().DATABASE_PREFIX);
  const newest = await readSchema("tenant");
  await platform.write((tx) => addDatabase(tx, { kind: "own", name, server: "", state: "ready" }));
  await createDatabase(installationOn(""), name, tenantGroup);
  guests.push(await inhabit(name));
  const row = await platform.read((tx) => findDatabase(tx, name));
  if (row) made.push(row);
  await migrate({
    url: urlOfDatabase(adminUrlOf(""), name),
    side: "tenant",
    owner,
    runtime: tenantGroup,
    // The guard of today may name what the last migration brings, so this has what any guard begins with.
    files: { ...newest, migrations: newest.migrations.slice(0, -1), guard: SEALS },
  });
  return name;
}

const SEALS = "create table ledger.seals (tenant_id uuid primary key, until timestamptz not null)";

/** Work about a tenant that has not begun; it is due tomorrow where nothing else is said. */
export async function order(tenantId: string, runAt = fromNow(24 * 3600)): Promise<string> {
  const id = await platform.write((tx) =>
    orderOperation(tx, {
      kind: "retire-copy",
      tenantId,
      input: { tenantId },
      exclusive: false,
      orderedBy: "Swingtag",
      runAt,
    }),
  );
  return id ?? "";
}

/** So many seconds from now, or before. */
export function fromNow(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}

/** Our skins once more, under another tenant or in another database. */
export async function copyRows(
  from: { id: string; database: DatabaseAddress },
  to: DatabaseAddress,
  tenantId: string = randomUUID(),
): Promise<string> {
  const lines: string[] = [];
  await withTenantRows(from.database, from.id, "snapshot", async (rows) => {
    const skins = rows.tables.find(({ name }) => name === "skins");
    if (skins) for await (const some of rows.lines(skins)) lines.push(...some);
  });
  await withTenantRows(to, tenantId, "write", async (rows) => {
    const skins = rows.tables.find(({ name }) => name === "skins");
    if (skins) await rows.insert(skins, lines);
  });
  return tenantId;
}

/** How many of its skins a tenant has in a database. */
export async function rowsOf(database: DatabaseAddress, tenantId: string): Promise<number> {
  return withTenantRows(database, tenantId, "snapshot", async (rows) => {
    const skins = rows.tables.find(({ name }) => name === "skins");
    return skins ? (await rows.digest(skins)).rows : 0;
  });
}

/**
 * Makes the twins' databases, copies of the run's templates, this installation's own, and mends what the doctor
 * finds in them.
 * @returns the kinds of trouble that were mended for the first pass
 */
export async function makeWell({ adminUrl, ours, theirs }: Twins): Promise<string[]> {
  const { owner } = namesOf(env().DATABASE_PREFIX);
  const own = `${env().DATABASE_PREFIX}_own_1`;
  const names = new Set([ours.tenant.database.name, theirs.tenant.database.name, own]);
  await onto(adminUrl("postgres"), async (sql) => {
    for (const name of names) await sql.unsafe(`alter database ${name} owner to ${owner}`);
  });
  if (first.length === 0) await inhabit(own);
  for (const name of names)
    await onto(adminUrl(name), async (sql) => {
      const tables = await sql<{ name: string }[]>`
        select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
      for (const table of tables) await sql`alter table ${sql(table.name)} owner to ${sql(owner)}`;
    });
  const kinds: string[] = [];
  for (let rounds = 4; rounds > 0; rounds--) {
    const troubles = await listTroubles();
    for (const trouble of troubles.filter(({ mending }) => mending && !mending.removesData)) {
      await mend(trouble);
      kinds.push(trouble.kind);
    }
    if (troubles.length === 0) break;
  }
  if (first.length === 0) first = kinds;
  return first;
}

/** A tenant without rows lives there, so that it is not empty. @returns its id */
async function inhabit(databaseName: string): Promise<string> {
  const slug = `guest-${randomUUID().slice(0, 8)}`;
  const tenant = await platform.write((tx) =>
    claimTenant(tx, { slug, databaseName, ownerEmailHash: slug, confirmed: true }),
  );
  return tenant?.id ?? "";
}

/** The kinds of trouble that were mended for the first pass; the second pass finds those databases mended. */
let first: string[] = [];

/** As an administrator. */
export async function onto(
  url: string,
  work: (sql: postgres.Sql) => Promise<unknown>,
): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await work(sql).finally(() => sql.end({ timeout: 5 }));
}

/** Kind and subject of each, in one order. */
export function told(troubles: readonly Trouble[]): [string, string][] {
  return troubles.map(({ kind, subject }): [string, string] => [kind, subject]).toSorted(byKind);
}

export function byKind(
  [kind, subject]: [string, string],
  [other, about]: [string, string],
): number {
  return `${kind} ${subject}` < `${other} ${about}` ? -1 : 1;
}

/** So that no two tests name the same. */
export function letter(): string {
  return randomUUID().slice(0, 6);
}
