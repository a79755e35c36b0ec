import { EMPTY_FACTS, type Facts } from "@/db/tenant/item";

/** What is known of a kind of Beanie; unknown is empty. */
export interface Fact extends Facts {
  /** Generations of the swing tag that were seen on it; empty where no list says. */
  readonly swingTags: readonly string[];
  readonly tushTags: readonly string[];
}

/**
 * Restates one kind.
 * @param dates birthday, introduced and retired, parted by spaces, `?` where unknown
 * @param tags swing-tag and tush-tag generations, each `4` or `1-5`, `?` where unknown
 */
export function fact(
  name: string,
  animal: string,
  styleNumber: number | null,
  colour: string,
  dates = "? ? ?",
  tags = "? ?",
  variant = "",
): Fact {
  const [birthday = "", introduced = "", retired = ""] = known(dates);
  const [swing = "", tush = ""] = known(tags);
  return {
    ...EMPTY_FACTS,
    name,
    animal,
    variant,
    line: "Beanie Babies",
    styleNumber: styleNumber === null ? "" : String(styleNumber),
    colour,
    birthday,
    introduced,
    retired,
    swingTags: generations(swing),
    tushTags: generations(tush),
  };
}

function known(parts: string): string[] {
  return parts.split(" ").map((part) => (part === "?" ? "" : part));
}

function generations(range: string): string[] {
  if (range === "") return [];
  const [first = 0, last = first] = range.split("-").map(Number);
  return through(first, last);
}

function through(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}
