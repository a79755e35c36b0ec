import { z } from "zod";

/** How the bytes of a text become letters. */
export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What stands between two cells, and what around a cell that holds it; none where nothing does. */
export const SEPARATORS = [",", ";", "\t", "|"] as const;
export type Separator = (typeof SEPARATORS)[number];
export const QUOTES = ['"', "'", ""] as const;
export type Quote = (typeof QUOTES)[number];

/** Bounds of a sheet that is read; what goes beyond is refused. */
export const MOST_SHEET = {
  rows: 100_000,
  columns: 200,
  /** Letters of a cell. */
  cell: 32_767,
  /** Bytes as they come. */
  bytes: 64_000_000,
  /** Bytes of a part of a packed file when it is unpacked. */
  unpacked: 200_000_000,
} as const;

/** The line where it begins; what stands above, such as a title, is passed over. Not said, the first. */
const FromSchema = z.int().min(1).max(MOST_SHEET.rows).optional();

/** How a sheet is read. It is recognised, and a person may change it. */
export const SheetFormatSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("text"),
    encoding: z.enum(ENCODINGS),
    separator: z.enum(SEPARATORS),
    quote: z.enum(QUOTES),
    header: z.boolean(),
    from: FromSchema,
  }),
  z.strictObject({
    kind: z.literal("workbook"),
    /** The name of the sheet in it. */
    sheet: z.string().max(200),
    header: z.boolean(),
    from: FromSchema,
  }),
  /** A zip that a site of Swingtag gave. */
  z.strictObject({ kind: z.literal("archive"), header: z.literal(true) }),
]);
export type SheetFormat = z.output<typeof SheetFormatSchema>;

/** One row of cells. */
export interface SheetRow {
  /** The line of the file where it begins, or the row of a workbook; from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}
