const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

const PARTIAL = /^(?:(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|--(\d{2})-(\d{2}))$/;

/**
 * A partial date in words: `1995-06-03` → "3 June 1995", `1995-06` → "June 1995", `1995` → "1995",
 * `--05-19` → "19 May". What is no partial date comes back as it is.
 */
export function dateInWords(partial: string): string {
  const match = PARTIAL.exec(partial);
  if (!match) return partial;
  const [, year, month = match[4], day = match[5]] = match;
  const name = month ? MONTHS[Number(month) - 1] : undefined;
  return [day && String(Number(day)), name, year].filter(Boolean).join(" ");
}

/** The year of a partial date, or null when it has none. */
export function yearOf(partial: string): string | null {
  return /^\d{4}/.exec(partial)?.[0] ?? null;
}
