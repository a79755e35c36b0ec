import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listViolations } from "../contract";
import { migrate, readSchema } from "../migrate";
import { namesOf, urlOfDatabase } from "../setup";
import { copyOfTemplate, dropDatabase, testInstallation } from "../testing-server";
import { type Pack, type PackRecord, readPack, writePack } from "./pack-format";

let sql: postgres.Sql;
let name: string;
let shipped: Pack;

beforeAll(async () => {
  const { prefix, adminUrl } = testInstallation();
  name = `${prefix}_pack_${process.pid}`;
  await copyOfTemplate("tenant", name);
  sql = postgres(urlOfDatabase(adminUrl, name), { max: 2, onnotice: () => {} });
  const { pack } = await readSchema("tenant");
  if (!pack) throw new Error("This build has no pack.");
  shipped = pack;
});
afterAll(async () => {
  await sql.end();
  await dropDatabase(name);
});

async function bringUp(pack: Pack): Promise<void> {
  const { prefix, adminUrl } = testInstallation();
  const { owner, tenantGroup } = namesOf(prefix);
  const files = { ...(await readSchema("tenant")), pack };
  const url = urlOfDatabase(adminUrl, name);
  await migrate({ url, side: "tenant", owner, runtime: tenantGroup, files });
}

/** A pack with a source, two lines of products each with as many entries, and a word of the release in each name. */
function packOf(number: number, word: string, count = 2): Pack {
  const said = (field: string, value: string) => ({
    field,
    value,
    sure: "agreed" as const,
    sources: ["one", "two"],
    note: "",
  });
  const records: PackRecord[] = [
    ...["one", "two"].map((key) => ({ is: "source" as const, key, name: key, address: "" })),
    { is: "line", key: "line", name: "Line", facts: [said("firstYear", "1993")] },
  ];
  for (let at = 0; at < count; at++)
    records.push(
      { is: "product", key: `p${at}`, line: "line", name: `${word} ${at}` },
      {
        is: "entry",
        key: `p${at}/e`,
        product: `p${at}`,
        variant: "",
        facts: [said("styleNumber", String(4000 + at)), said("animal", "Bear")],
      },
    );
  return readPack(writePack(number, records), `Pack ${number}`);
}

const migrating = () => sql`select pid from pg_stat_activity
  where datname = ${name} and application_name = 'swingtag migration'`;
const held = async () => {
  const [row] = await sql<{ number: number; entries: number; facts: number; names: string[] }[]>`
    select (select max(number) from catalogue.releases) as number,
      (select count(*)::int from catalogue.entries) as entries, (select count(*)::int from catalogue.facts) as facts,
      array(select distinct split_part(name, ' ', 1) from catalogue.products order by 1 limit 3) as names`;
  return row;
};
const found = async (typed: string) => {
  const rows = await sql<{ entry: string }[]>`
    select entry from catalogue.find_entries(${typed}, 8) order by rank`;
  return rows.map(({ entry }) => entry);
};

test("a database has the pack from its birth", async () => {
  const ofKind = (is: string) => shipped.records.filter((record) => record.is === is).length;
  expect(await held()).toMatchObject({ number: shipped.number, entries: ofKind("entry") });
  const [counted] = await sql`
    select (select count(*)::int from catalogue.lines) as line, (select count(*)::int from catalogue.misprints) as misprint,
      (select count(*)::int from catalogue.generations) as generation, (select count(*)::int from catalogue.sources) as source`;
  const kinds = ["line", "misprint", "generation", "source"];
  expect(counted).toEqual(Object.fromEntries(kinds.map((is) => [is, ofKind(is)])));
});

test("an entry is found by its number, its name in any spelling, its tag's name and its variant", async () => {
  expect(await found("4026")).toEqual(["pinchers/4026"]);
  for (const typed of ["Pinchers", "  pinCH", "PÍNCHERS", "punchers", "pinchers 4026", "#4026"])
    expect((await found(typed))[0]).toBe("pinchers/4026");
  expect(await found("peanut royal")).toEqual(["peanut/4062/royal-blue"]);
  expect(await found("1997 teddy")).toEqual(["1997-teddy/4200"]);
  expect((await found("tie-d")).toSorted()).toEqual(["batty/4035/tie-dye", "rainbow/4037/tie-dye"]);
  expect(await found("nothing such")).toEqual([]);
  expect(await found("")).toEqual([]);
  expect(await found("' ; -- %")).toEqual([]);
});

test("a whole name comes before the beginning of another, and a name before a variant", async () => {
  expect((await found("bongo")).toSorted()).toEqual([
    "bongo/4067/brown-tail",
    "bongo/4067/tan-tail",
  ]);
  const brown = await found("brown");
  expect(brown.indexOf("brownie/4010")).toBeGreaterThan(-1);
  const [clubby, second] = await found("clubby");
  expect([clubby, second]).toEqual(["clubby/4991", "clubby-ii/4992"]);
});

test("names of other alphabets are found by themselves and by their beginning", async () => {
  const names = ["Мишка", "Ёжик", "テディベア", "ตุ๊กตาหมี", "Łoś", "דובי"];
  for (const [at, word] of names.entries()) {
    await bringUp(packOf(shipped.number + 1 + at, word, 1));
    expect(await found(word)).toEqual(["p0/e"]);
    expect(await found([...word].slice(0, 3).join(""))).toEqual(["p0/e"]);
    expect(await found(`${word} 4000`)).toEqual(["p0/e"]);
  }
});

test("a later pack is the whole catalogue, and again changes nothing", async () => {
  const later = packOf(20, "Later");
  await bringUp(later);
  expect(await held()).toEqual({ number: 20, entries: 2, facts: 5, names: ["Later"] });
  const rows = () => sql`select xmin::text, key from catalogue.entries order by key`;
  const before = await rows();
  await bringUp(later);
  expect(await rows()).toEqual(before);
});

test("an older build leaves a later pack, and one that was edited is refused and changes nothing", async () => {
  await bringUp(packOf(19, "Older"));
  expect(await held()).toMatchObject({ number: 20, names: ["Later"] });
  await expect(bringUp(packOf(20, "Edited"))).rejects.toThrow(/Pack 20 .* was edited/);
  expect(await held()).toMatchObject({ number: 20, names: ["Later"] });
});

test("what Postgres refuses leaves the release before", async () => {
  const pack = packOf(21, "Broken");
  const twice = { ...pack, records: [...pack.records, ...pack.records] };
  await expect(bringUp(twice)).rejects.toThrow(/duplicate key/);
  expect(await held()).toEqual({ number: 20, entries: 2, facts: 5, names: ["Later"] });
  expect(await found("later")).toHaveLength(2);
});

test("killed at any moment the catalogue is wholly the old one or the new one, and the next run finishes", async () => {
  const old = await held();
  const pack = packOf(22, "Killed", 3000);
  const whole = { number: 22, entries: 3000, facts: 6001, names: ["Killed"] };
  let kills = 0;
  for (let wait = 1; wait < 4000; wait = Math.ceil(wait * 1.4)) {
    const run = bringUp(pack).then(
      () => true,
      () => false,
    );
    await vi.waitUntil(async () => (await migrating()).length > 0, {
      timeout: 20_000,
      interval: 1,
    });
    await pause(wait);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = ${name} and application_name = 'swingtag migration'`;
    const done = await run;
    kills += done ? 0 : 1;
    expect(await held()).toEqual(done ? whole : old);
    if (done) break;
  }
  expect(kills).toBeGreaterThan(3);
  await bringUp(pack);
  expect(await held()).toEqual(whole);
});

test("a runtime login reads it without a tenant, and writes nothing", async () => {
  const { prefix } = testInstallation();
  const asRuntime = async (statement: string) =>
    sql.begin(async (tx) => {
      await tx.unsafe(`set local role ${namesOf(prefix).tenantGroup}`);
      return tx.unsafe(statement);
    });
  expect(await asRuntime("select count(*)::int as n from catalogue.entries")).toEqual([
    { n: 3000 },
  ]);
  for (const statement of [
    "insert into catalogue.sources values ('mine', 'Mine', '')",
    "update catalogue.facts set value = 'mine'",
    "delete from catalogue.words",
    "truncate catalogue.facts",
    "create table catalogue.mine ()",
    "comment on schema catalogue is 'mine'",
  ])
    await expect(asRuntime(statement)).rejects.toThrow(/permission denied|must be owner/);
});

test("and the database keeps the contract", async () => {
  expect(await listViolations(sql, namesOf(testInstallation().prefix).tenantGroup)).toEqual([]);
});
