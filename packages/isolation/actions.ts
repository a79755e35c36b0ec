import { bagOf, pathOf } from "./bag";
import { callOf, succeeded } from "./calls";
import type { Field, Move } from "./crowd";
import type { ActionEntry } from "./manifests";
import { type Identifier, identifiersOf } from "./parameters";
import type { People, Person } from "./people";
import { RECIPES } from "./recipes";
import type { Register } from "./register";
import type { Target } from "./tenants";
import type { Wire } from "./wire";

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
  { people, own, theirs }: { people: People; own: Target; theirs: Target },
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
    // Posted to a page that does not bundle it, Next hands it on by itself.
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

/** The input once for each place in it that holds an own identifier, with the neighbour's there instead. */
function substitutions(
  args: readonly unknown[],
  mine: readonly Identifier[],
  foreign: readonly Identifier[],
): unknown[][] {
  const places = new Map(mine.map(({ place, value }) => [value, place]));
  const found: { value: string; by: string }[] = [];
  for (const value of leavesOf(args)) {
    const place = places.get(value);
    const same = place ? foreign.filter((one) => one.place === place) : [];
    for (const one of same.slice(0, 3)) found.push({ value, by: one.value });
  }
  const inputs = found.map(({ value, by }) => replaced(args, value, by));
  return inputs.filter(Array.isArray);
}

function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value instanceof FormData)
    return [...value.values()].filter((one) => typeof one === "string");
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(leavesOf);
  return [];
}

function replaced(value: unknown, from: string, to: string): unknown {
  if (value === from) return to;
  if (value instanceof FormData) {
    const form = new FormData();
    for (const [name, one] of value) form.append(name, one === from ? to : one);
    return form;
  }
  if (Array.isArray(value)) return value.map((one) => replaced(one, from, to));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, replaced(one, from, to)]),
    );
  return value;
}

/** The input with the neighbour named in it, under each name a careless handler might read. */
function namedTenants(args: readonly unknown[], { tenant, slug }: Target): unknown[][] {
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

/**
 * Calls each action as the site's own owner with the site's own input: what can't be done even then was not
 * attacked in earnest.
 * @param fresh makes a site for an action that ends its site
 * @returns names of actions that were refused, with what they said
 */
export async function proveActions(
  wire: Wire,
  register: Register,
  actions: readonly ActionEntry[],
  {
    target,
    by,
    fresh,
  }: {
    target: Target;
    by: Person;
    fresh: (given: { confirmed: boolean }) => Promise<{ target: Target; by: Person }>;
  },
): Promise<string[]> {
  const refused: string[] = [];
  const order = (action: ActionEntry) => RECIPES[action.name]?.order ?? 0;
  for (const action of actions.toSorted((a, b) => order(a) - order(b))) {
    const recipe = RECIPES[action.name];
    if (recipe?.on !== "site") continue;
    await register.forgetAttempts();
    const site = recipe.ends ? await fresh({ confirmed: !recipe.unconfirmed }) : { target, by };
    const bag = await bagOf(site.target, register);
    const answer = await wire.ask(
      callOf(action, recipe.args(bag), {
        by: site.by,
        host: site.target.host,
        path: pathOf(action, bag),
      }),
    );
    if (!succeeded(answer))
      refused.push(
        `${action.name}: refused with the site's own input (${answer.status} ${/"message":"([^"]*)"/.exec(answer.text)?.[1] ?? answer.text.slice(-200)}). Mend its recipe in packages/isolation/recipes.ts.`,
      );
  }
  return refused;
}
