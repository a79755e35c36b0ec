import { fill } from "./candidates";
import type { Field, Move } from "./crowd";
import type { Route } from "./manifests";
import { type Identifier, identifiersOf } from "./parameters";
import type { People } from "./people";
import type { Reached } from "./routes";
import type { TestTenant } from "./tenants";
import { moveOf, VARIANTS } from "./variants";

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
  { people, theirs, own }: { people: People; theirs: TestTenant; own: TestTenant },
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
