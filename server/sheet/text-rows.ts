import { pipeline, Readable } from "node:stream";
import { CsvError, type Options, parse } from "csv-parse";
import { decoded } from "./decoded";
import { MOST_SHEET, type SheetFormat, type SheetRow } from "./format";
import { SheetRefusal } from "./problem";

export type TextFormat = Extract<SheetFormat, { readonly kind: "text" }>;

/** Letters of one row, so that a quote that never ends doesn't hold all of the file. */
const MOST_ROW = 1_000_000;

/** How csv-parse reads text of a format. */
export function optionsOf({
  separator,
  quote,
}: Pick<TextFormat, "separator" | "quote">): Options<string[]> {
  return {
    delimiter: separator,
    quote: quote || null,
    escape: quote || null,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    max_record_size: MOST_ROW,
  };
}

/** The rows of a text, as its bytes come. @throws SheetRefusal saying in which line what can't be read */
export async function* textRows(
  pieces: AsyncIterable<Uint8Array>,
  format: TextFormat,
): AsyncGenerator<SheetRow> {
  let ended = 0;
  const parser = parse({
    ...optionsOf(format),
    info: true,
    on_record: (one) => {
      ended = readRecord(one).info.lines;
      return one;
    },
  });
  // What goes wrong with the source ends the parser with its error.
  const source = pipeline(Readable.from(decoded(pieces, format.encoding)), parser, () => {});
  let begins = 1;
  try {
    for await (const one of source) {
      const { record, info } = readRecord(one);
      const isSaid = begins === 1 && saysSeparator(record);
      if (!isSaid && (record.length > 1 || record[0] !== "")) yield { line: begins, cells: record };
      begins = info.lines + 1;
    }
  } catch (error) {
    throw refusalOf(error, ended + 1, format);
  }
}

/** Whether a first row is the one by which Excel says what parts the cells: `sep=;`. */
export function saysSeparator([first, second, ...others]: readonly string[]): boolean {
  return first?.toLowerCase() === "sep=" && second === "" && others.length === 0;
}

interface Recorded {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function readRecord(one: unknown): Recorded {
  return one as Recorded;
}

function refusalOf(error: unknown, line: number, { quote }: TextFormat): unknown {
  if (!(error instanceof CsvError)) return error;
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return new SheetRefusal(
        `A cell begins with ${quote} and never ends. Mend it, or say that cells are in no quotes.`,
        line,
      );
    case "CSV_MAX_RECORD_SIZE":
      return new SheetRefusal(
        `This row is longer than ${MOST_ROW.toLocaleString("en")} letters. Is a quote missing?`,
        line,
      );
    default:
      return new SheetRefusal(
        `A ${quote} stands inside a cell. Write it twice, or say that cells are in no quotes.`,
        line,
      );
  }
}

/** Refuses rows beyond what a sheet may have. */
export async function* bounded(rows: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow> {
  let count = 0;
  for await (const row of rows) {
    count++;
    if (count > MOST_SHEET.rows + 1)
      throw new SheetRefusal(
        `A sheet has up to ${MOST_SHEET.rows.toLocaleString("en")} rows. Divide it.`,
        row.line,
      );
    if (row.cells.length > MOST_SHEET.columns)
      throw new SheetRefusal(
        `This row has ${row.cells.length.toLocaleString("en")} cells; up to ${MOST_SHEET.columns} are read.`,
        row.line,
      );
    yield row;
  }
}
