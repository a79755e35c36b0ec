import { filesOf } from "@/server/photos/photo-files";
import type { Route } from "./manifests";
import type { Register } from "./register";
import type { Target } from "./tenants";

/** Something of a tenant that an address or a form may take: an id, a slug, a key, an address of mail. */
export interface Identifier {
  /** `items.slug`: two tenants' identifiers of one place stand for each other. */
  readonly place: string;
  readonly value: string;
}

/** Everything by which a tenant's rows and files can be named. */
export async function identifiersOf(target: Target, register: Register): Promise<Identifier[]> {
  const found: Identifier[] = [];
  const rows = await target.rows();
  for (const { name, columns, uniques } of target.tables) {
    const keys = new Set(uniques.flat());
    const named = columns.filter(
      ({ name, type }) => type === "uuid" || (type === "text" && keys.has(name)),
    );
    for (const row of (rows.get(name) ?? []).slice(0, 8))
      for (const column of named) {
        const value = row[column.name];
        if (value && column.name !== "tenant_id")
          found.push({ place: `${name}.${column.name}`, value });
      }
  }
  for await (const { key } of filesOf(target.tenant).list("")) {
    const [drawer = "", folder = "", size = ""] = key.split("/");
    if (drawer !== "photos") found.push({ place: `${drawer} name`, value: folder });
    else if (size === "full.webp")
      found.push({
        place: `${folder.startsWith("logo-") ? "logo" : "photo"} folder`,
        value: folder,
      });
  }
  found.push(
    { place: "platform tenants.id", value: target.tenant.id },
    { place: "platform tenants.slug", value: target.slug },
  );
  for (const [purpose, value] of target.links) found.push({ place: `link ${purpose}`, value });
  for (const { place, id } of await register.idsOf(target.tenant.id))
    found.push({ place, value: id });
  return unique(found);
}

/** What a dynamic segment takes besides identifiers: words that mean the same on every site. */
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

function unique(identifiers: readonly Identifier[]): Identifier[] {
  const seen = new Map(identifiers.map((one) => [`${one.place} ${one.value}`, one]));
  return [...seen.values()];
}
