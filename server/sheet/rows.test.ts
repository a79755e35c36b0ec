import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvHeader, csvLine } from "@/archive/csv";
import { ENCODINGS, SEPARATORS } from "./format";
import { encoded, inPieces, readAll, textsIn, workbookOf } from "./testing-sheets";

/** A cell as spreadsheet programs write it, whatever stands in it. */
const quoted = (cell: string, separator: string) =>
  cell.includes(separator) || /["\r\n']/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

const WORDS: Readonly<Record<(typeof ENCODINGS)[number], string>> = {
  "utf-8": "Peanut ปีนัท ピーナッツ فستق ß€🐘",
  "utf-16le": "Peanut ปีนัท ピーナッツ فستق ß€🐘",
  "utf-16be": "Peanut ปีนัท ピーナッツ فستق ß€🐘",
  "windows-1252": "Peanut für 5 € – Zoë’s™",
};

const cellsOf = (letters: string) =>
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 }),
    fc.constantFrom("a,b", "a;b", 'say "a"', "two\nlines", "12.50", "01/12/2018", "C1", "1 (2.0)"),
    fc.string({ unit: "grapheme-ascii", maxLength: 8 }),
  );

describe.each(ENCODINGS)("a collection written in %s", (encoding) => {
  test.each(SEPARATORS)(
    "and parted by %j is recognised and read back as it was",
    async (separator) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.tuple(cellsOf(WORDS[encoding]), cellsOf(WORDS[encoding]), cellsOf(WORDS[encoding])),
            {
              minLength: 3,
              maxLength: 12,
            },
          ),
          fc.constantFrom("\r\n", "\n"),
          fc.boolean(),
          async (cells, end, mark) => {
            // A name at the beginning of each row and something of its script, so that a row is never empty.
            const head = ["Name", "Note", "Code", WORDS[encoding].slice(7, 12)];
            const body = cells.map((row, at) => [`Peanut ${at}`, ...row]);
            const text = [head, ...body]
              .map((row) => row.map((cell) => quoted(cell, separator)).join(separator) + end)
              .join("");
            const isMarked = mark || encoding.startsWith("utf-16");
            const bytes = encoded(text, encoding, isMarked && encoding !== "windows-1252");
            const read = await readAll(bytes);
            expect(read.format).toMatchObject({ kind: "text", encoding, separator, header: true });
            expect(read.names).toEqual(head.map((name) => name.trim()));
            // What an export made harmless is restored, which such a cell can't be told from.
            const restored = (cell: string) =>
              /^'+(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u.test(cell) ? cell.slice(1) : cell;
            expect(read.rows).toEqual(body.map((row) => row.map(restored)));
          },
        ),
        { numRuns: 25 },
      );
    },
  );
});

test("what this site writes for spreadsheets is read back as it was, formulas too", async () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.constantFrom("=1+1", "'=1", "@SUM(A1)", "\t=1", "'quoted'", " blanks ", "a\r\nb", "&amp;"),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
      async (cells) => {
        const body = cells.map((row, at) => [
          String(at),
          ...row.map((one) => one.replaceAll("\0", "")),
        ]);
        const text =
          csvHeader(["Name", "Note", "Story"]) + body.map((row) => csvLine(row)).join("");
        const read = await readAll(Buffer.from(text), {
          kind: "text",
          encoding: "utf-8",
          separator: ",",
          quote: '"',
          header: true,
        });
        expect(read.rows).toEqual(body);
      },
    ),
    { numRuns: 100 },
  );
});

test("a UTF-16 file without a mark is known by how its zeros lie", async () => {
  for (const encoding of ["utf-16le", "utf-16be"] as const) {
    const read = await readAll(encoded("名前\t色\r\nピーナッツ\t青\r\nパティ\t紫\r\n", encoding));
    expect(read.format).toMatchObject({ encoding, separator: "\t" });
    expect(read).toMatchObject({
      names: ["名前", "色"],
      rows: [
        ["ピーナッツ", "青"],
        ["パティ", "紫"],
      ],
    });
  }
});

test("a file is no UTF-8 if its last byte is none", async () => {
  const text = `Name,Note\n${"Peanut,blue\n".repeat(9000)}`;
  const bytes = Buffer.concat([Buffer.from(text), encoded("Zoë,für 5 €\n", "windows-1252")]);
  const read = await readAll(bytes);
  expect(read.format).toMatchObject({ encoding: "windows-1252" });
  expect(read.rows.at(-1)).toEqual(["Zoë", "für 5 €"]);
});

test("cells in inverted commas and cells in none are recognised, with inch marks inside", async () => {
  const single = await readAll(Buffer.from("'Name';'Note'\n'Peanut';'big; blue'\n'Patti';'x'\n"));
  expect(single.format).toMatchObject({ separator: ";", quote: "'" });
  expect(single.rows[0]).toEqual(["Peanut", "big; blue"]);
  const none = await readAll(
    Buffer.from('Name\tSize\nPeanut\t12" tall\nPatti\t9"\nPinky\t8" or 9"\n'),
  );
  expect(none.format).toMatchObject({ separator: "\t", quote: "" });
  expect(none.rows[0]).toEqual(["Peanut", '12" tall']);
});

test("a list without names of columns has those of a spreadsheet, and its first row is one", async () => {
  const read = await readAll(Buffer.from("Peanut,4062,5.99\nPatti,4025,7.00\n"));
  expect(read.format).toMatchObject({ header: false });
  expect(read.names).toEqual(["A", "B", "C"]);
  expect(read.rows).toHaveLength(2);
});

test("a first line that says what parts the cells is no row", async () => {
  const read = await readAll(Buffer.from("sep=;\r\nName;Note\r\nPeanut;a, b\r\nPatti;c, d\r\n"));
  expect(read.format).toMatchObject({ separator: ";", header: true });
  expect(read).toMatchObject({
    names: ["Name", "Note"],
    rows: [
      ["Peanut", "a, b"],
      ["Patti", "c, d"],
    ],
    lines: [3, 4],
  });
});

test("each row says in which line it begins", async () => {
  const read = await readAll(Buffer.from('Name,Note\n\n"Peanut","two\nlines"\n\nPatti,x\n'));
  expect(read.lines).toEqual([3, 6]);
});

test("a workbook's texts, numbers, days and answers are read in the one way they can be read", async () => {
  const bytes = await workbookOf(
    textsIn(1, ["Name", "Price", "Bought", "Boxed"]) +
      '<row r="2"><c r="A2" t="inlineStr"><is><t>Peanut &amp; ปีนัท</t></is></c><c r="B2"><v>1.234</v></c><c r="C2" s="1"><v>43435</v></c><c r="D2" t="b"><v>1</v></c></row>' +
      '<row r="4"><c r="A4" t="inlineStr"><is><t>Patti</t></is></c><c r="B4"><v>5.9900000000000002</v></c><c r="D4" t="b"><v>0</v></c></row>',
    "My &amp; list",
  );
  const read = await readAll(bytes);
  expect(read.format).toEqual({ kind: "workbook", sheet: "My & list", header: true });
  expect(read.names).toEqual(["Name", "Price", "Bought", "Boxed"]);
  expect(read.rows).toEqual([
    ["Peanut & ปีนัท", "1.2340", "2018-12-01", "Yes"],
    ["Patti", "5.99", "", "No"],
  ]);
  expect(read.lines).toEqual([2, 4]);
});

test("whoever stops reading stops the file", async () => {
  let ended = false;
  async function* file() {
    try {
      yield* inPieces(Buffer.from(`a,b\n${"x,y\n".repeat(100_000)}`), 1000);
    } finally {
      ended = true;
    }
  }
  const { readSheet } = await import("./rows");
  const sheet = await readSheet(file(), {
    kind: "text",
    encoding: "utf-8",
    separator: ",",
    quote: '"',
    header: true,
  });
  for await (const _ of sheet.rows) break;
  await expect.poll(() => ended).toBe(true);
});
