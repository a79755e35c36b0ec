import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { PackRefused, readPack, recordsOf, writePack } from "@/db/catalogue/pack-format";
import { readLists } from "./catalogue/lists";
import { recordsOf as recordsFrom } from "./catalogue/records";

const folder = join(process.cwd(), "db/catalogue");
const file = await readFile(join(folder, "packs/1.jsonl"), "utf8");
const pack = readPack(file, "Pack 1");

const entry = (key: string) => {
  const found = recordsOf(pack, "entry").find((one) => one.key === key);
  const facts = found?.facts.map(({ field, value, sure, note }) => [field, { value, sure, note }]);
  return Object.fromEntries(facts ?? []);
};

test("pack 1 is what the lists give, to the byte", async () => {
  expect(writePack(1, recordsFrom(await readLists()))).toBe(file);
});

test("every variant of the list is an entry, under a key of its own", async () => {
  const rows = parse(await readFile(join(folder, "lists/beanie_facts.csv")), { columns: true });
  expect(rows).toHaveLength(92);
  const named = (name: string) =>
    recordsOf(pack, "entry").filter(({ product }) => product.startsWith(`${name}/`));
  expect(named("derby").map(({ variant }) => variant)).toEqual([
    "Fine Mane",
    "No Star, Coarse Mane",
    "Star, Coarse Mane",
  ]);
  expect(recordsOf(pack, "entry").length).toBeGreaterThanOrEqual(92);
});

test("a fact is agreed where two sources say it, and what they dispute has no value", () => {
  expect(entry("pinchers/4026")).toMatchObject({
    styleNumber: { value: "4026", sure: "agreed" },
    birthday: { value: "1993-06-19", sure: "agreed" },
    introduced: { value: "1994-01", sure: "agreed", note: "Sources differ in the day." },
    retired: { value: "1998-05-01", sure: "agreed" },
    swingTags: { value: "1, 2, 3, 4, 5", sure: "agreed" },
  });
  expect(entry("spot/4000/without-spot")).toMatchObject({
    birthday: { value: "", sure: "disputed", note: "Sources differ." },
  });
  expect(entry("peking/4013")).toMatchObject({
    birthday: { value: "", sure: "agreed", note: "Its tag gives none." },
  });
  expect(entry("daisy/4006/harry-caray-tag")).toMatchObject({
    variant: { value: "Harry Caray Tag", sure: "single" },
  });
});

test("what lost its second source is no fact, and what fell out is no entry", () => {
  for (const key of [
    "quackers/4024",
    "bronty/4085",
    "caw/4071",
    "magic/4088",
    "chops/4019",
    "baldy/4074",
  ])
    expect(entry(key)).not.toHaveProperty("retired");
  expect(entry("peanut/4062/light-blue")).not.toHaveProperty("retired");
  expect(recordsOf(pack, "product").map(({ name }) => name)).not.toContain("Garcia");
  expect(entry("pinchers/4026")).not.toHaveProperty("colour");
});

test("whoever holds a tag that reads Punchers finds Pinchers by it", () => {
  const reads = recordsOf(pack, "misprint").flatMap(({ product, reads }) =>
    reads ? [[product, reads]] : [],
  );
  expect(reads).toContainEqual(["pinchers/4026", "Punchers"]);
  expect(reads).toContainEqual(["bongo/4067", "Nana"]);
});

const head = (file.split("\n")[0] ?? "").length + 1;
const again = (change: (lines: string[]) => string[]) => {
  const lines = change(file.slice(head).trimEnd().split("\n"));
  return writePack(
    1,
    lines.map((line) => JSON.parse(line)),
  );
};

test.each([
  ["a letter that was changed", file.replace("Pinchers", "Punchers"), /damaged/],
  ["an end that is missing", file.slice(0, -200), /damaged/],
  ["a first line that is none of a pack's", file.slice(head), /does not begin/],
  ["nothing", "", /does not begin/],
  ["another format", file.replace('"format":1', '"format":2'), /of format 2/],
  [
    "an entry of no product",
    again((all) => all.filter((line) => !line.includes('"is":"product"'))),
    /line \d+ names the product/,
  ],
  ["an entry that is there twice", again((all) => [...all, all.at(-1) ?? ""]), /there are two/],
  [
    "a fact that one source calls agreed",
    again((all) =>
      all.map((line) =>
        line.replace(/"sources":\["beaniepedia","tycollector"\]/g, '"sources":["beaniepedia"]'),
      ),
    ),
    /two sources/,
  ],
  [
    "a field that no pack has",
    again((all) => all.map((line) => line.replace('"is":"line"', '"photo":"x.jpg","is":"line"'))),
    /photo/,
  ],
])("a pack with %s is refused", (_, broken, sentence) => {
  expect(() => readPack(broken, "Pack 1")).toThrow(PackRefused);
  expect(() => readPack(broken, "Pack 1")).toThrow(sentence);
});
