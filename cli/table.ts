import type { Placement } from "@/db/platform/states";
/** Lines with aligned columns under a heading. Text that tenants stored is printed without control characters. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [heading, ...rows].map((row) => row.map(printable));
  const widths = heading.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? "").length)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** Names with their values below each other; empty values are left out. */
export function sheet(lines: readonly (readonly [string, string | null | undefined])[]): string {
  const told = lines.filter(([, value]) => value !== null && value !== undefined && value !== "");
  const width = Math.max(...told.map(([name]) => name.length));
  return told.map(([name, value]) => `${name.padEnd(width)}  ${printable(value ?? "")}\n`).join("");
}

/** Removes control characters from text that others wrote, because a terminal would obey them. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
}

export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}

export function dayOf(date: Date | null): string {
  return date ? date.toISOString().slice(0, 16).replace("T", " ") : "";
}

/** What the tiers are called in an answer. */
export const PLACEMENT_WORDS = {
  pool: "the pool",
  own: "a database of its own",
  stack: "a stack of its own",
} as const satisfies Record<Placement, string>;
