import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { rolePassword } from "@/base/env";
import { urlOfDatabase } from "./setup";
import { copyOfTemplate, dropDatabase, TEST_SECRET } from "./testing-server";

const prefix = `${inject("databaseRun")}_${randomBytes(3).toString("hex")}`;
const platform = `${prefix}_platform`;
const pool = `${prefix}_pool_1`;

beforeAll(async () => {
  await Promise.all([copyOfTemplate("platform", platform), copyOfTemplate("tenant", pool)]);
});

afterAll(async () => {
  await Promise.all([dropDatabase(platform), dropDatabase(pool)]);
});

test("a copy's login role uses the tables and owns none of them", async () => {
  for (const name of [platform, pool]) {
    const sql = loginTo(name, name);
    const tables = await sql<{ owned: boolean; usable: boolean }[]>`
      select pg_has_role(current_user, relowner, 'member') as owned,
        has_table_privilege(oid, 'select, insert, update, delete') as usable
      from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
    await sql.end();
    expect(tables.length).toBeGreaterThan(3);
    expect(tables.every(({ owned, usable }) => usable && !owned)).toBe(true);
  }
});

test("a copy's login role opens no other database", async () => {
  const sql = loginTo(pool, platform);
  await expect(sql`select 1`).rejects.toThrow(/permission denied for database/);
  await sql.end();
});

test("a copy begins without rows", async () => {
  const sql = loginTo(platform, platform);
  expect(await sql`select * from databases`).toHaveLength(0);
  await sql.end();
});

test("a copy outside of the run's names is refused, because nobody would drop it", async () => {
  await expect(copyOfTemplate("tenant", "elsewhere_pool_1")).rejects.toThrow(/starts with/);
});

function loginTo(role: string, database: string): postgres.Sql {
  const url = new URL(urlOfDatabase(inject("databaseUrl"), database));
  url.username = role;
  url.password = rolePassword(role, TEST_SECRET);
  return postgres(url.toString(), { max: 1 });
}
