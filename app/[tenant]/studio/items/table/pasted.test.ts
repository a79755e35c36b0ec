import { describe, expect, test } from "vitest";
import { EMPTY_ITEM } from "@/db/tenant/item";
import { BUILT_IN } from "@/db/tenant/queries/table/fields";
import { readPasted } from "./pasted";
import type { ShownRow } from "./shown-rows";

const row = (number: number): ShownRow => ({
  ...EMPTY_ITEM,
  id: `row ${number}`,
  slug: "row",
  version: "1",
  createdAt: 0,
  updatedAt: 0,
  wanted: null,
  value: [],
  copies: [],
  picture: "",
  tint: null,
  hasPhoto: false,
  place: { empty: false, value: "row", id: "row" },
});
const fields = (...keys: string[]) => keys.map((key) => BUILT_IN.named(key));
const rows = (most: number) => (down: number) => (down < most ? row(down) : undefined);

describe("a pasted block", () => {
  test("keeps tabs, lines and quotes of a cell in that cell, so that no text slips into another", () => {
    const text = 'Nana\t"a ""big""\tbear\nin two lines"\tred\r\nZip\t\tblack\r\n';
    const { batches, left } = readPasted(text, rows(9), fields("name", "variant", "colour"));
    expect(batches.flat().map(({ row: { id }, field, typed }) => [id, field, typed])).toEqual([
      ["row 0", "name", "Nana"],
      ["row 0", "variant", 'a "big"\tbear\nin two lines'],
      ["row 0", "colour", "red"],
      ["row 1", "name", "Zip"],
      ["row 1", "variant", ""],
      ["row 1", "colour", "black"],
    ]);
    expect(left).toBe(0);
  });

  test("of 1,000 rows and 100 columns loses no cell unsaid, and is sent in parts", () => {
    const line = Array(100).fill("=1+1").join("\t");
    const text = Array(1000).fill(line).join("\n");
    const { batches, left } = readPasted(text, rows(300), fields("name", "animal"));
    expect(batches.flat()).toHaveLength(600);
    expect(left).toBe(100_000 - 600);
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(500);
  });

  test("says of cells that are not written in here, such as a copy's of an item without", () => {
    const { batches, left } = readPasted(
      "1\t2\t \tNana",
      rows(1),
      fields("copies", "pricePaid", "createdAt", "name"),
    );
    expect(batches.flat().map(({ field }) => field)).toEqual(["name"]);
    expect(left).toBe(2);
  });
});
