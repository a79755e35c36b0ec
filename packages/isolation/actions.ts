import { bagOf, pathOf } from "./bag";
import { callOf, succeeded } from "./calls";
import type { Field, Move } from "./crowd";
import type { ActionEntry } from "./manifests";
import { identifiersOf } from "./parameters";
import type { People } from "./people";
import { RECIPES } from "./recipes";
import { substitutions } from "./substitutions";
import type { TestTenant } from "./tenants";

/** Names of actions without a recipe, with what to add. */
export function unknownActions(actions: readonly ActionEntry[]): string[] {
  return actions
    .filter(({ name }) => !RECIPES[name])
    .map(
      ({ name }) =>
        `${name}: no input is known. Add one to RECIPES of packages/isolation/recipes.ts.`,
    );
}

/** Recipes of actions that are no more. */
export function deadRecipes(actions: readonly ActionEntry[]): string[] {
  const names = new Set(actions.map(({ name }) => name));
  return Object.keys(RECIPES)
    .filter((name) => !names.has(name))
    .map(
      (name) =>
        `${name}: there is no such action. Remove it from RECIPES of packages/isolation/recipes.ts.`,
    );
}

/**
 * Each action of the sites as each kind of person: with the neighbour's identifier in each place of its own
 * valid input, with a tenant named in it, and with the own cookie on the neighbour's host.
 */
export async function actionMoves(
  field: Field,
  actions: readonly ActionEntry[],
  { people, own, theirs }: { people: People; own: TestTenant; theirs: TestTenant },
): Promise<Move[]> {
  const [mine, foreign] = await Promise.all([
    identifiersOf(own, field.register),
    identifiersOf(theirs, field.register),
  ]);
  const context = {
    own: await bagOf(own, field.register),
    theirs: await bagOf(theirs, field.register),
  };
  const moves: Move[] = [];
  for (const action of actions) {
    const recipe = RECIPES[action.name];
    if (recipe?.on !== "site") continue;
    const args = recipe.args(context.own);
    const bent = substitutions(args, mine, foreign);
    const named = recipe.ends ? [] : namedTenants(args, theirs);
    for (const by of Object.values(people)) {
      for (const input of [...bent, ...named])
        moves.push({
          kind: "action with a foreign id",
          by,
          to: own,
          asking: callOf(action, input, { by, host: own.host, path: pathOf(action, context.own) }),
        });
      for (const origin of [`http://${theirs.host}`, `http://${own.host}`])
        moves.push({
          kind: "action on a foreign host",
          by,
          to: theirs,
          asking: callOf(action, recipe.args(context.theirs), {
            by,
            host: theirs.host,
            path: pathOf(action, context.theirs),
            origin,
          }),
          check: (answer) => (succeeded(answer) && !recipe.open ? "it was done" : null),
        });
    }
    // Next forwards an action that is posted to a page that does not bundle it.
    moves.push({
      kind: "action handed on",
      by: people.owner,
      to: theirs,
      asking: callOf(action, recipe.args(context.theirs), {
        by: people.owner,
        host: theirs.host,
        path: "/sign-in",
      }),
      check: (answer) => (succeeded(answer) && !recipe.open ? "it was done" : null),
    });
  }
  return moves;
}

/** The input with the neighbour's id or name added, under each field name that a careless handler might read. */
function namedTenants(args: readonly unknown[], { tenant, slug }: TestTenant): unknown[][] {
  const names = { tenantId: tenant.id, tenant_id: tenant.id, tenant: slug };
  const inputs = Object.entries(names).map(([name, value]) =>
    args.map((one) => {
      if (one instanceof FormData) {
        const form = new FormData();
        for (const [key, field] of one) form.append(key, field);
        form.append(name, value);
        return form;
      }
      return typeof one === "object" && one !== null && !Array.isArray(one)
        ? { ...one, [name]: value }
        : one;
    }),
  );
  return inputs;
}
