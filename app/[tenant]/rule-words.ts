import type { SetRule } from "@/db/tenant/set";

/**
 * What belongs to a set, in words: "A list of 9", "From the catalogue: Bear, of 1997".
 * @param names what the keys of lines, of products and of the owner's fields are called
 */
export function ruleInWords(rule: SetRule, names: Readonly<Record<string, string>> = {}): string {
  const called = (key: string) => (Object.hasOwn(names, key) ? names[key] : key);
  switch (rule.kind) {
    case "list":
      return `A list of ${rule.pieces.length}`;
    case "generations":
      return `Each swing tag of ${rule.name || called(rule.product)}`;
    case "own":
      return rule.field === "tag" ? `Tagged ${rule.value}` : `${called(rule.field)}: ${rule.value}`;
    case "catalogue": {
      const { animal, year, line, product, each } = rule;
      const said = [animal, called(product), called(line), year && `of ${year}`];
      const words = said.filter(Boolean).join(", ");
      return `From the catalogue: ${words}${each === "entry" ? ", each variant" : ""}`;
    }
  }
}

/** Why nothing belongs to a set. */
export function nothingInWords({ kind }: SetRule): string {
  switch (kind) {
    case "list":
      return "Nothing belongs to it yet. Say below what does.";
    case "catalogue":
      return "Nothing in the catalogue fits this rule.";
    case "generations":
      return "The catalogue knows no swing tags of this toy on which sources agree.";
    case "own":
      return "No item of yours says this now.";
  }
}
