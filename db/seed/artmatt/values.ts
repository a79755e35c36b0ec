import { appraised, estimated, type SeedObservation, type SeedRate, sold } from "../write-values";

const usd = { currency: "USD" } as const;
const vesely = { source: "Hana Vesely", ...usd } as const;

/** What Matt knows of prices: appraisals for the insurer, sales he has watched, and one offer from Leiden in euros. */
export const observations: readonly SeedObservation[] = [
  appraised("peanut-royal-blue", "2021-03", 210_000, { ...vesely, copy: 0 }),
  appraised("peanut-royal-blue", "2024-04-12", 265_000, { ...vesely, copy: 0 }),
  sold("peanut-royal-blue", "2023-11-18", 240_000, { source: "Rosemont fair", ...usd }),
  sold("peanut", "2024-05-02", 1_400, { condition: "mint", source: "Rosemont fair", ...usd }),
  sold("peanut", "2024-02", 1_250, { condition: "mint", source: "Dealer in Joliet", ...usd }),
  sold("peanut", "2023-12-09", 1_799, { condition: "mint", source: "Auction, lot 214", ...usd }),
  sold("peanut", "2023-10", 900, { condition: "excellent", source: "Dealer in Joliet", ...usd }),
  sold("peanut", "2023-08-20", 750, { condition: "excellent", source: "Rosemont fair", ...usd }),
  estimated("peanut", "2024", 200, { copy: 0, source: "", ...usd }),
  appraised("patti-maroon", "2024-04-12", 58_000, { ...vesely, copy: 0 }),
  appraised("patti-raspberry", "2024-04-12", 61_500, { ...vesely, copy: 0 }),
  sold("digger-orange", "2024-01-27", 35_000, {
    condition: "near-mint",
    source: "Auction, lot 88",
    ...usd,
  }),
  sold("digger-orange", "2023-09", 31_000, {
    condition: "near-mint",
    source: "Rosemont fair",
    ...usd,
  }),
  appraised("quackers-without-wings", "2024-04-12", 120_000, { ...vesely, copy: 0 }),
  appraised("nana", "2024-04-12", 145_000, { ...vesely, copy: 0 }),
  {
    slug: "nana",
    kind: "asked",
    observed: "2024-05",
    amount: 390_000,
    condition: "",
    source: "Somebody who hopes",
    ...usd,
  },
  appraised("brownie", "2023", 99_000, { ...vesely, copy: 0 }),
  sold("humphrey", "2024-03-30", 52_000, {
    condition: "excellent",
    source: "Winkel in Leiden",
    currency: "EUR",
  }),
  estimated("princess", "2024-01", 800, { source: "", ...usd }),
];

export const rates: readonly SeedRate[] = [
  { from: "EUR", to: "USD", day: "2024-06-03", rate: "1.09" },
];
