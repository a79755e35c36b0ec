import { expect, test } from "vitest";
import { ItemValuesSchema } from "../item-values";
import { COLUMNS, pasted, problemsOfCells, valuesOfCells } from "./cells";

const SHARED = { visibility: "private", currency: "USD" } as const;
const read = (cells: Record<string, string>) =>
  ItemValuesSchema.parse(valuesOfCells(cells, SHARED));

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
    expect(problemsOfCells({ name: "x", pricePaid: text }, SHARED)).toEqual({});
  expect(problems.pricePaid?.readings).toHaveLength(2);
});

test("a row that nothing was typed into has no problem", () => {
  expect(problemsOfCells({ name: " ", animal: "" }, SHARED)).toEqual({});
});

test("a block fills the cells from where it is pasted, and adds rows up to the most", () => {
  const rows = pasted(
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
  expect(pasted([], block, { row: 0, column: 3 }, 50)).toEqual([
    { styleNumber: "4025", name: "Patti" },
  ]);
});
