import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listViolations } from "./contract";
import { migrate, readSchema, type SchemaFiles } from "./migrate";
import { createDatabase, namesOf, urlOfDatabase } from "./setup";
import { dropDatabase, testInstallation } from "./testing-server";

/** A database as former builds left it: their migrations alone, and rows of two tenants under forced policies. */
const FORMER = ["0000_start.sql", "0001_support.sql"];

let sql: postgres.Sql;
let name: string;
const tenants = [randomUUID(), randomUUID()];

beforeAll(async () => {
  const installation = testInstallation();
  const { owner, tenantGroup } = namesOf(installation.prefix);
  name = `${installation.prefix}_former_${process.pid}`;
  await createDatabase(installation, name, tenantGroup);
  const url = urlOfDatabase(installation.adminUrl, name);
  sql = postgres(url, { max: 1, onnotice: () => {} });
  const bringUp = (files: SchemaFiles) =>
    migrate({ url, side: "tenant", owner, runtime: tenantGroup, files });
  const now = await readSchema("tenant");
  const migrations = now.migrations.filter((migration) => FORMER.includes(migration.name));
  await bringUp({ ...now, migrations, guard: "select 1" });
  for (const tenant of tenants) await fill(tenant);
  await bringUp(now);
});
afterAll(async () => {
  await sql.end();
  await dropDatabase(name);
});

test("rows of former builds are hidden exactly as before, on every tenant's site", async () => {
  for (const table of ["copies", "photos", "item_tags", "item_words"]) {
    const rows = await sql<{ slug: string; hidden: boolean; tenant: string }[]>`
      select distinct slug, ${sql(table)}.hidden, items.tenant_id as tenant from ${sql(table)}
      join items on items.tenant_id = ${sql(table)}.tenant_id and items.id = item_id order by tenant, slug`;
    expect(rows).toEqual(
      [...tenants].sort().flatMap((tenant) => [
        { slug: "public", hidden: false, tenant },
        { slug: "secret", hidden: true, tenant },
        { slug: "trashed", hidden: true, tenant },
        { slug: "unlisted", hidden: false, tenant },
      ]),
    );
  }
});

test("what search and the filters know of them is made of what they say", async () => {
  for (const tenant of tenants) {
    const words =
      await sql`select distinct word from item_words where tenant_id = ${tenant} order by 1`;
    expect(words.map(({ word }) => word)).toEqual([
      "old",
      "public",
      "secret",
      "trashed",
      "unlisted",
    ]);
    const [shelf] = await sql`select sum(bit_count(bits))::int as items from shelf_sets
      where tenant_id = ${tenant} and facet = 'all' and not for_members`;
    expect(shelf).toEqual({ items: 1 });
  }
  expect(await sql`select from ledger.outdated`).toHaveLength(0);
});

test("and the database keeps the contract", async () => {
  expect(await listViolations(sql, namesOf(testInstallation().prefix).tenantGroup)).toEqual([]);
});

async function fill(tenant: string): Promise<void> {
  const tables = ["items", "copies", "photos", "item_tags", "item_words"];
  await sql.begin(async (tx) => {
    for (const table of tables)
      await tx.unsafe(
        `alter table ${table} enable row level security; alter table ${table} force row level security`,
      );
    for (const [slug, visibility, trashed] of [
      ["public", "public", null],
      ["unlisted", "unlisted", null],
      ["secret", "private", null],
      ["trashed", "public", new Date()],
    ] as const) {
      const [item] = await tx`insert into items (tenant_id, slug, name, visibility, trashed_at)
        values (${tenant}, ${slug}, ${slug}, ${visibility}, ${trashed}) returning id`;
      const id = item?.id;
      await tx`insert into copies (tenant_id, item_id) values (${tenant}, ${id})`;
      await tx`insert into item_tags (tenant_id, item_id, tag) values (${tenant}, ${id}, 'old')`;
      await tx`insert into item_words (tenant_id, item_id, word) values (${tenant}, ${id}, 'old')`;
      await tx`insert into photos (tenant_id, item_id, key, width, height, colour)
        values (${tenant}, ${id}, ${slug}, 8, 8, '#aabbcc')`;
    }
  });
}
