import { chanceFrom } from "@/db/seed/chance";
import { ANIMALS, COLOURS, FIRST, LAST, SOURCES } from "@/db/seed/invented-words";

const HEADER =
  "Name,Animal,Style number,Birthday,Colour,Condition,Price paid,Currency,Acquired,Note on the copy";

/**
 * A sheet as a collector keeps one: ten columns, some of them blank here and there, each row another item.
 * @param seed the same makes the same rows
 */
export function inventedSheet(seed: string, rows: number): string {
  const { below, next, pick } = chanceFrom(seed);
  const lines = Array.from({ length: rows }, (_, at) => {
    const born = `${1993 + below(20)}-${two(1 + below(12))}-${two(1 + below(28))}`;
    const paid = next() < 0.6;
    return [
      `${pick(FIRST)}${pick(LAST)} ${at + 1}`,
      pick(ANIMALS),
      4000 + below(900),
      next() < 0.8 ? born : "",
      pick(COLOURS),
      pick(["Mint", "Good", ""]),
      paid ? `${1 + below(90)}.${two(below(100))}` : "",
      paid ? "USD" : "",
      next() < 0.8 ? 1996 + below(28) : "",
      next() < 0.2 ? pick(SOURCES) : "",
    ].join(",");
  });
  return `${[HEADER, ...lines].join("\n")}\n`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
