import type { PackRecord } from "@/db/catalogue/pack-format";
import { type Product, type Row, slugOf } from "./lists";

/**
 * Variants and misprints of products, and a plain entry for each product of which the list of facts has none: its name and
 * number are agreed by whoever agrees on its variants.
 */
export function variantRecords(
  variants: readonly Row[],
  products: readonly Product[],
  facts: readonly Row[],
): PackRecord[] {
  const known = new Set(facts.map(keyOf));
  const plain = products
    .filter(({ key }) => !known.has(key))
    .map(({ key, styleNumber }): PackRecord => {
      const sources = sourcesOf(variants.find((row) => keyOf(row) === key));
      return {
        is: "entry",
        key,
        product: key,
        variant: "",
        facts: [{ field: "styleNumber", value: styleNumber, sure: "agreed", sources, note: "" }],
      };
    });
  const told = variants.map((row): PackRecord => {
    const { variation = "", kind = "" } = row;
    const sources = sourcesOf(row);
    return {
      is: "misprint",
      key: `${keyOf(row)}/${slugOf(variation)}`,
      product: keyOf(row),
      kind,
      text: variation,
      reads: readsOf(variation),
      facts: [{ field: "text", value: variation, sure: "agreed", sources, note: "" }],
    };
  });
  return [...plain, ...told];
}

/** The other name that a tag reads, so that who holds such a tag finds what it is. */
function readsOf(variation: string): string {
  return /(?:tags read|first tagged|renamed) (\p{Lu}\p{L}+)/u.exec(variation)?.[1] ?? "";
}

function keyOf({ name = "", style_number = "" }: Row): string {
  return `${slugOf(name)}/${style_number}`;
}

function sourcesOf(row: Row | undefined): string[] {
  return (row?.sources ?? "").split("|").filter(Boolean).map(slugOf);
}
