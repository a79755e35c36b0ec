import postgres from "postgres";
import { beforeEach, expect, test } from "vitest";
import { namesOf, urlOfDatabase } from "./setup";
import { testInstallation } from "./testing-server";
import { emptyTrio, type Trio } from "./testing-trio";

let trio: Trio;
beforeEach(async () => {
  trio = await emptyTrio();
});

async function inside(
  database: string,
  ...statements: string[]
): Promise<postgres.RowList<postgres.Row[]>> {
  const sql = postgres(urlOfDatabase(trio.adminUrl, database), { max: 1, onnotice: () => {} });
  try {
    for (const statement of statements.slice(0, -1)) await sql.unsafe(statement);
    return await sql.unsafe(statements.at(-1) ?? "select 1");
  } finally {
    await sql.end();
  }
}

const idOf = async (name: string) =>
  (await inside("postgres", `select oid from pg_database where datname = '${name}'`))[0]?.oid;

test("rows that a file left are gone, in the same databases", async () => {
  const before = await idOf(trio.platform);
  await inside(trio.platform, "insert into databases (kind, name) values ('pool', 'left')");
  trio = await emptyTrio();
  expect(await idOf(trio.platform)).toBe(before);
  const rows = await inside(trio.platform, "select name from databases order by name");
  expect(rows.map(({ name }) => name)).toEqual([trio.own, trio.pool].sort());
});

test("the catalogue that came with the schema stays", async () => {
  trio = await emptyTrio();
  for (const database of [trio.pool, trio.own]) {
    const [row] = await inside(database, "select count(*)::int as count from catalogue.entries");
    expect(row?.count).toBeGreaterThan(0);
  }
});

test.each([
  ["a table", () => [trio.pool, "create table left_over (a int)"]],
  ["a policy", () => [trio.pool, "create policy left_over on items using (true)"]],
  ["a right", () => [trio.pool, "grant select on items to public"]],
  ["a trigger that does nothing", () => [trio.pool, "alter table items disable trigger all"]],
  ["row-level security", () => [trio.own, "alter table items no force row level security"]],
  ["a migration", () => [trio.own, "delete from ledger.migrations"]],
  [
    "a membership",
    () => ["postgres", `grant ${namesOf(testInstallation().prefix).owner} to ${trio.pool}`],
  ],
  ["a password", () => ["postgres", `alter role ${trio.pool} password 'another'`]],
  ["a setting", () => ["postgres", `alter database ${trio.pool} set statement_timeout = '1s'`]],
  ["a parameter's right", () => ["postgres", `grant set on parameter work_mem to ${trio.pool}`]],
])("%s that a file changed is as it was, in databases made anew", async (_, change) => {
  const [database = "", statement = ""] = change();
  const before = await idOf(trio.pool);
  await inside(database, statement);
  trio = await emptyTrio();
  expect(await idOf(trio.pool)).not.toBe(before);
  expect(
    await inside(trio.pool, "select 1 from pg_class where relname = 'left_over'"),
  ).toHaveLength(0);
});

test.each([
  [
    "a right elsewhere on the server",
    () => ["postgres", `grant connect on database postgres to ${trio.pool}`],
  ],
  [
    "a role with a right in it",
    () => [
      trio.pool,
      `create role ${trio.prefix}_reader; grant select on items to ${trio.prefix}_reader`,
    ],
  ],
  ["a template", () => ["postgres", `alter database ${trio.own} is_template true`]],
  ["a further database", () => ["postgres", `create database ${trio.prefix}_own_left`]],
])("what a file made of it, such as %s, keeps nobody from dropping it", async (_, change) => {
  const [database = "", statement = ""] = change();
  await inside(database, statement);
  await inside(trio.pool, "create table left_over (a int)");
  trio = await emptyTrio();
  expect(
    await inside("postgres", `select 1 from pg_roles where rolname ~ '^${trio.prefix}_reader'`),
  ).toHaveLength(0);
  expect(await idOf(`${trio.prefix}_own_left`)).toBeUndefined();
});
