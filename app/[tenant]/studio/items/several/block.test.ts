import fc from "fast-check";
import { expect, test } from "vitest";
import { readBlock } from "./block";

test.each([
  ["Patti", [["Patti"]]],
  [
    "Patti\tPlatypus\nZip\tCat\n",
    [
      ["Patti", "Platypus"],
      ["Zip", "Cat"],
    ],
  ],
  [
    "Patti\t\r\n\tCat\r\n",
    [
      ["Patti", ""],
      ["", "Cat"],
    ],
  ],
  ['"two\nlines"\t"a ""quoted"" word"\n', [["two\nlines", 'a "quoted" word']]],
  ['7" tall\tx', [['7" tall', "x"]]],
  ["", [[""]]],
])("%j is the block %j", (text, block) => {
  expect(readBlock(text)).toEqual(block);
});

test("every block that a spreadsheet writes is read back as it was", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", " ", '"', "\t", "\n", "5") });
  const block = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 6,
    }),
  );
  const written = (text: string) =>
    /["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  fc.assert(
    fc.property(block, (rows) => {
      const text = rows.map((row) => `${row.map(written).join("\t")}\n`).join("");
      expect(readBlock(text)).toEqual(rows);
    }),
  );
});

test("no text throws or loses its first cell", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const [first = ""] = text.split(/[\t\r\n]/, 1);
      const [[read] = []] = readBlock(text);
      if (text.startsWith('"')) expect(read).toBeDefined();
      else expect(read).toBe(first);
    }),
  );
});
