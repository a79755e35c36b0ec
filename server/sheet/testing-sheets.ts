import { ZipFile } from "yazl";
import type { OwnField } from "@/db/tenant/own";
import type { Place } from "@/db/tenant/queries/places";
import { tableFields } from "@/db/tenant/queries/table/fields";
import type { Encoding, SheetFormat } from "./format";
import { recogniseSheet } from "./recognise";
import { readSheet } from "./rows";
import { type Survey, surveyOf } from "./survey";

/** Bytes in pieces that cut letters in two. */
export async function* inPieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A text in an encoding, by tables of its own. @param mark whether the mark stands before it */
export function encoded(text: string, encoding: Encoding, mark = false): Buffer {
  const whole = mark ? `\ufeff${text}` : text;
  if (encoding === "utf-8") return Buffer.from(whole, "utf8");
  if (encoding === "utf-16le") return Buffer.from(whole, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(whole, "utf16le").swap16();
  const special: Readonly<Record<string, number>> = { "€": 0x80, "’": 0x92, "–": 0x96, "™": 0x99 };
  return Buffer.from([...text].map((letter) => special[letter] ?? letter.charCodeAt(0)));
}

/** Everything that is made of a file: what it was recognised as, its rows and what stands in them. */
export async function readAll(
  bytes: Uint8Array,
  given?: SheetFormat,
): Promise<{ format: SheetFormat; names: readonly string[]; rows: string[][]; lines: number[] }> {
  const format = given ?? (await recogniseSheet(() => inPieces(bytes, 4093))).format;
  const sheet = await readSheet(inPieces(bytes, 4093), format);
  const rows: string[][] = [];
  const lines: number[] = [];
  for await (const { cells, line } of sheet.rows) {
    rows.push([...cells]);
    lines.push(line);
  }
  return { format, names: sheet.names, rows, lines };
}

/** What stands in these rows. */
export function surveyIn(
  names: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Survey> {
  return surveyOf(
    names,
    (async function* () {
      for (const [at, cells] of rows.entries()) yield { line: at + 2, cells };
    })(),
  );
}

const OWN = {
  of: "item",
  seenBy: "members",
  group: "",
  position: 0,
} as const;

/** The fields of a site with a place, a box in it and some fields of its own. */
export const SITE_FIELDS = tableFields(
  [
    {
      ...OWN,
      id: "11111111-1111-4111-8111-111111111111",
      key: "height",
      label: "Height",
      type: "number",
      unit: "cm",
    },
    {
      ...OWN,
      id: "22222222-2222-4222-8222-222222222222",
      key: "filling",
      label: "Filling",
      type: "choice",
      values: ["PVC", "PE"],
    },
    {
      ...OWN,
      id: "33333333-3333-4333-8333-333333333333",
      key: "insured",
      label: "Insured for",
      type: "money",
      of: "copy",
    },
    {
      ...OWN,
      id: "44444444-4444-4444-8444-444444444444",
      key: "boxed",
      label: "Boxed",
      type: "yes/no",
      of: "copy",
    },
  ] satisfies OwnField[],
  [
    { id: "55555555-5555-4555-8555-555555555555", name: "Study", parentId: null },
    {
      id: "66666666-6666-4666-8666-666666666666",
      name: "Box 7",
      parentId: "55555555-5555-4555-8555-555555555555",
    },
  ] satisfies Place[],
);

/** A zip of these parts. */
export async function zipped(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), path);
  zip.end();
  const all: Buffer[] = [];
  for await (const piece of zip.outputStream) all.push(Buffer.from(piece));
  return Buffer.concat(all);
}

/** A workbook with a sheet, by the rules of the format. @param sheetData what stands inside `<sheetData>` */
export function workbookOf(sheetData: string, name = "Sheet1"): Promise<Buffer> {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  return zipped({
    "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `${head}<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
  });
}

/** A row of a workbook with texts in it. */
export function textsIn(row: number, texts: readonly string[]): string {
  const cells = texts.map(
    (text, at) =>
      `<c r="${String.fromCharCode(65 + at)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`,
  );
  return `<row r="${row}">${cells.join("")}</row>`;
}
