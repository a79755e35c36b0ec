/** The text with the digits of any script written as 0 to 9: `١٩٩٧`, `１９９７` and `१९९७` are `1997`. */
export function plainDigits(text: string): string {
  // Most texts have no other digits, and sheets have millions of cells.
  if (!/[^\0-\x7f]/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => String(placeOf(digit)));
}

// Unicode keeps the ten digits of a script together in order, so the value is the place in their run.
function placeOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
