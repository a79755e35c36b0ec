import { candidates, fill, segmentsOf } from "./candidates";
import type { Route } from "./manifests";
import { type Identifier, identifiersOf } from "./parameters";
import type { People } from "./people";
import { POSTS } from "./posts";
import type { Register } from "./register";
import type { TestTenant } from "./tenants";
import type { Wire } from "./wire";

/** A route that an own person has reached, with the identifiers it took. */
export interface Reached {
  readonly route: Route;
  /** Empty where the address takes none. */
  readonly values: readonly Identifier[];
  readonly path: string;
  /** Whether the route is posted to, as POSTS says, and not read. */
  readonly posts: boolean;
}

/**
 * Reaches each route of the sites as its own people do. Returns the names of routes that no own identifier
 * reaches, with what to add, because these can't be attacked.
 */
export async function reachRoutes(
  wire: Wire,
  routes: readonly Route[],
  target: TestTenant,
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
  own: { target: TestTenant; people: People; identifiers: readonly Identifier[] },
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
