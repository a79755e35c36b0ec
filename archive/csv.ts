/** The byte order mark, by which spreadsheets read the file as UTF-8. */
const MARK = "\ufeff";

/** The first line of a table for spreadsheets: RFC 4180, UTF-8 with its mark. */
export function csvHeader(columns: readonly string[]): string {
  return MARK + csvLine(columns);
}

/**
 * A row for spreadsheets. A text that a spreadsheet would run as a formula gets an apostrophe in front. The
 * JSON Lines file holds the unchanged value.
 */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? disarmed(value) : JSON.stringify(value);
  return /[",\r\n']/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What begins a formula, in normal or full-width characters, also after blanks and control characters. A text that begins
 * as one made harmless does is made so once more, so that it comes back as it was.
 */
const FORMULA = /^'*(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u;

function disarmed(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text of a cell as it was before it was made harmless. */
export function armed(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
