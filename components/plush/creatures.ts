import type { Cloth, Plush } from "./cloth";

/** The animals that are no quadrupeds. */
export const creatures = {} satisfies Record<string, (cloth: Cloth) => Plush>;
