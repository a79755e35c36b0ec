import { bagOf, pathOf } from "./bag";
import { callOf, succeeded } from "./calls";
import { candidates, fill } from "./candidates";
import type { Field, Move } from "./crowd";
import type { Surface } from "./manifests";
import { identifiersOf } from "./parameters";
import type { People } from "./people";
import { RECIPES } from "./recipes";
import type { TestTenant } from "./tenants";

/** Moves against the apex and the console, whose answers must hold nothing of any tenant's rows or files. */
export async function platformMoves(
  field: Field,
  surface: Surface,
  {
    people,
    theirs,
    domain,
    port,
  }: { people: People; theirs: TestTenant; domain: string; port: number },
): Promise<Move[]> {
  const hosts = { www: `${domain}:${port}`, operator: `operator.${domain}:${port}` };
  const identifiers = await identifiersOf(theirs, field.register);
  const bag = await bagOf(theirs, field.register);
  const moves: Move[] = [];
  for (const route of surface.routes) {
    if (route.side === "site") continue;
    const host = hosts[route.side];
    const paths = candidates(route, identifiers).slice(0, 12);
    for (const values of paths)
      for (const by of Object.values(people))
        moves.push({
          kind: route.side === "www" ? "the apex" : "the console without its session",
          by,
          to: null,
          asking: {
            host,
            path: `${fill(
              route,
              values.map(({ value }) => value),
            )}?token=${bag.id("sessions.token_hash")}&operation=${bag.id("platform operations.id")}&name=${theirs.slug}`,
            headers: by.headers,
          },
        });
  }
  for (const action of surface.actions) {
    const recipe = RECIPES[action.name];
    if (!recipe || recipe.on === "site") continue;
    for (const by of Object.values(people))
      for (const host of [hosts[recipe.on], theirs.host])
        moves.push({
          kind: "an action of the platform",
          by,
          to: host === theirs.host ? theirs : null,
          asking: callOf(action, recipe.args(bag), { by, host, path: pathOf(action, bag) }),
          check: (answer) =>
            recipe.on === "operator" && succeeded(answer) && !/askForLink|signOut/.test(action.name)
              ? "an action of the console was done"
              : null,
        });
  }
  return moves;
}
