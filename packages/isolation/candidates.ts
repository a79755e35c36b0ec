import type { Route } from "./manifests";
import type { Identifier } from "./parameters";

/** Words that a dynamic segment takes instead of identifiers; they mean the same on every site. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  size: ["full.webp", "shelf.webp", "thumb.webp"],
  nextauth: ["session", "csrf", "providers", "signin/email", "signout", "callback/email"],
  file: ["loved.svg", "peanut.svg"],
};

/** The dynamic segments of a pattern: `slug` of `[slug]`, `nextauth` of `[...nextauth]`. */
export function segmentsOf({ pattern }: Route): string[] {
  return [...pattern.matchAll(/\[\[?(?:\.\.\.)?(\w+)\]?\]/g)].map(([, name = ""]) => name);
}

/** The address of a pattern with these values in the order of its segments. */
export function fill({ pattern }: Route, values: readonly string[]): string {
  let at = 0;
  return pattern.replaceAll(/\[\[?(?:\.\.\.)?\w+\]?\]/g, () =>
    (values[at++] ?? "").split("/").map(encodeURIComponent).join("/"),
  );
}

/**
 * Which identifiers a segment may take, the likely ones first: those whose place stands in the pattern.
 * @returns lists of values, one for each dynamic segment
 */
export function candidates(route: Route, identifiers: readonly Identifier[]): Identifier[][] {
  const { pattern } = route;
  const segments = segmentsOf(route);
  const choices = segments.map((segment): Identifier[] => {
    const words = WORDS[segment];
    if (words) return words.map((value) => ({ place: segment, value }));
    const score = ({ place }: Identifier) => {
      const [table = "", column = ""] = place.replace("platform ", "").split(/[. ]/);
      return (
        (pattern.includes(table.replace(/s$/, "")) ? 4 : 0) +
        (column === segment ? 2 : 0) +
        (segment === "id" && column === "id" ? 1 : 0) +
        (place === `${pattern.split("/")[1]?.replace(/s$/, "")} ${segment}` ? 9 : 0) +
        (pattern.startsWith("/plush") && place === "items.slug" ? 9 : 0)
      );
    };
    return identifiers.toSorted((a, b) => score(b) - score(a));
  });
  return choices.reduce<Identifier[][]>(
    (all, choice) => all.flatMap((before) => choice.slice(0, 80).map((one) => [...before, one])),
    [[]],
  );
}
