import { appraised, estimated, type SeedObservation, sold } from "../write-values";

const eur = { currency: "EUR" } as const;

/** What chat says a misprint goes for, and what oma's neighbour said. */
export const observations: readonly SeedObservation[] = [
  sold("millenium", "2024-05-11", 650, { condition: "mint", source: "chat, verified", ...eur }),
  sold("millenium", "2024-03", 480, { condition: "mint", source: "flohmarkt plagwitz", ...eur }),
  sold("millenium", "2023-12-02", 700, { condition: "mint", source: "chat, verified", ...eur }),
  sold("millenium", "2023-06", 520, { condition: "mint", source: "flohmarkt plagwitz", ...eur }),
  sold("echo-waves-tags", "2024-02-17", 2_100, { source: "discord", ...eur }),
  sold("echo-waves-tags", "2023-10", 1_850, { source: "discord", ...eur }),
  appraised("peanut-royal-blue", "2022-01", 180_000, {
    copy: 0,
    source: "oma's neighbour",
    ...eur,
  }),
  appraised("spook", "2023-11-04", 11_000, { copy: 0, source: "a dealer on stream", ...eur }),
  estimated("humphrey", "2024", 10_000, { copy: 0, source: "", ...eur }),
  estimated("garcia-use-to", "2024-04", 2_500, { source: "", ...eur }),
];
