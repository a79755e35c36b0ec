import type { SetRule } from "@/db/tenant/set";

/** What belongs to a set, in words: "A list of 9", "Bear, of 1997". */
export function ruleInWords(rule: SetRule): string {
  switch (rule.kind) {
    case "list":
      return `A list of ${rule.pieces.length}`;
    case "generations":
      return `Each swing tag of ${rule.name || rule.product}`;
    case "own":
      return rule.field === "tag" ? `Tagged ${rule.value}` : `${rule.field}: ${rule.value}`;
    case "catalogue": {
      const { animal, year, line, product, each } = rule;
      const said = [animal, product, line, year && `of ${year}`].filter(Boolean).join(", ");
      return `From the catalogue: ${said}${each === "entry" ? ", each variant" : ""}`;
    }
  }
}
