import { csvHeader, csvLine } from "@/archive/csv";

/** One part of a table, and where the next one goes on; null where it was the last. */
export interface TablePart<Place> {
  readonly lines: readonly (readonly string[])[];
  readonly last: Place | null;
}

/** A table for spreadsheets, part by part as whoever downloads it takes them, so that none of any size fills memory. */
export function streamTable<Place>(
  columns: readonly string[],
  next: (after: Place | null) => Promise<TablePart<Place>>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: Place | null = null;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(csvHeader(columns))),
    async pull(controller) {
      const { lines, last } = await next(after);
      after = last;
      if (lines.length > 0) controller.enqueue(encoder.encode(lines.map(csvLine).join("")));
      if (!last) controller.close();
    },
  });
}
