import { expect, test } from "vitest";
import type { OwnField } from "@/db/tenant/own";
import { tableFields } from "@/db/tenant/queries/table/fields";
import { ItemValuesSchema } from "@/server/items/item-values";
import { columnsOf, pasted, problemsOfCells, valuesOfCells } from "./cells";

const BOX = "00000000-0000-4000-8000-000000000002";
const COLUMNS = columnsOf(
  tableFields(
    [
      own({ id: "h", key: "height", label: "Height", type: "number", unit: "cm" }),
      own({ id: "m", key: "marks", label: "Marks", type: "choices", of: "copy", values: ["Pen"] }),
      own({ id: "p", key: "paid-back", label: "Paid back", type: "money" }),
      own({ id: "r", key: "repair", label: "Repair", type: "long text" }),
    ],
    [
      { id: "00000000-0000-4000-8000-000000000001", name: "Study", parentId: null },
      {
        id: BOX,
        name: "Box 7",
        parentId: "00000000-0000-4000-8000-000000000001",
      },
    ],
  ),
);

function own(field: Pick<OwnField, "id" | "key" | "label" | "type"> & Partial<OwnField>): OwnField {
  return { of: "item", seenBy: "members", group: "", position: 0, ...field };
}

const SHARED = { visibility: "private", currency: "USD" } as const;
const read = (cells: Record<string, string>) =>
  ItemValuesSchema.parse(valuesOfCells(COLUMNS, cells, SHARED));

test("a row is an item with one copy, its choices typed as people call them", () => {
  const row = read({
    name: " Patti ",
    animal: "Platypus",
    introduced: "Jun 1993",
    tags: "error, first edition",
    status: "For trade",
    condition: "near mint",
    swingTag: "generation 3",
    tushTag: "C1",
    pricePaid: "5 EUR",
  });
  expect(row).toMatchObject({
    name: "Patti",
    visibility: "private",
    introduced: "1993-06",
    tags: ["error", "first edition"],
  });
  expect(row.copies).toMatchObject([
    {
      status: "trade",
      condition: "near-mint",
      swingTag: "3",
      tushTag: "C1",
      pricePaid: 500,
      currency: "EUR",
    },
  ]);
});

test("what is wrong is said of its cell, and a text with two readings shows both", () => {
  const problems = problemsOfCells(
    COLUMNS,
    {
      animal: "Bear",
      introduced: "6/3/1995",
      retired: "soon",
      condition: "so so",
      pricePaid: "1.200",
    },
    SHARED,
  );
  expect(Object.keys(problems).sort()).toEqual(
    ["condition", "introduced", "name", "pricePaid", "retired"].sort(),
  );
  expect(problems.condition?.problem).toContain("Near mint");
  expect(problems.introduced?.readings.map(({ text }) => text).sort()).toEqual(
    ["1995-06-03", "1995-03-06"].sort(),
  );
  for (const { text } of problems.pricePaid?.readings ?? [])
    expect(problemsOfCells(COLUMNS, { name: "x", pricePaid: text }, SHARED)).toEqual({});
  expect(problems.pricePaid?.readings).toHaveLength(2);
});

test("a row that nothing was typed into has no problem", () => {
  expect(problemsOfCells(COLUMNS, { name: " ", animal: "" }, SHARED)).toEqual({});
});

test("a block fills the cells from where it is pasted, and adds rows up to the most", () => {
  const rows = pasted(
    COLUMNS,
    [{ name: "Zip" }],
    [["Bear", "New"], ["Cat"], ["Dog"]],
    { row: 0, column: 1 },
    2,
  );
  const [, second = "", third = ""] = COLUMNS.map(({ key }) => key);
  expect(rows).toEqual([{ name: "Zip", [second]: "Bear", [third]: "New" }, { [second]: "Cat" }]);
});

test("a first line of column names says where the cells go", () => {
  const block = [
    ["Style number", "name", "Shop"],
    ["4025", "Patti", "Hamley"],
  ];
  expect(pasted(COLUMNS, [], block, { row: 0, column: 3 }, 50)).toEqual([
    { styleNumber: "4025", name: "Patti" },
  ]);
});

test("an owner's fields and the place of the copy are columns, read as their form reads them", () => {
  expect(COLUMNS.map(({ key }) => key).filter((key) => /^(own-|place)/.test(key))).toEqual([
    "place",
    "own-height",
    "own-marks",
    "own-paid-back",
  ]);
  const row = read({
    name: "Patti",
    place: "box 7",
    "own-height": "12.5 cm",
    "own-marks": "pen",
    "own-paid-back": "3",
  });
  expect(row.own).toEqual({ h: ["12.5 cm"], p: ["3", "USD"] });
  expect(row.copies).toMatchObject([{ placeId: BOX, own: { m: ["Pen"] } }]);
  const problems = problemsOfCells(
    COLUMNS,
    {
      name: "x",
      place: "cellar",
      "own-height": "tall",
      "own-marks": "tear",
      "own-paid-back": "1.200",
    },
    SHARED,
  );
  expect(Object.keys(problems).sort()).toEqual(
    ["place", "own-height", "own-marks", "own-paid-back"].sort(),
  );
  expect(problems["own-paid-back"]?.readings).toHaveLength(2);
});
