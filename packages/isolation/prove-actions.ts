import { bagOf, NothingToCall, pathOf } from "./bag";
import { callOf, succeeded } from "./calls";
import type { ActionEntry } from "./manifests";
import type { Person } from "./people";
import { RECIPES } from "./recipes";
import type { Register } from "./register";
import type { TestTenant } from "./tenants";
import type { Wire } from "./wire";

/**
 * Calls each action as the site's own owner with the site's own input. An action that fails even then was not
 * really attacked.
 * @param fresh makes a new site for an action that ends its site
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
    target: TestTenant;
    by: Person;
    fresh: (given: { confirmed: boolean }) => Promise<{ target: TestTenant; by: Person }>;
  },
): Promise<string[]> {
  const refused: string[] = [];
  const order = (action: ActionEntry) => RECIPES[action.name]?.order ?? 0;
  for (const action of actions.toSorted((a, b) => order(a) - order(b))) {
    const recipe = RECIPES[action.name];
    if (recipe?.on !== "site") continue;
    await register.forgetAttempts();
    const site = recipe.ends ? await fresh({ confirmed: !recipe.unconfirmed }) : { target, by };
    const problem = await problemOf(wire, register, action, site);
    if (problem)
      refused.push(`${action.name}: ${problem} Mend its recipe in packages/isolation/recipes.ts.`);
  }
  return refused;
}

/** Calls an action with what its recipe makes of the site. @returns why it failed, or null */
async function problemOf(
  wire: Wire,
  register: Register,
  action: ActionEntry,
  { target, by }: { readonly target: TestTenant; readonly by: Person },
): Promise<string | null> {
  const bag = await bagOf(target, register);
  const call = () =>
    callOf(action, RECIPES[action.name]?.args(bag) ?? [], {
      by,
      host: target.host,
      path: pathOf(action, bag),
    });
  try {
    const answer = await wire.ask(call());
    if (succeeded(answer)) return null;
    const said = /"message":"([^"]*)"/.exec(answer.text)?.[1] ?? answer.text.slice(-200);
    return `refused with the site's own input (${answer.status} ${said}).`;
  } catch (error) {
    // A row that an action before it took away is one gap, and no end of the attack.
    if (error instanceof NothingToCall) return error.message;
    throw error;
  }
}
