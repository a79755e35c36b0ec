import { cataloguer } from "../collection";

/** How Matt enters a piece: prices in US dollars, the facts as they are printed. */
export const piece = cataloguer("USD");
