import { parse } from "csv-parse/sync";
import { isArchive } from "./archive-rows";
import { decoded, encodingOf } from "./decoded";
import { QUOTES, type Quote, SEPARATORS, type Separator, type SheetFormat } from "./format";
import { beginningOf } from "./header";
import { SheetRefusal } from "./problem";
import { optionsOf, saysSeparator, textRows } from "./text-rows";
import { sheetsOf, workbookRows } from "./workbook";

/** What a file turned out to be. */
export interface Recognised {
  readonly format: SheetFormat;
  /** The sheets of a workbook; none of a text. */
  readonly sheets: readonly string[];
}

/** Opens a file anew each time it is called. */
export type OpenFile = () => AsyncIterable<Uint8Array>;

/** Letters by which separator, quotes and header are recognised. */
const LOOKED_AT = 200_000;

/** How a file is to be read. @throws SheetRefusal where it is no sheet, saying what to do */
export async function recogniseSheet(open: OpenFile): Promise<Recognised> {
  const head = await beginning(open);
  const other = OTHERS.find(({ begins }) => begins.every((byte, at) => head[at] === byte));
  if (other) throw new SheetRefusal(other.reason);
  if (head[0] === 0x50 && head[1] === 0x4b) {
    if (await isArchive(open())) return { format: { kind: "archive", header: true }, sheets: [] };
    const sheets = await sheetsOf(open());
    const [sheet = ""] = sheets;
    const begins = await beginningOf(workbookRows(open(), sheet));
    return { format: { kind: "workbook", sheet, ...begins }, sheets };
  }
  const encoding = await encodingOf(open());
  let text = "";
  for await (const some of decoded(open(), encoding)) {
    text += some;
    if (text.length > LOOKED_AT) break;
  }
  const format = { kind: "text", encoding, ...recogniseText(text), header: true } as const;
  return { format: { ...format, ...(await beginningOf(textRows(open(), format))) }, sheets: [] };
}

/** What separates the cells of a text, and what they are quoted with. */
function recogniseText(text: string): { separator: Separator; quote: Quote } {
  if (text.trim() === "") throw new SheetRefusal("There is nothing in this file.");
  const cut = text.length > LOOKED_AT ? text.slice(0, text.lastIndexOf("\n", LOOKED_AT) + 1) : text;
  const tried = SEPARATORS.flatMap((separator) =>
    QUOTES.map((quote) => ({ separator, quote, score: scoreOf(cut, separator, quote) })),
  );
  const [first, ...others] = tried;
  if (!first) throw new SheetRefusal("There is nothing in this file.");
  const best = others.reduce((so, one) => (one.score > so.score ? one : so), first);
  return { separator: best.separator, quote: best.quote };
}

/** Cells that begin with an apostrophe. */
const APOSTROPHES = /(?:^|[,;\t|])'/m;

/** How well a text parts into rows of equally many cells. */
function scoreOf(text: string, separator: Separator, quote: Quote): number {
  const rows = rowsOf(text, separator, quote);
  if (!rows || rows.length === 0) return -1;
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [usual, often] = [...counts].reduce((so, one) => (one[1] > so[1] ? one : so));
  const alike = often / rows.length;
  // Cells still in quotes say that these are the quotes.
  const left = rows.flat().filter((cell) => /^(["']).*\1$/s.test(cell.trim())).length;
  const ofQuote = quote === '"' ? 0.02 : quote === "" ? 0.005 : APOSTROPHES.test(text) ? 0.01 : 0;
  const score = usual > 1 ? alike * 10 + Math.min(usual, 40) / 40 : 0.5;
  return score + ofQuote - (left > 0 ? 1 : 0);
}

function rowsOf(text: string, separator: Separator, quote: Quote): string[][] | null {
  const options = { ...optionsOf({ separator, quote }), to: 200 };
  try {
    const rows: unknown[] = parse(text, options);
    const [first = [], ...others] = rows.filter(isRow);
    return (saysSeparator(first) ? others : [first, ...others]).filter(
      (row) => row.length > 1 || row[0] !== "",
    );
  } catch {
    return null;
  }
}

function isRow(row: unknown): row is string[] {
  return Array.isArray(row);
}

async function beginning(open: OpenFile): Promise<Buffer> {
  for await (const piece of open()) if (piece.length > 0) return Buffer.from(piece.subarray(0, 16));
  throw new SheetRefusal("There is nothing in this file.");
}

/** Files that are given for a sheet, by how they begin. */
const OTHERS: readonly { readonly begins: readonly number[]; readonly reason: string }[] = [
  {
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    reason: "This is a workbook of before 2007 (.xls). Save it as .xlsx or CSV and bring that.",
  },
  { begins: [0x25, 0x50, 0x44, 0x46], reason: "This is a PDF. Bring the sheet it was made from." },
  { begins: [0x89, 0x50, 0x4e, 0x47], reason: "This is a picture. Bring a sheet: CSV or .xlsx." },
  { begins: [0xff, 0xd8, 0xff], reason: "This is a picture. Bring a sheet: CSV or .xlsx." },
  {
    begins: [0x7b, 0x5c, 0x72, 0x74],
    reason: "This is a letter (RTF). Bring a sheet: CSV or .xlsx.",
  },
];
