import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { describeTwinsInPool, draft } from "@/db/testing";
import type { ItemDraft } from "../item";
import type { FieldDraft, OwnValues } from "../own";
import { addItem } from "./items";
import { addField, listFields, trashField } from "./own-fields";
import { listShelf } from "./shelf";
import { countShelf } from "./shelf-counts";
import { countOwnFacets, query } from "./testing-shelf";

const FIELDS: readonly Pick<FieldDraft, "label" | "type" | "seenBy">[] = [
  { label: "Grade", type: "choice", seenBy: "everyone" },
  { label: "Marks", type: "choices", seenBy: "everyone" },
  { label: "Kept", type: "yes/no", seenBy: "everyone" },
  { label: "Shelf", type: "choice", seenBy: "members" },
  { label: "Height", type: "number", seenBy: "everyone" },
  { label: "Found", type: "date", seenBy: "everyone" },
  { label: "Origin", type: "text", seenBy: "everyone" },
];
const GRADES = ["A", "B", 'C "q"', "D{x}"];
const MARKS = ["torn", "faded", "a,b"];
const HEIGHTS = ["9", "10", "100", "-3", "2.5"];
const FOUND = ["1995", "1995-06", "1990s", "1997~", "--05-19"];

interface Known {
  readonly name: string;
  readonly visibility: ItemDraft["visibility"];
  readonly own: Readonly<Record<string, readonly string[]>>;
}

describeTwinsInPool("the shelf by own fields", (twins) => {
  const known: Known[] = [];
  const ids = new Map<string, string>();
  const keys = new Map<string, string>();

  beforeAll(async () => {
    const scope = twins().ours.as("editor");
    await scope.write(async (tx) => {
      for (const field of FIELDS)
        ids.set(
          field.label,
          await addField(tx, { ...field, of: "item", group: "", unit: "", choices: [] }),
        );
      for (const { id, label, key } of await listFields(tx))
        if (ids.get(label) === id) keys.set(label, key);
    });
    for (let from = 0; from < 40; from += 20)
      await scope.write(async (tx) => {
        for (let number = from; number < from + 20; number++) {
          const one = varied(number);
          known.push(one);
          const own: OwnValues = Object.fromEntries(
            Object.entries(one.own).map(([label, values]) => [ids.get(label) ?? "", values]),
          );
          await addItem(tx, draft({ name: one.name, visibility: one.visibility, own }));
        }
      });
  });

  const keyOf = (label: string) => keys.get(label) ?? "";
  const chosen = fc.record({
    Grade: fc.subarray(GRADES),
    Marks: fc.subarray(MARKS),
    Kept: fc.subarray(["yes", "no"]),
  });
  const fits = (one: Known, asked: Record<string, readonly string[]>) =>
    Object.entries(asked).every(
      ([label, values]) =>
        values.length === 0 || one.own[label]?.some((value) => values.includes(value)),
    );

  test.each(["visitor", "viewer"] as const)(
    "whatever a %s chooses, list, count and counts of values say the same as the items themselves",
    async (who) => {
      const scope = twins().ours.as(who);
      await fc.assert(
        fc.asyncProperty(chosen, async (asked) => {
          const own = Object.fromEntries(
            Object.entries(asked)
              .filter(([, values]) => values.length > 0)
              .map(([label, values]) => [keyOf(label), values]),
          );
          const seen = known.filter((one) => who === "viewer" || one.visibility === "public");
          const wanted = seen.filter((one) => fits(one, asked));
          const [rows, total, counts] = await scope.read((tx) =>
            Promise.all([
              listShelf(tx, query({ own })),
              countShelf(tx, query({ own })),
              countOwnFacets(tx, query({ own })),
            ]),
          );
          if (Object.keys(own).length > 0) {
            expect(rows.map(({ name }) => name).sort()).toEqual(
              wanted.map(({ name }) => name).sort(),
            );
            expect(total).toBe(wanted.length);
          }
          for (const label of ["Grade", "Marks", "Kept"]) {
            const others = seen.filter((one) => fits(one, { ...asked, [label]: [] }));
            const tally = new Map<string, number>();
            for (const one of others)
              for (const value of one.own[label] ?? [])
                tally.set(value, (tally.get(value) ?? 0) + 1);
            const given = counts.filter(({ key }) => key === keyOf(label));
            expect(new Map(given.map(({ value, count }) => [value, count]))).toEqual(tally);
          }
        }),
        { numRuns: 15 },
      );
    },
  );

  test("a field for members is no filter and no order of a visitor", async () => {
    const ask = (who: "visitor" | "viewer") =>
      twins()
        .ours.as(who)
        .read((tx) =>
          Promise.all([
            countShelf(tx, query({ own: { [keyOf("Shelf")]: ["high"] } })),
            countOwnFacets(tx, query()),
            listShelf(tx, query({ sort: `own.${keyOf("Shelf")}` })),
            listShelf(tx, query()),
          ]),
        );
    const [found, counts, sorted, plain] = await ask("visitor");
    expect(found).toBe(0);
    expect(counts.map(({ key }) => key)).not.toContain(keyOf("Shelf"));
    expect(sorted).toEqual(plain);
    const [members] = await ask("viewer");
    expect(members).toBe(known.filter((one) => one.own.Shelf?.includes("high")).length);
  });

  test.each([
    ["Height", (value: string) => Number(value)],
    ["Found", (value: string) => ["1990s", "1995", "1995-06", "1997~", "--05-19"].indexOf(value)],
    ["Origin", (value: string) => value.toLowerCase()],
  ] as const)("sorted by %s, values rise and items without one come last", async (label, rank) => {
    const rows = await twins()
      .ours.as("viewer")
      .read((tx) => listShelf(tx, query({ sort: `own.${keyOf(label)}` })));
    const values = rows.map(({ name }) => known.find((one) => one.name === name)?.own[label]?.[0]);
    const filled = values.filter((value) => value !== undefined);
    expect(filled.length).toBeGreaterThan(10);
    expect(values.slice(0, filled.length)).toEqual(filled);
    const ranks = filled.map((value): string | number => rank(value));
    expect(ranks).toEqual(
      [...ranks].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)),
    );
  });

  test("an item is found by the words of its own fields, by visitors by those for everyone", async () => {
    const find = (who: "visitor" | "viewer", word: string) =>
      twins()
        .ours.as(who)
        .read((tx) => countShelf(tx, query({ words: [word] })));
    expect(await find("visitor", "leipzig")).toBe(
      known.filter((one) => one.visibility === "public" && one.own.Origin?.[0] === "Leipzig")
        .length,
    );
    expect(await find("visitor", "high")).toBe(0);
    expect(await find("viewer", "high")).toBe(
      known.filter((one) => one.own.Shelf?.includes("high")).length,
    );
  });

  test("a field in the trash is no filter", async () => {
    const scope = twins().ours.as("editor");
    await scope.write((tx) => trashField(tx, ids.get("Kept") ?? ""));
    const [found, counts] = await scope.read((tx) =>
      Promise.all([
        countShelf(tx, query({ own: { [keyOf("Kept")]: ["yes"] } })),
        countOwnFacets(tx, query()),
      ]),
    );
    expect(found).toBe(0);
    expect(counts.map(({ key }) => key)).not.toContain(keyOf("Kept"));
  });
});

/** Different strides, so that every combination of values occurs. */
function varied(number: number): Known {
  const pick = (values: readonly string[], at: number) =>
    at % (values.length + 1) === 0 ? [] : [values[(at % (values.length + 1)) - 1] ?? ""];
  const own = {
    Grade: pick(GRADES, number),
    Marks: MARKS.filter((_, at) => (number >> at) % 2 === 1),
    Kept: pick(["yes", "no"], Math.floor(number / 2)),
    Shelf: pick(["high", "low"], Math.floor(number / 3)),
    Height: pick(HEIGHTS, Math.floor(number / 2)),
    Found: pick(FOUND, Math.floor(number / 3)),
    Origin: pick(["Leipzig", "köln", "Zwickau"], number),
  };
  return {
    name: `Own ${String(number).padStart(2, "0")}`,
    visibility: number % 5 === 0 ? "private" : "public",
    own: Object.fromEntries(Object.entries(own).filter(([, values]) => values.length > 0)),
  };
}
