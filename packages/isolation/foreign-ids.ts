import { fill } from "./candidates";
import type { Field, Move } from "./crowd";
import type { Route } from "./manifests";
import { type Identifier, identifiersOf } from "./parameters";
import type { People } from "./people";
import type { Reached } from "./routes";
import type { TestTenant } from "./tenants";
import { moveOf, VARIANTS } from "./variants";

/** What a parameter of a query takes. */
interface Parameter {
  readonly name: string;
  /** The place of its identifiers, if its name does not say it. */
  readonly of?: string;
  /** What stands before the identifier, where it is no more than a part of the value. */
  readonly before?: string;
}

/** Parameters in which pages and handlers take something. */
const PARAMETERS: readonly Parameter[] = [
  { name: "token" },
  { name: "id" },
  { name: "id", of: "bulk_edits.id" },
  { name: "item" },
  { name: "operation" },
  { name: "email" },
  { name: "q" },
  { name: "q", of: "item_words.word" },
  { name: "page" },
  { name: "backup" },
  { name: "member" },
  { name: "who", of: "members.id" },
  { name: "tenant" },
  { name: "key" },
  { name: "name" },
  { name: "from" },
  { name: "to" },
  { name: "view", of: "table_views.id" },
  { name: "after", of: "change_sets.id" },
  { name: "field", of: "fields.key" },
  { name: "label", of: "item_tags.tag" },
  { name: "f", of: "items.slug", before: "name~contains~" },
  { name: "f", of: "item_tags.tag", before: "tags~contains~" },
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
    PARAMETERS.forEach(({ name, of, before = "" }, nth) => {
      const likely = identifiers.filter(({ place }) =>
        of
          ? place === of
          : place.startsWith(name) ||
            place.endsWith(`.${name}`) ||
            (name === "token" && place.startsWith("link ")),
      );
      const other = identifiers[(nth * 7) % identifiers.length];
      // The owner reaches every page, so that what is asked for there is really read.
      const by = new Set([people.owner, kinds[nth % kinds.length] ?? people.visitor]);
      for (const one of likely.length > 0 ? likely.slice(0, 3) : [other])
        if (one) {
          const query = `${name}=${encodeURIComponent(before + one.value)}`;
          const clean = path.split("?")[0] ?? path;
          for (const who of by)
            moves.push(moveOf("foreign id in a query", who, own, clean, { name: "query", query }));
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
