import { ENCODINGS, MOST_SHEET, QUOTES, SEPARATORS, type SheetFormat } from "@/server/sheet/format";

/** How an address asks for a sheet to be read; as it was before where it says nothing. */
export function formatAsked(
  before: SheetFormat | null,
  asked: Readonly<Record<string, string | string[] | undefined>>,
): SheetFormat | null {
  const header = asked.header === undefined ? (before?.header ?? true) : asked.header === "yes";
  const begins = { header, ...beginning(asked.from, before) };
  if (typeof asked.sheet === "string")
    return { kind: "workbook", sheet: asked.sheet.slice(0, 200), ...begins };
  const encoding = ENCODINGS.find((one) => one === asked.encoding);
  const separator = SEPARATORS.find((one) => one === asked.separator);
  const quote = QUOTES.find((one) => one === asked.quote);
  if (!encoding || separator === undefined || quote === undefined) return before;
  return { kind: "text", encoding, separator, quote, ...begins };
}

/** The line where a sheet begins; the first goes without saying. */
function beginning(
  asked: string | string[] | undefined,
  before: SheetFormat | null,
): { readonly from?: number } {
  const kept = before && before.kind !== "archive" ? before.from : undefined;
  const from = asked === undefined ? kept : Number(asked);
  const isLine =
    from !== undefined && Number.isInteger(from) && from > 1 && from <= MOST_SHEET.rows;
  return isLine ? { from } : {};
}
