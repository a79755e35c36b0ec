import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { BUILT_IN } from "@/db/tenant/queries/table/fields";
import { suggestMapping } from "./match";
import { rowReader } from "./read-row";
import { readAll, surveyIn, zipped } from "./testing-sheets";

const fixture = (name: string) =>
  readFile(new URL(`../../archive/fixtures/${name}.zip`, import.meta.url));

/** How many rows stand under each name of the sheet that a zip makes, and all rows as they are read. */
async function items(name: string) {
  const { format, names, rows } = await readAll(await fixture(name));
  const survey = await surveyIn(names, rows);
  const { mapping, preset, sure } = suggestMapping(survey, BUILT_IN);
  const read = rowReader(mapping, BUILT_IN);
  return { format, preset, sure, rows: rows.map((cells) => read(cells)) };
}

describe.each([
  "format-1-json-ours",
  "format-1-text-ours",
  "format-2-ours",
  "status-on-items-ours",
])("the export %s", (name) => {
  test("is recognised, and each of its cells is read", async () => {
    const { format, preset, sure, rows } = await items(name);
    expect(format).toEqual({ kind: "archive", header: true });
    expect(preset).toBe("own");
    expect(sure.every((one) => one === "sure")).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.flatMap(({ refused }) => refused)).toEqual([]);
    for (const { changes } of rows)
      expect(changes).toMatchObject({ itemId: expect.any(String), changed: expect.any(String) });
  });
});

test("what a zip says of an item, its tags and its copy is what its lines say", async () => {
  const { rows } = await items("format-2-ours");
  const found = rows.find(
    ({ changes }) => changes.copyId === "08ec122b-bd3b-43f7-aa19-5e661d9605e3",
  );
  expect(found?.changes).toMatchObject({
    itemId: "033479a7-fb06-44eb-ac4c-c009fb224e24",
    tags: expect.arrayContaining(["mark36587e04"]),
    copy: {
      note: "Kept dry mark36587e04",
      label: "First mark36587e04",
      acquired: "1996",
      tushTag: "1",
      swingTag: "3",
      condition: "mint",
      pricePaid: 12345,
      currency: "EUR",
    },
  });
  const { changes } = rows.find(({ changes: { item } }) => item.name === "Hidden") ?? {};
  expect(changes?.item).toMatchObject({
    story: "A story mark36587e04",
    animal: "Bear",
    colour: "Royal blue",
    retired: "1998-05-01",
    birthday: "1995-01-25",
    introduced: "1995-06-03",
    visibility: "unlisted",
    styleNumber: "4062",
  });
});

test("a zip whose rows were changed is refused", async () => {
  const { rows: _rows, ...parts } = { rows: "", "manifest.json": "{}", "rows/items.jsonl": "{}\n" };
  await expect(readAll(await zipped(parts))).rejects.toThrow(/no archive of a Swingtag site/);
  const whole = await fixture("format-2-ours");
  const { unpackParts } = await import("./zip-parts");
  const { inPieces } = await import("./testing-sheets");
  const { parts: all } = await unpackParts(inPieces(whole, 10_000), () => true);
  const items = all.get("rows/items.jsonl")?.toString().replace("Royal blue", "Royal pink") ?? "";
  const forged = await zipped({ ...Object.fromEntries(all), "rows/items.jsonl": items });
  await expect(readAll(forged)).rejects.toThrow("This export is damaged at rows/items.jsonl.");
});

test("what is wanted comes along, of editions before there were wants too", async () => {
  const wanted = async (name: string) =>
    (await items(name)).rows.map(({ changes }) => [changes.item.name, changes.want?.wanted]);
  const former = await wanted("status-on-items-ours");
  expect(former.map(([, want]) => want)).toContain("no");
  const { unpackParts } = await import("./zip-parts");
  const { inPieces } = await import("./testing-sheets");
  const { parts } = await unpackParts(
    inPieces(await fixture("status-on-items-ours"), 10_000),
    () => true,
  );
  // What its own lines say, read another way.
  const lines = (parts.get("rows/items.jsonl")?.toString() ?? "").split("\n").filter(Boolean);
  const said = lines
    .map((line): { name: string; status: string; trashed_at: unknown } => JSON.parse(line))
    .filter(({ trashed_at }) => trashed_at === null)
    .map(({ name, status }) => [name, status === "wanted" ? "yes" : "no"]);
  for (const one of said) expect(former).toContainEqual(one);
});
