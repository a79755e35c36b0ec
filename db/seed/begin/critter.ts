import { cataloguer } from "../collection";

/** How begin enters a critter: prices in euros, everything in lower case. */
export const critter = cataloguer("EUR", (words) => words.toLowerCase());
