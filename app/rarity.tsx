import type { Metadata } from "next";
import { CHECKS, MYTHS } from "@/base/tag-guide/rarity";
import { RarityPage } from "@/components/guide/rarity-page";
import { RARITY_PATH, WHICH_TAG_PATH } from "./tag-guide-address";

export const RARITY_METADATA: Metadata = {
  title: "Rare or common?",
  description:
    "What tells a rare Beanie Baby from a common one, from facts that two sources agree on, and what does not.",
  alternates: { canonical: RARITY_PATH },
};

/** What tells a rare toy from a common one. */
export function Rarity() {
  const checks = CHECKS.map(({ facts, bars, ...check }) => ({
    ...check,
    facts: facts.map(({ says, sure }) => ({ says, isAgreed: sure === "agreed" })),
    bars: bars ?? [],
  }));
  return <RarityPage checks={checks} myths={MYTHS} whichTagHref={WHICH_TAG_PATH} />;
}
