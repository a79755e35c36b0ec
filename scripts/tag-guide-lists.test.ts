import { expect, test } from "vitest";
import { CHECKS, MYTHS } from "@/base/tag-guide/rarity";
import { GENERATIONS } from "@/base/tag-guide/walk";
import { type Row, readLists } from "./catalogue/lists";

const { facts, tags, variants } = await readLists();

/** The generation of the list that an end speaks of. */
const OF_LIST: Readonly<Record<"swing" | "tush", Readonly<Record<string, string>>>> = {
  swing: { later: "8-20", princess: "4", zodiac: "6" },
  tush: { later: "3+", princess: "special", second: "special", embroidered: "special" },
};

const listed = (tag: "swing" | "tush") =>
  GENERATIONS[tag].map((generation) => {
    const gen = OF_LIST[tag][generation.key] ?? generation.key;
    return [generation, tags[tag].find((one) => one.gen === gen)] as const;
  });

test.each(["swing", "tush"] as const)("the questions know each %s tag of the list", (tag) => {
  const known = new Set(listed(tag).map(([, one]) => one?.gen));
  expect(known).toEqual(new Set(tags[tag].map(({ gen }) => gen)));
});

test.each(["swing", "tush"] as const)("no %s tag has a fact surer than the list", (tag) => {
  for (const [{ key, told, looks, since }, one] of listed(tag)) {
    const said = [...told, ...Object.values(looks), ...(since ? [since] : [])];
    const sure = new Set(said.map((fact) => fact.sure));
    // Its year is that of Princess herself, of whom the list of toys has it.
    if (key === "princess" && tag === "swing") continue;
    if (!one?.agreed) expect([key, sure.has("agreed")]).toEqual([key, false]);
    if (!one?.single && tag === "swing") expect([key, sure.has("single")]).toEqual([key, false]);
  }
});

test("the earliest items are those of the list", () => {
  for (const { key, earliest } of GENERATIONS.swing) {
    const one = tags.swing.find(({ gen }) => gen === key)?.earliest_item;
    expect([key, earliest]).toEqual([
      key,
      one ? [{ name: one.name, introduced: one.introduced }] : [],
    ]);
  }
  const tush = GENERATIONS.tush.flatMap(({ key, earliest }) =>
    earliest.map(({ of = key, name, introduced }) => [of, name, introduced]),
  );
  for (const [gen, { name, introduced }] of Object.entries(tags.tush_earliest_items))
    expect(tush).toContainEqual([gen, name, introduced]);
});

test("what the checklist counts is what the lists have", () => {
  const wearing = facts.flatMap((row) =>
    agrees(row, "swing_tag_gens") ? [(row.swing_tag_gens ?? "").split("|")] : [],
  );
  const counted = ["1", "2", "3", "4", "5"].map((label) => ({
    label,
    count: wearing.filter((gens) => gens.includes(label)).length,
  }));
  const tag = CHECKS.find(({ key }) => key === "tag");
  expect(tag?.bars).toEqual(counted);
  expect(tag?.facts[0]?.says).toContain(`Of ${wearing.length} toys`);
  const answers = MYTHS.map(({ answer }) => answer).join(" ");
  expect(answers).toContain(`Of ${variants.length} variants`);
  expect(variants.filter(({ kind }) => kind === "tag name")).toHaveLength(1);
  const retired = facts.filter((row) => agrees(row, "retired"));
  expect(answers).toContain(`Of ${facts.length} toys of 1993 to 1999, ${retired.length} have`);
});

test.each([
  ["Peanut", "Royal Blue", { introduced: "1995-06-03", swing_tag_gens: "3" }],
  ["Digger", "Orange", { introduced: "1994-06-25", retired: "1995-06-03" }],
  ["Digger", "Red", { introduced: "1995-06-03" }],
  ["Spot", "Without Spot", { swing_tag_gens: "1|2" }],
  ["Doodle", "", { introduced: "1997-05-11", retired: "1997-07-12" }],
  ["Rainbow", "Tie-Dye", { introduced: "1998-07-01", retired: "1998-09-01" }],
  ["Teddy", "Brown, Old Face", { introduced: "1994-06-25", retired: "1995-01-07" }],
  ["Brownie", "", { swing_tag_gens: "1" }],
])("two sources agree on what the checklist says of %s %s", (name, variant, said) => {
  const row = facts.find((one) => one.name === name && one.variant === variant);
  expect(row).toMatchObject(said);
  for (const field of Object.keys(said)) expect(agrees(row ?? {}, field)).toBe(true);
});

function agrees(row: Row, field: string): boolean {
  return Boolean(row[field]) && (row.agreed_fields ?? "").split(";").includes(field);
}
