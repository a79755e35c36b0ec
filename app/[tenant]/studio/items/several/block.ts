/**
 * Reads what a spreadsheet puts on the clipboard: lines of cells with tabs between them. A cell in quotes may hold
 * tabs, lines and, twice, quotes.
 */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [whole, quoted, plain = "", end] = match;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== "\t") {
      rows.push(row);
      row = [];
    }
    if (end === "" || whole === "") break;
  }
  // A spreadsheet ends its last line, too.
  const [last] = rows.slice(-1);
  return rows.length > 1 && last?.length === 1 && last[0] === "" ? rows.slice(0, -1) : rows;
}
