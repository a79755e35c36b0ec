import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { addDatabase, findDatabase } from "@/db/platform/queries/databases";
import { placeTenant } from "@/db/platform/queries/held-tenants";
import { describeTwins } from "@/db/testing";
import { connectionsOfJobs } from "@/db/worker-connections";
import { listTroubles, mend, type Trouble } from "./doctor";
import {
  byKind,
  copyRows,
  dropMade,
  fromNow,
  letter,
  makeWell,
  order,
  ownDatabase,
  rowsOf,
  told,
} from "./testing";
import { administratorOf } from "./testing-administrator";
import { makeTroubles } from "./testing-troubles";

const files = mkdtempSync(join(tmpdir(), "swingtag-doctor-"));
process.env.FILES = files;
process.env.SPARES = "1";
afterAll(async () => rm(files, { recursive: true, force: true }));

describeTwins("the doctor", (twins) => {
  let prefix = "";
  let fixed: readonly string[] = [];
  let found: readonly Trouble[] = [];
  const undo: (() => Promise<void>)[] = [];
  const { admin, platformSql, isThere } = administratorOf(twins);

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
    const made = await makeTroubles(twins);
    undo.push(...made.undo);
    found = await listTroubles();
    expect(told(found)).toEqual(made.expected.toSorted(byKind));
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

  test("work that is due where no worker runs is found once, with what to do; one that a worker may begin is not", async () => {
    const { ours } = twins();
    const late = await order(ours.tenant.id, fromNow(-120));
    await order(ours.tenant.id, fromNow(-60));
    await order(ours.tenant.id);
    const [trouble, ...others] = await listTroubles();
    expect(others).toEqual([]);
    expect(trouble).toMatchObject({ kind: "no worker", subject: `${prefix}_platform` });
    expect(trouble?.sentence).toMatch(
      /^No worker runs and 2 operations are due.*retire-copy.*npm run worker/,
    );
    const worker = connectionsOfJobs();
    const there = await worker.connect();
    expect(told(await listTroubles())).toEqual([]);
    there.release();
    await worker.end();
    await platformSql(async (sql) => {
      await sql`delete from operations where tenant_id = ${ours.tenant.id} and id <> ${late}`;
    });
    expect((await listTroubles()).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining("1 operation is due"),
    ]);
    await platformSql((sql) => sql`delete from operations where tenant_id = ${ours.tenant.id}`);
    expect(told(await listTroubles())).toEqual([]);
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
});
