import type { Field, Move } from "./crowd";
import type { Route } from "./manifests";
import { candidates, fill, type Identifier, identifiersOf, segmentsOf } from "./parameters";
import type { People } from "./people";
import { POSTS } from "./posts";
import type { Register } from "./register";
import type { Target } from "./tenants";
import { moveOf, VARIANTS } from "./variants";
import type { Answer, Wire } from "./wire";

/** A route that an own person has reached, with the identifiers it took. */
export interface Reached {
  readonly route: Route;
  /** Empty where the address takes none. */
  readonly values: readonly Identifier[];
  readonly path: string;
  /** Whether reading it is all there is; otherwise it is posted to as POSTS says. */
  readonly posts: boolean;
}

/**
 * Reaches each route of the sites as its own people do. One that no own identifier reaches can't be attacked:
 * its name comes back with what to add.
 */
export async function reachRoutes(
  wire: Wire,
  routes: readonly Route[],
  target: Target,
  people: People,
  register: Register,
): Promise<{ reached: Reached[]; unreached: string[] }> {
  const identifiers = await identifiersOf(target, register);
  const reached: Reached[] = [];
  const unreached: string[] = [];
  for (const route of routes.filter(({ side }) => side === "site")) {
    const found = await reach(wire, route, { target, people, identifiers });
    if (found) reached.push(found);
    else
      unreached.push(
        `${route.pattern} (${route.name}): nobody of the site reaches it. ${segmentsOf(route).length > 0 ? "Say in WORDS of packages/isolation/parameters.ts what its segments take." : "Say in POSTS of packages/isolation/posts.ts how its own people post to it."}`,
      );
  }
  return { reached, unreached };
}

async function reach(
  wire: Wire,
  route: Route,
  own: { target: Target; people: People; identifiers: readonly Identifier[] },
): Promise<Reached | null> {
  const post = POSTS[route.pattern];
  if (post) return { route, values: [], path: fill(route, []), posts: true };
  const links = own.identifiers.filter(({ place }) => place.startsWith("link "));
  const queries = ["", ...links.map(({ value }) => `?token=${value}`)];
  const addresses = candidates(route, own.identifiers).flatMap((values) =>
    (values.length === 0 ? queries : [""]).map((query) => ({ values, query })),
  );
  for (const { values, query } of addresses) {
    const path = `${fill(
      route,
      values.map(({ value }) => value),
    )}${query}`;
    for (const by of [own.people.owner, own.people.visitor]) {
      const { status } = await wire.ask({ host: own.target.host, path, headers: by.headers });
      if (status > 0 && status < 400) return { route, values, path, posts: false };
    }
  }
  return null;
}

/** Names under which pages and handlers take something in a query. */
const QUERIES = [
  "token",
  "id",
  "item",
  "operation",
  "email",
  "q",
  "page",
  "backup",
  "member",
  "tenant",
  "key",
  "name",
  "from",
  "to",
];

/** Every route with the neighbour's identifiers in each of its places, on the attacker's own host. */
export async function foreignIds(
  field: Field,
  reached: readonly Reached[],
  { people, theirs, own }: { people: People; theirs: Target; own: Target },
): Promise<Move[]> {
  const identifiers = await identifiersOf(theirs, field.register);
  const moves: Move[] = [];
  const kinds = Object.values(people);
  for (const { route, values, path, posts } of reached) {
    if (posts) continue;
    const foreign = values.some(({ place }) => identifiers.some((one) => one.place === place))
      ? foreignPaths(route, values, identifiers)
      : [];
    foreign.forEach((foreignPath, nth) => {
      kinds.forEach((by, kth) => {
        for (const variant of [VARIANTS[0], VARIANTS[1 + ((nth + kth) % (VARIANTS.length - 1))]])
          if (variant)
            moves.push(moveOf("foreign id in an address", by, own, foreignPath, variant));
      });
    });
    // The neighbour's identifiers in a query.
    QUERIES.forEach((name, nth) => {
      const likely = identifiers.filter(
        ({ place }) =>
          place.startsWith(name) ||
          place.endsWith(`.${name}`) ||
          (name === "token" && place.startsWith("link ")),
      );
      const other = identifiers[(nth * 7) % identifiers.length];
      const by = kinds[nth % kinds.length];
      for (const one of likely.length > 0 ? likely.slice(0, 3) : [other])
        if (one && by) {
          const query = `${name}=${encodeURIComponent(one.value)}`;
          const clean = path.split("?")[0] ?? path;
          moves.push(moveOf("foreign id in a query", by, own, clean, { name: "query", query }));
        }
    });
  }
  return moves;
}

function foreignPaths(
  route: Route,
  values: readonly Identifier[],
  identifiers: readonly Identifier[],
): string[] {
  const paths = new Set<string>();
  values.forEach(({ place }, at) => {
    const same = identifiers.filter((one) => one.place === place);
    const other = identifiers.filter(
      (one) => one.place !== place && /\.id$|slug|folder/.test(one.place),
    );
    for (const one of [...same.slice(0, 6), ...other.filter((_, nth) => nth % 9 === 0).slice(0, 3)])
      paths.add(
        fill(
          route,
          values.map((own, nth) => (nth === at ? one.value : own.value)),
        ),
      );
  });
  return [...paths];
}

/** The neighbour's own addresses, asked for on the neighbour's host with the attacker's cookies. */
export function foreignHost(
  theirs: Target,
  theirRoutes: readonly Reached[],
  people: People,
): Move[] {
  return theirRoutes
    .filter(({ posts }) => !posts)
    .flatMap(({ path }, nth) =>
      Object.values(people).flatMap((by, kth) => {
        const variant = VARIANTS[(nth + kth) % VARIANTS.length];
        const studio = path.startsWith("/studio");
        return [
          moveOf(
            "own cookie on a foreign host",
            by,
            theirs,
            path,
            { name: "plain" },
            studio ? refused : undefined,
          ),
          ...(variant ? [moveOf("own cookie on a foreign host", by, theirs, path, variant)] : []),
        ];
      }),
    );
}

/** The studio of another site opens to nobody. */
function refused({ status, text }: Answer): string | null {
  if (status === 200 && /class="st-frame"|st-side/.test(text)) return "the studio opened";
  return null;
}

/**
 * The same addresses on all sites in turn, in every way they can be asked for, with cookies and without: what
 * one site's answer left in a cache must not answer another's.
 */
export function cacheVariants(
  own: Target,
  reached: readonly Reached[],
  people: Pick<People, "visitor" | "owner">,
): Move[] {
  return reached
    .filter(({ posts }) => !posts)
    .flatMap(({ path }) =>
      VARIANTS.flatMap((variant, nth) => [
        moveOf("cache variant", people.visitor, own, path, variant),
        ...(nth % 3 === 0 ? [moveOf("cache variant", people.owner, own, path, variant)] : []),
      ]),
    );
}
