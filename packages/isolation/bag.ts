import type { ActionEntry } from "./manifests";
import { identifiersOf } from "./parameters";
import type { Register } from "./register";
import type { TestTenant } from "./tenants";

/** A tenant's identifiers by place, for recipes. */
export interface Bag {
  readonly target: TestTenant;
  /** The identifier of a place, the first where not said; throws where there is none. */
  id(place: string, nth?: number): string;
  /** A row's field: `field("items", { trashed_at: true }, "id")` of the first row in the trash. */
  find(table: string, wanted: Readonly<Record<string, string | boolean>>, column: string): string;
}

/** The site has no such row. */
export class NothingToCall extends Error {
  override readonly name = "NothingToCall";
}

export async function bagOf(target: TestTenant, register: Register): Promise<Bag> {
  const identifiers = await identifiersOf(target, register);
  const rows = await target.rows();
  return {
    target,
    id(place, nth = 0) {
      const found = identifiers.filter((one) => one.place === place)[nth];
      if (!found) throw new NothingToCall(`${target.slug} has no ${place} to call an action with.`);
      return found.value;
    },
    find(table, wanted, column) {
      const row = (rows.get(table) ?? []).find((one) =>
        Object.entries(wanted).every(([key, value]) =>
          typeof value === "boolean" ? (one[key] !== null) === value : one[key] === value,
        ),
      );
      const value = row?.[column];
      if (value === undefined || value === null)
        throw new NothingToCall(
          `${target.slug} has no such row of ${table} to call an action with.`,
        );
      return value;
    },
  };
}

/** What pages of one thing are addressed by. */
const PLACES = [
  ["/items/", "items.id"],
  ["/import/", "intakes.id"],
] as const;

/** A page that bundles the action, as this tenant's people type its address. */
export function pathOf(action: ActionEntry, bag: Bag): string {
  const route = action.routes.find(({ pattern }) => !pattern.includes("[")) ?? action.routes[0];
  if (!route) return "/";
  return route.pattern.replaceAll(/\[\[?(?:\.\.\.)?\w+\]?\]/g, () =>
    encodeURIComponent(
      bag.id(PLACES.find(([part]) => route.pattern.includes(part))?.[1] ?? "platform tenants.id"),
    ),
  );
}
