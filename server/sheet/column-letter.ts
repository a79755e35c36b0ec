/** What spreadsheets call a column: A, B … Z, AA. */
export function letterOf(at: number): string {
  return at < 26
    ? String.fromCharCode(65 + at)
    : letterOf(Math.floor(at / 26) - 1) + letterOf(at % 26);
}
