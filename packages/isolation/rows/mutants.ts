import type { Catalogue } from "../catalogue";
import { grantMutants } from "./grant-mutants";
import { keyMutants } from "./key-mutants";
import { elsewhere } from "./mutants-elsewhere";
import { policyMutants, restrictiveMutants, triggerMutants } from "./policy-mutants";

/** One wall taken down. */
export interface Mutant {
  readonly name: string;
  /** The table it is about; only attempts on it are made. Null where it is about all. */
  readonly on: string | null;
  readonly statement: string;
}

export interface Walls {
  readonly login: string;
  readonly group: string;
  readonly owner: string;
  readonly otherDatabase: string;
  /** The id of a large object of the owner's. */
  readonly largeObject: string;
  /** Restrictive policies as the catalogue has them. */
  readonly restrictive: readonly { readonly table: string; readonly name: string }[];
  readonly triggers: readonly { readonly table: string; readonly name: string }[];
}

/** Every policy, key, reference, grant and guard taken down or bent, one at a time. */
export function listMutants(catalogue: Catalogue, walls: Walls): Mutant[] {
  return [
    ...catalogue.tables.flatMap((table) => [
      ...policyMutants(table),
      ...grantMutants(table, walls),
      ...keyMutants(table),
    ]),
    ...walls.restrictive.flatMap(({ table, name }) => restrictiveMutants(table, name)),
    ...walls.triggers.flatMap(({ table, name }) => triggerMutants(table, name)),
    ...elsewhere(walls),
  ];
}
