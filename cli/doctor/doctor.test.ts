import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import {
  addDatabase,
  changeDatabase,
  findDatabase,
  listAllDatabases,
} from "@/db/platform/queries/databases";
import { placeTenant } from "@/db/platform/queries/held-tenants";
import { namesOf } from "@/db/setup";
import { describeTwins } from "@/db/testing";
import { enterDatabase, makeDatabase } from "@/jobs/databases";
import { filesOf } from "@/server/photos/photo-files";
import { listTroubles, mend, type Trouble } from "./doctor";
import {
  byKind,
  copyRows,
  dropMade,
  letter,
  makeWell,
  olderDatabase,
  onto,
  order,
  ownDatabase,
  rowsOf,
  told,
} from "./testing";

const files = mkdtempSync(join(tmpdir(), "swingtag-doctor-"));
process.env.FILES = files;
process.env.SPARES = "1";
afterAll(async () => rm(files, { recursive: true, force: true }));

describeTwins("the doctor", (twins) => {
  let prefix = "";
  let fixed: readonly string[] = [];
  let found: readonly Trouble[] = [];
  const expected: [kind: string, subject: string][] = [];
  const undo: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    prefix = env().DATABASE_PREFIX;
    fixed = await makeWell(twins());
  });

  afterAll(async () => {
    const { ours } = twins();
    const home = await platform.read((tx) => findDatabase(tx, ours.tenant.database.name));
    await platform.write((tx) => placeTenant(tx, ours.tenant.id, home?.id ?? ""));
    await dropMade();
  });

  test("mends a database and a login that were set up for another installation", () => {
    expect(fixed).toEqual(expect.arrayContaining(["unguarded", "version not noted", "wrong role"]));
  });

  test("finds nothing where all is well", async () => {
    expect(told(await listTroubles())).toEqual([]);
  });

  test("finds every kind of trouble, and nothing else", async () => {
    for (const make of [databases, roles, leftovers, schemas]) await make();
    found = await listTroubles();
    expect(told(found)).toEqual(expected.toSorted(byKind));
  });

  test("what could be somebody's data is told apart", () => {
    const losing = found.filter(({ mending }) => mending?.removesData).map(({ kind }) => kind);
    const all = [
      "empty database",
      "not removed",
      "stray files",
      "stray rows",
      "stray rows",
      "unknown database",
    ];
    expect(losing).toEqual(all);
  });

  test("an edited migration, a newer schema, a foreign column and a closed database it can't mend", () => {
    const hopeless = found.filter(({ mending }) => !mending).map(({ kind }) => kind);
    const all = ["edited migration", "newer schema", "other schema", "unreachable"];
    expect(hopeless).toEqual(all);
  });

  test("after the mends nothing is found any more, and theirs is as it was", async () => {
    for (const trouble of found)
      if (trouble.mending)
        await mend(trouble).catch((error: unknown) => {
          throw new Error(`${trouble.sentence} not mended`, { cause: error });
        });
    for (const back of undo) await back();
    expect(told(await listTroubles())).toEqual([]);
  });

  test("what came to be explained between looking and mending is left", async () => {
    const { ours, theirs } = twins();
    const stranger = await copyRows(ours.tenant, ours.tenant.database);
    const name = `${prefix}_own_0ff5e7${letter()}`;
    await admin((sql) => sql.unsafe(`create database ${name} owner ${prefix}_owner`));
    const troubles = await listTroubles();
    expect(told(troubles)).toEqual([
      ["stray rows", stranger],
      ["unknown database", name],
    ]);
    await order(stranger);
    await platform.write((tx) =>
      addDatabase(tx, { kind: "own", name, server: "", state: "retiring" }),
    );
    for (const trouble of troubles) await mend(trouble);
    expect(await rowsOf(ours.tenant.database, stranger)).toBeGreaterThan(0);
    expect(await isThere(name)).toBe(true);
    expect(theirs.tenant.id).not.toBe(stranger);
    await platformSql((sql) => sql`delete from operations where input->>'tenantId' = ${stranger}`);
    for (const trouble of await listTroubles()) await mend(trouble);
    expect(await rowsOf(ours.tenant.database, stranger)).toBe(0);
    expect(await isThere(name)).toBe(false);
  });

  test("a copy that a move keeps for a day is no trouble", async () => {
    const { ours } = twins();
    const other = await ownDatabase();
    await copyRows(ours.tenant, other, ours.tenant.id);
    await order(ours.tenant.id);
    expect(told(await listTroubles())).toEqual([]);
    await platform.write((tx) => placeTenant(tx, ours.tenant.id, other.id));
    expect(told(await listTroubles())).toEqual([]);
    await platformSql((sql) => sql`delete from operations where tenant_id = ${ours.tenant.id}`);
    const left = await listTroubles();
    expect(told(left)).toEqual([["stray rows", ours.tenant.id]]);
    for (const trouble of left) await mend(trouble);
    expect(await rowsOf(other, ours.tenant.id)).toBeGreaterThan(0);
  });

  /** Plants databases without a row and rows without a database. */
  async function databases(): Promise<void> {
    const [unknown, made, gone] = [1, 2, 3].map((n) => `${prefix}_own_${n}${letter()}`);
    const template = `${prefix}_template_00000000`;
    await admin((sql) => sql.unsafe(`create database ${unknown} owner ${prefix}_owner`));
    await admin((sql) => sql.unsafe(`create database ${template} owner ${prefix}_owner`));
    await platform.write(async (tx) => {
      const own = { kind: "own", server: "" } as const;
      await addDatabase(tx, { ...own, name: made ?? "", state: "preparing" });
      await addDatabase(tx, { ...own, name: gone ?? "", state: "ready" });
    });
    const spare = (await platform.read(listAllDatabases)).find(({ state }) => state === "spare");
    await platformSql(async (sql) => {
      await sql`update databases set created_at = now() - interval '11 minutes' where name = ${made ?? ""}`;
      await sql`update databases set state = 'retiring' where state = 'spare'`;
    });
    const empty = await enterDatabase("own", "");
    await makeDatabase(empty);
    await platform.write((tx) => changeDatabase(tx, empty.id, { state: "ready" }));
    expected.push(
      ["empty database", empty.name],
      ["unknown database", unknown ?? ""],
      ["half made", made ?? ""],
      ["missing database", gone ?? ""],
      ["not removed", spare?.name ?? ""],
      ["old template", template],
      ["few spares", "0 of 1"],
    );
  }

  async function roles(): Promise<void> {
    const left = `${prefix}_own_5${letter()}`;
    const { name } = twins().ours.tenant.database;
    const locked = await ownDatabase();
    await admin(async (sql) => {
      await sql.unsafe(`create role ${left} login`);
      await sql.unsafe(`alter role ${name} createdb`);
      await sql.unsafe(`grant ${namesOf(prefix).owner} to ${name}`);
      await sql.unsafe(`alter role ${locked.name} password 'another'`);
    });
    expected.push(["unknown role", left], ["wrong role", name], ["refused login", locked.name]);
    // Until its role is mended the login may act as the owner of every table.
    expected.push(["unguarded", name]);
    await inside(name, (sql) => sql.unsafe("alter table items no force row level security"));
  }

  async function leftovers(): Promise<void> {
    const { ours } = twins();
    const elsewhere = await ownDatabase();
    const stranger = await copyRows(ours.tenant, ours.tenant.database);
    await copyRows(ours.tenant, elsewhere, ours.tenant.id);
    const nobody = randomUUID();
    await filesOf({ id: nobody }).put("photos/x.webp", Buffer.from("x"), { type: "image/webp" });
    await filesOf(ours.tenant).put("photos/y.webp", Buffer.from("y"), { type: "image/webp" });
    const sealed = twins().theirs.tenant;
    await inside(sealed.database.name, async (sql) => {
      await sql`insert into ledger.seals values (${sealed.id}, 'infinity')`;
    });
    const id = await order(randomUUID());
    await platformSql(async (sql) => {
      await sql`update operations set created_at = now() - interval '1 minute' where id = ${id}`;
      await sql`select graphile_worker.remove_job(${id})`;
    });
    undo.push(() => platformSql((sql) => sql`delete from operations where id = ${id}`));
    expected.push(
      ["stray rows", stranger],
      ["stray rows", ours.tenant.id],
      ["stray files", nobody],
      ["left seal", sealed.id],
      ["work without a job", id],
    );
  }

  async function schemas(): Promise<void> {
    const [behind, edited, drifted, foreign, wide, closed] = await Promise.all([
      olderDatabase(),
      ownDatabase(),
      ownDatabase(),
      ownDatabase(),
      ownDatabase(),
      ownDatabase(),
    ]);
    await inside(edited.name, async (sql) => {
      const before = await sql<{ name: string; hash: string }[]>`
        select name, hash from ledger.migrations where name like '0000%'`;
      await sql`update ledger.migrations set hash = 'x' where name like '0000%'`;
      await sql`insert into ledger.migrations (name, hash) values ('9999_future.sql', 'x')`;
      undo.push(() =>
        inside(edited.name, async (again) => {
          await again`update ledger.migrations set hash = ${before[0]?.hash ?? ""} where name like '0000%'`;
          await again`delete from ledger.migrations where name = '9999_future.sql'`;
        }),
      );
    });
    await inside(drifted.name, (sql) =>
      sql.unsafe("drop index item_words_of_item; create index odd on items (tenant_id, colour)"),
    );
    await inside(foreign.name, (sql) => sql.unsafe("alter table items add column odd text"));
    undo.push(() => inside(foreign.name, (sql) => sql.unsafe("alter table items drop column odd")));
    await inside(wide.name, (sql) =>
      sql.unsafe("create policy wide on items using (true); drop policy tenant on photos"),
    );
    await admin((sql) => sql.unsafe(`alter database ${closed.name} with allow_connections false`));
    undo.push(() =>
      admin((sql) => sql.unsafe(`alter database ${closed.name} with allow_connections true`)),
    );
    expected.push(
      ["behind", behind],
      ["edited migration", edited.name],
      ["newer schema", edited.name],
      ["drift", drifted.name],
      ["other schema", foreign.name],
      ["unguarded", wide.name],
      ["unreachable", closed.name],
    );
  }

  const isThere = async (name: string) => {
    let rows = 0;
    await admin(async (sql) => {
      rows = (await sql`select 1 from pg_database where datname = ${name}`).length;
    });
    return rows > 0;
  };
  const inside = (name: string, work: (sql: postgres.Sql) => Promise<unknown>) =>
    onto(twins().adminUrl(name), work);
  const admin = (work: (sql: postgres.Sql) => Promise<unknown>) => inside("postgres", work);
  const platformSql = (work: (sql: postgres.Sql) => Promise<unknown>) =>
    inside(`${prefix}_platform`, work);
});
