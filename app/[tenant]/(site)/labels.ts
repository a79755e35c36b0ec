import type { FacetKey } from "@/db/tenant/queries/shelf";

export const FACET_LABELS: Readonly<Record<FacetKey, string>> = {
  animal: "Animal",
  status: "Status",
  tag: "Swing tag",
  condition: "Condition",
};

export const STATUS_LABELS: Readonly<Record<string, string>> = {
  owned: "In the collection",
  wanted: "Wanted",
  trade: "For trade",
  sale: "For sale",
};

export const CONDITION_LABELS: Readonly<Record<string, string>> = {
  mint: "Mint",
  "near-mint": "Near mint",
  excellent: "Excellent",
  good: "Good",
  played: "Played with",
};

export const CONDITION_ORDER = Object.keys(CONDITION_LABELS);

/** A swing tag's code in words; experts dispute the numbering, so a code need not be a number. */
export function tagInWords(code: string): string | null {
  if (!code) return null;
  if (code === "unsure") return "Generation unsure";
  return /^\d+$/.test(code) ? `Generation ${code}` : code;
}
