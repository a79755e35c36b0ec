import { csvLine } from "@/archive/csv";

/** What a list of this hobby says of its toys, row by row; the same each time. */
export interface ListedToy {
  readonly name: string;
  readonly style: string;
  /** The day that is meant, `2018-01-12`; null where nobody knows. */
  readonly introduced: string | null;
  /** How the list writes it. */
  readonly written: string;
  readonly tush: string;
}

const NAMES = [
  "Peanut",
  "Patti",
  "Pinchers",
  "Bones",
  "Legs",
  "Zoë",
  "ピーナッツ",
  "Garcia",
  "Nana",
  "Spot",
];
const CODES = ["C1", "14", "1 (2.0)", "13C", "4", "5", "10", "C1 VelveTy", "6", "unsure"];

/**
 * Toys in the shape of a public list: 2,081 rows, of which many have the name of another, 2,008 dates of which 1,146 read
 * both ways, in the order of the month first as the list has it, and codes of tags that are no numbers.
 */
export function listedToys(): ListedToy[] {
  return Array.from({ length: 2081 }, (_, at) => {
    const year = 1993 + (at % 27);
    const month = 1 + ((at * 7) % 12);
    // Of the first 1,146 no day is above twelve, none the same as its month.
    const small = 1 + ((at * 5) % 12);
    const day = at < 1146 ? (small === month ? (small % 12) + 1 : small) : 13 + (at % 15);
    const hasDate = at < 2008;
    const two = (number: number) => String(number).padStart(2, "0");
    return {
      name: `${NAMES[at % NAMES.length]} &amp; Friend ${Math.floor(at / 25)}`,
      style: String(4000 + (at % 1700)),
      introduced: hasDate ? `${year}-${two(month)}-${two(day)}` : null,
      written: hasDate ? `${two(month)}/${two(day)}/${year}` : "",
      tush: CODES[at % CODES.length] ?? "",
    };
  });
}

/** The list as a file. */
export function publicList(): Buffer {
  const head = ["Name", "Type", "Style", "Introduced", "Swing Tag", "Tush Tag"];
  const lines = listedToys().map(({ name, style, written, tush }, at) =>
    csvLine([name, "Bear\u00a0", style, written, String(1 + (at % 20)), tush]),
  );
  return Buffer.from([csvLine(head), ...lines].join(""));
}
