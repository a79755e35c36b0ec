import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { changeDatabase } from "@/db/platform/queries/databases";
import { describeTwins } from "@/db/testing";
import { createTenant } from "@/server/life/birth";
import { claimName } from "@/server/life/claim";
import { enterDatabase, makeDatabase } from "./databases";
import { bringForward, statesOf, untilSettled } from "./testing-leftovers";
import { makePrograms, type Process, type Programs } from "./testing-process";
import { type KillWire, startKillWire } from "./testing-wire";
import { startWorker } from "./worker";

process.env.FILES = join(mkdtempSync(join(tmpdir(), "swingtag-killed-")), "files");
process.env.SPARES = "0";

/** The statement before which the worker is killed, in the order of a birth without a spare. */
const OF_THE_WORKER: readonly [string, RegExp][] = [
  ["takes up the operation", /update "operations" set "state"/],
  ["notes the making of the database", /Making your database/],
  ["makes the login", /^create role \w+_own_/],
  ["limits the login", /^alter role \w+_own_\w+ set lock_timeout/],
  ["lets the login use the tables", /^grant \w+_tenant to \w+_own_/],
  ["makes the database", /^create database \w+_own_/],
  ["closes the database to others", /^revoke all on database \w+_own_/],
  ["opens the database to its login", /^grant connect on database \w+_own_/],
  ["notes the schema", /set "schema_version"/],
  ["notes the furnishing", /Furnishing your site/],
  ["holds the tenant", /from "tenants".+for update/],
  ["writes the site", /insert into "site"/],
  ["writes the owner", /insert into "members"/],
  ["gives the database away, the rows being there", /update "databases" set "state"/],
  ["opens the site", /update "tenants" set "state"/],
  ["notes the mail", /Writing you a mail/],
  ["remembers the mail", /"written":true/],
  ["notes the end", /"ended_at" = now\(\)/],
  ["gives the job back", /_private_jobs.+delete|delete from .+_private_jobs/s],
];

/** The same of the first birth of all, which makes the template. */
const OF_THE_FIRST: readonly [string, RegExp][] = [
  ["makes the template's login", /^create role \w+_template_/],
  ["makes the template", /^create database \w+_template_/],
  ["migrates the template", /insert into ledger\.migrations/],
  ["guards the template", /'guard'/],
  ["closes the template", /allow_connections false/],
];

/** What the worker has not yet sent when it removes what an app left that was killed after it took a spare. */
const OF_THE_SETTLING: readonly [string, RegExp][] = [
  ["clears the rows", /^delete from "/],
  ["removes the tenant", /delete from "tenants"/],
  ["drops the database", /^drop database/],
  ["drops the login", /^drop role/],
  ["forgets the database", /delete from "databases"/],
];

/** What the worker has not yet sent when it makes a spare. */
const OF_THE_SPARE: readonly [string, RegExp][] = [
  ["enters the spare", /insert into "databases"/],
  ["notes the making", /Making a spare database/],
  ["makes the spare", /^create database \w+_own_/],
  ["notes that it is ready", /update "databases" set "state"/],
];

/** What the web process has not yet sent when it is killed in the middle of a sign-up. */
const OF_THE_APP: readonly [string, RegExp][] = [
  ["claims the name", /insert into "tenants"/],
  ["orders what settles", /insert into "operations"/],
  ["ends the claim", /^commit/],
  ["holds the claim", /from "tenants".+for update/],
  ["writes the site", /insert into "site"/],
  ["writes the tokens", /insert into "one_time_tokens"/],
  ["opens the site, the rows being there", /update "tenants" set "state"/],
];

/** Each of the two passes (theirs in the pool, theirs in an own database) tests one half of the points. */
let pass = 0;

describeTwins("a birth that is killed", (twins) => {
  const half = pass++;
  const halfOf = <Point>(points: readonly Point[]) => points.filter((_, at) => at % 2 === half);
  const ofTheFirst = half === 0 ? OF_THE_FIRST : [];
  let wire: KillWire;
  let programs: Programs;
  let count = 0;
  const names: string[] = [];
  const newName = () => {
    const name = `killed-${twins().ours.tenant.id.slice(0, 8)}-${++count}`;
    names.push(name);
    return name;
  };
  beforeAll(async () => {
    wire = await startKillWire(env().DATABASE_URL);
    programs = await makePrograms();
  });
  afterAll(async () => {
    await wire.close();
    await programs.remove();
  });

  const killAt = async (statement: RegExp, start: (url: string) => Process) => {
    wire.arm(statement);
    const process = start(wire.url);
    try {
      await vi.waitFor(() => expect(wire.held, process.said).toBe(true), {
        timeout: 120_000,
        interval: 10,
      });
    } finally {
      await process.kill();
      wire.cut();
    }
  };

  describe("by the worker's death", () => {
    test.each([...ofTheFirst, ...halfOf(OF_THE_WORKER)])("before it %s", async (_, statement) => {
      while ((await bearAlone(newName())).kind !== "coming");
      await killAt(statement, (DATABASE_URL) => programs.worker({ DATABASE_URL }));
    });
  });

  describe("by the app's death", () => {
    test.each(halfOf(OF_THE_APP))("before it %s", async (_, statement) => {
      const births = [{ name: newName(), placement: "pool" }] as const;
      await killAt(statement, (DATABASE_URL) =>
        programs.births(births, { DATABASE_URL, WORKER: "apart" }),
      );
    });
  });

  describe("by the death of a worker that removes what is left of one", () => {
    test.each(halfOf(OF_THE_SETTLING))("before it %s", async (_, statement) => {
      await makeSpare();
      const founding = { name: newName(), email: "a@b.example", preset: "vitrine" } as const;
      const id = crypto.randomUUID();
      await platform.write((tx) => claimName(tx, { ...founding, id, placement: "own" }, "token"));
      await bringForward();
      await killAt(statement, (DATABASE_URL) => programs.worker({ DATABASE_URL }));
    });
  });

  describe("by the death of a worker that makes a spare", () => {
    test.each(halfOf(OF_THE_SPARE))("before it %s", async (_, statement) => {
      await killAt(statement, (DATABASE_URL) => programs.worker({ DATABASE_URL, SPARES: "9" }));
    });
  });

  test("leaves each tenant active or wholly absent within 60 s, and nothing of the absent ones", async () => {
    const worker = startWorker();
    try {
      await untilSettled();
    } finally {
      await worker.stop();
    }
    for (const [name, state] of await statesOf(names))
      expect([name, state]).toEqual([name, expect.stringMatching(/^(active|absent)$/)]);
  });
});

function bearAlone(name: string): ReturnType<typeof createTenant> {
  return createTenant({ name, email: `${name}@example.com`, preset: "vitrine", placement: "own" });
}

/** A spare, made here and now. */
async function makeSpare(): Promise<void> {
  const database = await enterDatabase("own", "");
  await makeDatabase(database);
  await platform.write((tx) => changeDatabase(tx, database.id, { state: "spare" }));
}
