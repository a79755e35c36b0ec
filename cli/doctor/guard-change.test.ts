import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GuardChange } from "@/db/guard-change";
import { migrate, readSchema, type SchemaFiles } from "@/db/migrate";
import { namesOf, urlOfDatabase } from "@/db/setup";
import { copyOfTemplate, dropDatabase, testInstallation } from "@/db/testing-server";
import { schemaPartsOf } from "./catalogue";

/** The release comes to each in this order; only the last is told nothing of the others. */
const NAMES = ["first", "second", "touched", "whole"] as const;
type Name = (typeof NAMES)[number];

const { adminUrl, prefix } = testInstallation();
const tenants = [randomUUID(), randomUUID()];
const before = new Map<Name, number>();
const databaseOf = (name: Name) => `${prefix}_released_${process.pid}_${name}`;
const within = <T>(name: Name, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(urlOfDatabase(adminUrl, databaseOf(name)), { max: 1, onnotice: () => {} });
  return work(sql).finally(() => sql.end());
};

/** Columns, a table, a function of another kind of answer, what is made and what is gone, and words made otherwise. */
async function release(): Promise<SchemaFiles> {
  const files = await readSchema("tenant");
  const [words, anew] = ["words and order of edition 1", "words and order of edition 1001"];
  const guard = `${files.guard.replace(words, anew)};
    drop trigger keep_language on site;
    drop function keep_language();
    create function released() returns trigger language plpgsql as $$ begin return new; end $$;
    create trigger released after insert on released for each row execute function released();
    create policy released on released as restrictive for delete using (false);`;
  const migration = `alter table items add column released text not null default 'new';
    create table released (tenant_id uuid not null, id uuid not null default gen_random_uuid(), primary key (tenant_id, id))`;
  return {
    ...files,
    guard,
    guardByRows: files.guardByRows.replace(words, anew),
    migrations: [...files.migrations, { name: "9999_released.sql", text: migration, hash: "new" }],
  };
}

beforeAll(async () => {
  const { owner, tenantGroup } = namesOf(prefix);
  const files = await release();
  const changes = new Map<string, GuardChange>();
  for (const name of NAMES) {
    await copyOfTemplate("tenant", databaseOf(name));
    await within(name, fill);
    before.set(name, await madeAt(name));
    if (name === "touched") await within(name, (sql) => sql`drop policy tenant on copies`);
    await migrate({
      ...{ url: urlOfDatabase(adminUrl, databaseOf(name)), side: "tenant", owner, files },
      ...{ runtime: tenantGroup, changes: name === "whole" ? undefined : changes },
    });
  }
}, 120_000);
afterAll(async () => {
  for (const name of NAMES) await dropDatabase(databaseOf(name));
});

/** The release after it, whose guard takes rights away, of which statements say nothing. */
async function narrowed(): Promise<SchemaFiles> {
  const [files, { guard }] = await Promise.all([release(), readSchema("tenant")]);
  const revoked = `revoke delete on copies from ${namesOf(prefix).tenantGroup};
    revoke execute on function released() from public`;
  return { ...files, guard: `${guard};\n${revoked}` };
}

/** Two sites with an item each, of which nothing that triggers keep in step is there. */
async function fill(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local app.restoring = 'on'`;
    for (const tenant of tenants)
      await tx`insert into items (tenant_id, slug, name) values (${tenant}, 'peanut', ${`Peanut of ${tenant.slice(0, 8)}`})`;
  });
}

/** The number of a trigger that no release changes: it is another where the guard made it anew. */
function madeAt(name: Name): Promise<number> {
  return within(name, async (sql) => {
    const [row] = await sql<{ oid: number }[]>`
      select oid::int from pg_trigger where tgrelid = 'copies'::regclass and tgname = 'keep_facets_insert'`;
    return row?.oid ?? 0;
  });
}

test("what a release changes comes to each database as its whole guard would make it", async () => {
  const partsOf = async (name: Name) => {
    const parts = await within(name, schemaPartsOf);
    return parts.map(({ what, definition }) => `${what} ${definition}`).toSorted();
  };
  const whole = await partsOf("whole");
  expect(whole.filter((part) => part.includes("released")).length).toBeGreaterThan(5);
  expect(whole.join()).not.toContain("keep_language()");
  for (const name of ["first", "second", "touched"] as const)
    expect(await partsOf(name)).toEqual(whole);
});

test("what a release leaves alone is not made again, except where somebody touched a guard by hand", async () => {
  expect(await madeAt("second")).toBe(before.get("second"));
  expect(await madeAt("touched")).not.toBe(before.get("touched"));
});

test("what goes by rows is done in each, for every site", async () => {
  for (const name of NAMES)
    await within(name, async (sql) => {
      for (const tenant of tenants) {
        const words = await sql`select word from item_words where tenant_id = ${tenant} order by 1`;
        expect(words.map(({ word }) => word)).toEqual(expect.arrayContaining(["of", "peanut"]));
      }
    });
});

test("a right that a release takes away is taken away in each", async () => {
  const { owner, tenantGroup } = namesOf(prefix);
  const changes = new Map<string, GuardChange>();
  const names = ["first", "second"] as const;
  const rightsOf = (name: Name) =>
    within(name, async (sql) => {
      const [row] =
        await sql`select has_table_privilege(${tenantGroup}, 'copies', 'delete') as deletes,
        has_function_privilege(${tenantGroup}, 'released()', 'execute') as executes`;
      return row;
    });
  for (const name of names) expect(await rightsOf(name)).toEqual({ deletes: true, executes: true });
  const files = await narrowed();
  for (const name of names)
    await migrate({
      ...{ url: urlOfDatabase(adminUrl, databaseOf(name)), side: "tenant", owner, files },
      ...{ runtime: tenantGroup, changes },
    });
  for (const name of names)
    expect(await rightsOf(name)).toEqual({ deletes: false, executes: false });
});
