import { FIELDS } from "@/db/tenant/fields";
import { foldedName } from "@/db/tenant/own";
import type { SheetRow } from "./format";
import { OWN_COLUMNS, PRESETS } from "./presets";
import { SheetRefusal } from "./problem";
import { CALLED } from "./synonyms";

/** Where a sheet begins. */
export interface Beginning {
  /** Whether its first row names the columns. */
  readonly header: boolean;
  /** The line of that row, where a title stands above it. */
  readonly from?: number;
}

/** Among so many rows the names of columns are looked for. */
const LOOKED_AT = 30;

/**
 * Which row names the columns: the first with names that are known, under a title or not; else the first row, if its
 * cells look like names. A list of one column has a name only where it is known, because nothing else tells.
 */
export async function beginningOf(rows: AsyncIterable<SheetRow>): Promise<Beginning> {
  const first = await firstOf(rows);
  const [head, ...body] = first;
  if (!head) return { header: true };
  const width = Math.max(...first.map(filledIn));
  const named = first.find(
    (row, at) =>
      isNamed(row, width) && first.slice(0, at).every((above) => filledIn(above) < filledIn(row)),
  );
  const found = named ?? belowTitle(first, width);
  if (found) return { header: true, ...(found !== head && { from: found.line }) };
  return { header: width > 1 && isHeader(head, body) };
}

async function firstOf(rows: AsyncIterable<SheetRow>): Promise<SheetRow[]> {
  const first: SheetRow[] = [];
  try {
    for await (const row of rows) {
      if (!isBlank(row.cells)) first.push(row);
      if (first.length === LOOKED_AT) break;
    }
  } catch (error) {
    // What can't be read is told when it is read.
    if (!(error instanceof SheetRefusal)) throw error;
  }
  return first;
}

/** Whether nothing stands in a row. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}

function filledIn({ cells }: SheetRow): number {
  return cells.filter((cell) => cell.trim() !== "").length;
}

/** Whether a row has names that columns are known to have: one in a list of one column, else two and a third of them. */
function isNamed(row: SheetRow, width: number): boolean {
  const known = row.cells.filter((cell) => KNOWN.has(foldedName(cell))).length;
  return known >= Math.min(2, width) && known * 3 >= filledIn(row);
}

const KNOWN = new Set(
  [
    ...FIELDS.flatMap(({ key, label }) => [key, label]),
    ...Object.values(CALLED).flat(),
    ...Object.values(OWN_COLUMNS),
    ...PRESETS.flatMap(({ known, columns }) => [...known, ...Object.keys(columns)]),
  ].map(foldedName),
);

/** The first row of several cells under rows of one cell, if numbers stand below what it calls its columns. */
function belowTitle(first: readonly SheetRow[], width: number): SheetRow | undefined {
  const at = first.findIndex((row) => filledIn(row) > 1);
  const row = first[at];
  if (!row || at === 0 || width < 3) return undefined;
  const body = first.slice(at + 1);
  const isOverNumbers = row.cells.some((cell, column) => {
    const below = body.map(({ cells }) => cells[column] ?? "").filter((text) => text.trim() !== "");
    const numbers = below.filter((text) => /\d/.test(text)).length;
    return /\p{L}/u.test(cell) && !/\d/.test(cell) && below.length > 1 && numbers === below.length;
  });
  return isOverNumbers && isHeader(row, body) ? row : undefined;
}

/** A row names columns if most of its cells are there, none twice, and none a number, a date or an amount. */
function isHeader(head: SheetRow, body: readonly SheetRow[]): boolean {
  const names = head.cells.map((name) => name.trim());
  if (body.length === 0) return names.length > 1;
  const filled = names.filter(Boolean);
  if (filled.length * 2 < names.length || new Set(filled).size < filled.length) return false;
  return !filled.some((name) => /^[^\p{L}_]*\d[^\p{L}]*$/u.test(name) || name.length > 80);
}
