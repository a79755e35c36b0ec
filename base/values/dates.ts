const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

const SINGLE = /^(?:(\d{4})(?:-(\d{2})(?:-(\d{2}))?|(s))?|--(\d{2})-(\d{2}))$/;

/**
 * A partial date in words: `1995-06-03` → "3 June 1995", `1995-06` → "June 1995", `1995` → "1995",
 * `--05-19` → "19 May", `1990s` → "1990s", `1997/1998` → "1997–1998", and with `~` behind any of them "c. 1997".
 * What is no partial date comes back as it is.
 */
export function dateInWords(partial: string): string {
  const [from = "", to] = partial.replace(/~$/, "").split("/");
  const words = [from, ...(to === undefined ? [] : [to])].map(singleInWords);
  if (words.includes(null) || partial.split("/").length > 2) return partial;
  const dash = words.some((one) => one?.includes(" ")) ? " – " : "–";
  return `${partial.endsWith("~") ? "c. " : ""}${words.join(dash)}`;
}

/** The first year of a partial date, or null when it has none. */
export function yearOf(partial: string): string | null {
  return /^\d{4}/.exec(partial)?.[0] ?? null;
}

function singleInWords(single: string): string | null {
  const match = SINGLE.exec(single);
  if (!match) return null;
  const [, year, month = match[5], day = match[6], decade] = match;
  if (decade) return `${year}s`;
  const name = month ? MONTHS[Number(month) - 1] : undefined;
  return [day && String(Number(day)), name, year].filter(Boolean).join(" ");
}
