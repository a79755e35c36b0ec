import { ZipFile as NewZip } from "yazl";
import { cleaned } from "./cleaned";
import type { SheetRow } from "./format";
import { SheetRefusal } from "./problem";
import { checkPart } from "./workbook-part";
import { bytesOf, unpackParts } from "./zip-parts";

/** Parts of a workbook that say what stands in its cells. */
const PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/;

const DAMAGED =
  "This workbook is damaged. Open it in a spreadsheet program, save it as .xlsx and bring that.";

/** The names of the sheets in a workbook. */
export async function sheetsOf(pieces: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const found = namesIn(await partsOf(pieces));
  if (found.length === 0) throw new SheetRefusal(DAMAGED);
  return found;
}

function namesIn(parts: ReadonlyMap<string, Buffer>): string[] {
  const workbook = parts.get("xl/workbook.xml")?.toString("utf8") ?? "";
  const names = [...workbook.matchAll(/<(?:\w+:)?sheet\b[^>]*?\sname=(?:"([^"]*)"|'([^']*)')/g)];
  // XML names the letters that HTML names.
  return names.map(([, one, other]) => cleaned(one ?? other ?? ""));
}

/**
 * The rows of a sheet of a workbook. Its parts are unpacked within bounds and looked through before the reader of
 * workbooks sees them, because that one takes whatever it is given.
 */
export async function* workbookRows(
  pieces: AsyncIterable<Uint8Array>,
  sheet: string,
): AsyncGenerator<SheetRow> {
  const { readSheet } = await import("read-excel-file/node");
  const parts = await partsOf(pieces);
  const number = namesIn(parts).indexOf(sheet) + 1;
  if (number === 0)
    throw new SheetRefusal(`There is no sheet ${sheet} in this workbook. Choose another.`);
  const zip = new NewZip();
  for (const [path, bytes] of parts) zip.addBuffer(bytes, path, { compress: false });
  zip.end();
  const whole = await bytesOf(zip.outputStream);
  const habits = { parseNumber: numberText, trim: false };
  const rows = await readSheet(whole, number, habits).catch(() => {
    throw new SheetRefusal(DAMAGED);
  });
  for (const [at, row] of rows.entries()) {
    const cells = row.map(cellText);
    while (cells.at(-1) === "") cells.pop();
    if (cells.length > 0) yield { line: at + 1, cells };
  }
}

/** A number in the one way in which it can be read. */
function numberText(written: string): string {
  const number = Number(written);
  const text = Number.isFinite(number) ? String(Number(number.toPrecision(15))) : written;
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    const text = Number.isNaN(value.getTime()) ? "" : value.toISOString();
    return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.replace(/\.000Z$/, "");
  }
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return String(value);
}

/** The parts that matter, unpacked and looked through. */
async function partsOf(pieces: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, Buffer>> {
  const { names, parts } = await unpackParts(pieces, (path) => PARTS.test(path));
  if (names.includes("mimetype"))
    throw new SheetRefusal("This is no Excel workbook. Save it as .xlsx or CSV and bring that.");
  if (!parts.has("xl/workbook.xml"))
    throw new SheetRefusal("This zip is no Excel workbook. Bring the sheet itself: CSV or .xlsx.");
  for (const [path, bytes] of parts) checkPart(path, bytes);
  return parts;
}
