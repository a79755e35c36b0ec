import { dateInWords } from "@/base/values/dates";
import { moneyInWords } from "@/base/values/money";
import { CONDITION_WORDS, GONE, STANDING_WORDS } from "@/db/tenant/choices";
import { wordOf } from "@/db/tenant/field";
import { fieldOf } from "@/db/tenant/fields";
import { pathInWords } from "@/db/tenant/place-tree";
import type { TableRow } from "@/db/tenant/queries/table/rows";
import type { SharedItem } from "@/db/tenant/shared";
import { ruleInWords } from "@/db/tenant/worth-words";
import type { Material, PaperItem } from "./material";

type Copy = TableRow["copies"][number];

/** The copies of an item that are held. */
export function heldOf({ row }: PaperItem): readonly Copy[] {
  return row.copies.filter(({ status }) => !GONE.includes(status));
}

/** An item as a link shows it. Where a copy is kept is told with the values alone, because it helps whoever comes for them. */
export function itemInWords(item: PaperItem, { paper, places }: Material): SharedItem {
  const held = heldOf(item);
  const shown = { paper, places: paper.values ? places : [] };
  return {
    name: item.row.name,
    lines: factsOf(item.row),
    copies: held.map((copy, index) => {
      const worth = paper.values ? item.worths.get(copy.id) : undefined;
      return {
        lines: linesOf(copy, index, held.length, shown),
        worth: worth
          ? { amount: moneyInWords(worth.amount, worth.currency), rule: ruleInWords(worth, worth) }
          : null,
      };
    }),
    photos: item.photos.map(({ key, width, height, alt }) => ({ key, width, height, alt })),
  };
}

/** What is known of an item, line by line. */
export function factsOf(row: TableRow): string[] {
  const dates = [
    row.introduced && `introduced ${dateInWords(row.introduced)}`,
    row.retired && `retired ${dateInWords(row.retired)}`,
  ];
  const lines = [
    [row.variant, row.styleNumber && `No. ${row.styleNumber}`, row.line],
    [row.animal, row.colour, ...dates],
  ];
  return lines.map((parts) => parts.filter(Boolean).join(" · ")).filter(Boolean);
}

/** What is said of a copy, line by line. */
export function linesOf(
  copy: Copy,
  index: number,
  total: number,
  { paper, places }: Pick<Material, "paper" | "places">,
): string[] {
  const name = [copy.label, total > 1 && !copy.label && `Copy ${index + 1}`];
  const price =
    paper.values && copy.pricePaid !== null && copy.currency
      ? `paid ${moneyInWords(copy.pricePaid, copy.currency)}`
      : "";
  const certificate = [
    copy.certifiedBy && `Certified by ${copy.certifiedBy}`,
    copy.certificateNumber && `No. ${copy.certificateNumber}`,
    copy.certifiedOn && dateInWords(copy.certifiedOn),
    copy.certificateWording && `“${copy.certificateWording}”`,
  ];
  const place = pathInWords(places, copy.placeId);
  const lines = [
    [
      ...name,
      CONDITION_WORDS[copy.condition],
      copy.status !== "owned" && STANDING_WORDS[copy.status],
    ],
    [tag("swingTag", copy.swingTag), tag("tushTag", copy.tushTag)],
    certificate,
    [place && `Kept in ${place}`],
    [
      copy.acquired && `Acquired ${dateInWords(copy.acquired)}`,
      copy.acquiredFrom && `from ${copy.acquiredFrom}`,
      price,
    ],
  ];
  return lines.map((parts) => parts.filter(Boolean).join(", ")).filter(Boolean);
}

function tag(key: "swingTag" | "tushTag", value: string): string {
  if (!value) return "";
  const field = fieldOf("copy", key);
  return `${field.label} ${wordOf(field, value).toLowerCase()}`;
}
