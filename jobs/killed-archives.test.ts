import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { backups } from "@/archive/retention";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { listAllDatabases } from "@/db/platform/queries/databases";
import { findTenant } from "@/db/platform/queries/tenants";
import { closePools } from "@/db/pools";
import { withTenantRows } from "@/db/rows";
import { nameSite } from "@/db/tenant/queries/site";
import { describeTwins } from "@/db/testing";
import { listBackups, orderBackup } from "@/server/life/backups";
import { orderImport } from "@/server/life/import";
import { orderRestore } from "@/server/life/restores";
import {
  addTestPhoto,
  attempt,
  ending,
  filesIn,
  packed,
  removeTestFolder,
  stateOf,
} from "./testing-archives";
import { type KillWire, startKillWire } from "./testing-wire";

afterAll(removeTestFolder);

// Prepared statements are sent by their name, which the wire can't read.
process.env.DATABASE_POOLER = "transaction";

/** The statement before which the worker dies, in the order of an import. */
const OF_AN_IMPORT: readonly [string, RegExp][] = [
  ["takes it up", /^update "operations" set "state"/],
  ["reads the tenant", /from "tenants"/],
  ["notes the comparing", /Comparing the archive/],
  ["notes the photos", /Putting photos in/],
  ["notes the rows", /Putting everything else in/],
  ["clears what a killed one left", /^delete from "members"/],
  ["puts the members in", /^insert into "members"/],
  ["puts the words in", /^insert into "item_words"/],
  ["compares what it put in", /string_agg/],
  ["commits the rows", /^commit/],
  ["notes the opening", /Opening the site/],
  ["enters the owners", /insert into "ownerships"/],
  ["opens the site", /^update "tenants" set "state"/],
  ["notes the end", /"ended_at" = now\(\)/],
];

const OF_AN_OWN_DATABASE: readonly [string, RegExp][] = [
  ["makes the database", /^create database \w+_own_/],
  ["notes the schema", /set "schema_version"/],
  ["gives the database away", /^update "databases" set "state"/],
];

const OF_AN_UNDOING: readonly [string, RegExp][] = [
  ["notes that it gives up", /"undoing"/],
  ["removes the tenant", /^delete from "tenants"/],
  ["notes the end", /"ended_at" = now\(\)/],
];

const OF_A_RESTORE: readonly [string, RegExp][] = [
  ["takes it up", /^update "operations" set "state"/],
  ["notes the comparing", /Comparing the backup/],
  ["remembers which photos come", /"added"/],
  ["notes the rows", /Bringing everything else back/],
  ["seals the site", /^insert into ledger\.seals/],
  ["clears the rows", /^delete from "members"/],
  ["puts the words in", /^insert into "item_words"/],
  ["raises the version", /^update site set version/],
  ["seals it for good", /infinity/],
  ["commits the rows", /^commit/],
  ["enters the owners", /insert into "ownerships"/],
  ["remembers that they are back", /"replaced"/],
  ["opens the site to writers", /delete from ledger\.seals/],
  ["notes the end", /"ended_at" = now\(\)/],
];

describeTwins("an archive's operation that is killed", (twins) => {
  let wire: KillWire;
  let address = "";
  let archive = "";
  let names = 0;
  const ours = () => twins().ours.tenant;
  const newName = () => `cut-${ours().id.slice(0, 8)}-${++names}`;
  beforeAll(async () => {
    await addTestPhoto(twins().ours);
    archive = await packed(ours(), "good.zip");
    address = env().DATABASE_URL;
    wire = await startKillWire(address);
    await connectBy(wire.url);
  });
  afterAll(async () => {
    await connectBy(address);
    await wire.close();
  });

  /** One attempt that loses its signal and all its connections before a statement is sent. */
  const killAt = async (statement: RegExp, id: string): Promise<void> => {
    const dying = new AbortController();
    wire.arm(statement);
    const attempted = attempt(id, dying.signal).catch(() => null);
    try {
      await vi.waitUntil(() => wire.held, { timeout: 60_000, interval: 2 });
    } finally {
      dying.abort(new Error("killed"));
      wire.cut();
      await attempted;
    }
  };
  /** The first use of a cut connection fails; the next attempt goes on. */
  const resumed = (id: string) => vi.waitFor(() => ending(id), { timeout: 120_000, interval: 50 });

  test.each([
    ...OF_AN_IMPORT.map(([point, statement]) => ["pool", point, statement] as const),
    ...OF_AN_OWN_DATABASE.map(([point, statement]) => ["own", point, statement] as const),
  ])(
    "an import into the %s, before it %s, is whole in the end",
    async (placement, _, statement) => {
      const name = newName();
      const id = await orderImport({ file: archive, name, placement, by: "command line" });
      await killAt(statement, id);
      expect(await resumed(id)).toMatchObject({ state: "succeeded", error: "" });
      const copy = await platform.read((tx) => findTenant(tx, name));
      expect(copy).toMatchObject({ state: "active", placement });
      expect(copy && (await stateOf(copy))).toEqual(await stateOf(ours()));
      expect(await (await backups()).list("arrivals/")).toEqual([]);
    },
  );

  test.each(OF_AN_UNDOING)(
    "an import that fails, before it %s, is wholly absent in the end",
    async (_, statement) => {
      const databases = await platform.read(listAllDatabases);
      const name = newName();
      const id = await orderImport({ file: archive, name, by: "command line" });
      const copy = await platform.read((tx) => findTenant(tx, name));
      const [arrival] = await (await backups()).list("arrivals/");
      await (await backups()).delete(arrival?.key ?? "");
      await killAt(statement, id);
      expect(await resumed(id)).toMatchObject({ state: "failed" });
      expect(await platform.read((tx) => findTenant(tx, name))).toBeNull();
      expect(await platform.read(listAllDatabases)).toEqual(databases);
      if (!copy) throw new Error("Nothing was ordered.");
      expect(await filesIn(copy)).toEqual({});
      const left = await withTenantRows(copy.database, copy.id, "snapshot", (rows) => rows.count());
      expect(left).toBe(0);
    },
  );

  test.each(OF_A_RESTORE)(
    "a restore, before it %s, ends where its backup is and lets writers in",
    async (_, statement) => {
      const before = await stateOf(ours());
      await ending(await orderBackup({ tenant: ours(), by: "owner" }));
      const backup = (await listBackups(ours()))[0]?.name ?? "";
      const owner = twins().ours.as("owner");
      await owner.write((tx) => nameSite(tx, `Spoilt ${names++}`));
      await addTestPhoto(twins().ours);
      const order = { tenant: ours(), backup, by: "command line", reason: "" };
      const id = await orderRestore(order);
      await killAt(statement, id);
      expect(await resumed(id)).toMatchObject({ state: "succeeded", error: "" });
      expect({ ...(await stateOf(ours())), site: null }).toEqual({ ...before, site: null });
      await owner.write((tx) => nameSite(tx, "Ours"));
    },
  );
});

/** Settings are read once in a process, so the address is changed where it is kept. */
async function connectBy(url: string): Promise<void> {
  Object.assign(env(), { DATABASE_URL: url });
  await closePools();
}
