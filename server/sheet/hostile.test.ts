import { expect, test } from "vitest";
import type { SheetFormat } from "./format";
import { SheetRefusal } from "./problem";
import { readAll, textsIn, workbookOf, zipped } from "./testing-sheets";

const CSV: SheetFormat = {
  kind: "text",
  encoding: "utf-8",
  separator: ",",
  quote: '"',
  header: true,
};
const BOOK: SheetFormat = { kind: "workbook", sheet: "Sheet1", header: true };

async function refusal(bytes: Buffer, format?: SheetFormat): Promise<SheetRefusal> {
  const said = await readAll(bytes, format).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(said instanceof SheetRefusal)) throw said ?? new Error("It was read.");
  return said;
}

test.each([
  ["a quote that never ends", 'Name,Note\nPeanut,x\n"Patti,y\nPinky,z\n', 3, /never ends/],
  ["a quote inside a quoted cell", 'Name,Note\nPeanut,x\n"Pat"ti",y\n', 3, /inside a cell/],
  ["a quote inside a cell", 'Name,Note\nPeanut,12" tall\n', 2, /inside a cell/],
  ["a million columns", `Name,Note\nPeanut,x\n${"a,".repeat(1_000_000)}\n`, 3, /longer than/],
  [
    "more columns than a sheet of things has",
    `Name\nPeanut\n${"a,".repeat(300)}\n`,
    3,
    /301 cells/,
  ],
  ["a cell of ten megabytes", `Name,Note\nPeanut,${"x".repeat(10_000_000)}\n`, 2, /longer than/],
  [
    "a cell of ten megabytes in lines",
    `Name,Note\nPeanut,"${"x\n".repeat(5_000_000)}"\n`,
    2,
    /longer than/,
  ],
  ["zeros", "Name,Note\nPeanut,\u0000\n", undefined, /no text/],
  ["more rows than are read", `Name\n${"x\n".repeat(100_001)}`, 100_002, /100,000 rows/],
] as const)("%s is refused with its line and a reason", async (_, text, line, reason) => {
  const said = await refusal(Buffer.from(text), CSV);
  expect(said.message).toMatch(reason);
  if (line !== undefined) expect(said.line).toBe(line);
});

test("100,000 rows are read", async () => {
  expect((await readAll(Buffer.from(`Name\n${"x\n".repeat(100_000)}`), CSV)).rows).toHaveLength(
    100_000,
  );
});

test("bytes that are none of the chosen encoding are refused with their line", async () => {
  const bytes = Buffer.concat([Buffer.from("Name\nPeanut\n"), Buffer.from([0x5a, 0xe9, 0x0a])]);
  expect(await refusal(bytes, CSV)).toMatchObject({ message: expect.stringMatching(/encoding/) });
});

test("headers that are names of every object are names like others", async () => {
  const read = await readAll(
    Buffer.from("__proto__,constructor,toString,Name\nx,y,z,Peanut\n"),
    CSV,
  );
  expect(read.names).toEqual(["__proto__", "constructor", "toString", "Name"]);
  expect(read.rows).toEqual([["x", "y", "z", "Peanut"]]);
  expect(Object.prototype).not.toHaveProperty("0");
});

test("what is no sheet is named, with what to do instead", async () => {
  const begins = (bytes: number[]) => Buffer.concat([Buffer.from(bytes), Buffer.alloc(600)]);
  expect((await refusal(begins([0xd0, 0xcf, 0x11, 0xe0]))).message).toMatch(/\.xls/);
  expect((await refusal(Buffer.from("%PDF-1.7 and so on"))).message).toMatch(/PDF/);
  expect((await refusal(begins([0x89, 0x50, 0x4e, 0x47]))).message).toMatch(/picture/);
  expect((await refusal(Buffer.from(""))).message).toMatch(/nothing in this file/);
  expect((await refusal(Buffer.from(" \n\n"))).message).toMatch(/nothing in this file/);
  expect((await refusal(Buffer.from("PK\u0003\u0004 cut off"))).message).toMatch(/damaged/);
  expect((await refusal(await zipped({ "a.txt": "x" }))).message).toMatch(/no Excel workbook/);
  expect((await refusal(await zipped({ mimetype: "x" }))).message).toMatch(/no Excel workbook/);
});

/** A workbook that says of each of its parts that it has so many bytes unpacked. */
async function claiming(bytes: number): Promise<Buffer> {
  const book = await workbookOf(
    textsIn(1, ["Name", "Note"]) + textsIn(2, ["Peanut", "x".repeat(5000)]),
  );
  const entry = "PK\u0001\u0002";
  for (let at = book.indexOf(entry); at >= 0; at = book.indexOf(entry, at + 4))
    book.writeUInt32LE(bytes, at + 24);
  return book;
}

test("a workbook that unpacks to more than it may is refused before it is unpacked", async () => {
  expect((await refusal(await claiming(60_000_000))).message).toMatch(/200 MB once it is unpacked/);
});

test("a workbook that unpacks to more than it says is refused", async () => {
  expect((await refusal(await claiming(1))).message).toMatch(/damaged/);
});

test.each([
  ["beyond the last column", '<row r="2"><c r="XFE2"><v>1</v></c></row>', /outside/],
  ["in a column of millions", '<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>', /outside/],
  ["beyond the last row", '<row r="99999999"><c r="A99999999"><v>1</v></c></row>', /outside/],
  [
    "at the end of each of many rows",
    Array.from(
      { length: 300 },
      (_, at) => `<row r="${at + 2}"><c r="XFD${at + 2}"><v>1</v></c></row>`,
    ).join(""),
    /more than 100,000 cells/,
  ],
  [
    "in a column that a sheet of things has not",
    '<row r="2"><c r="KK2"><v>1</v></c></row>',
    /cells; up to 200/,
  ],
])("a workbook with a cell %s is refused", async (_, cells, reason) => {
  const book = await workbookOf(textsIn(1, ["Name", "Note"]) + cells);
  expect((await refusal(book, BOOK)).message).toMatch(reason);
});

test("a workbook that declares entities is refused", async () => {
  const book = await zipped({
    "xl/workbook.xml":
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook><sheets><sheet name="Sheet1"/></sheets></workbook>',
  });
  expect((await refusal(book)).message).toMatch(/declares/);
});

test("a sheet is found by whatever name it has, and one that is not there is refused", async () => {
  const name = "&#x110000;&#55296;&amp;\u00a0 x";
  const book = await workbookOf(textsIn(1, ["Name", "Note"]) + textsIn(2, ["a", "b"]), name);
  expect(await readAll(book)).toMatchObject({ rows: [["a", "b"]] });
  expect((await refusal(book, BOOK)).message).toMatch(/no sheet Sheet1/);
});

test("a formula is what it came to, and one without a result is refused", async () => {
  const book = await workbookOf(
    `${textsIn(1, ["Name", "Sum"])}<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x.example","Peanut")</f><v>Peanut</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>`,
  );
  expect((await readAll(book, BOOK)).rows).toEqual([["Peanut", "2"]]);
});
