import { ENCODINGS, QUOTES, SEPARATORS, type SheetFormat } from "@/server/sheet/format";

/** How an address asks for a sheet to be read; as it was before where it says nothing. */
export function formatAsked(
  before: SheetFormat | null,
  asked: Readonly<Record<string, string | string[] | undefined>>,
): SheetFormat | null {
  const header = asked.header === undefined ? (before?.header ?? true) : asked.header === "yes";
  if (typeof asked.sheet === "string")
    return { kind: "workbook", sheet: asked.sheet.slice(0, 200), header };
  const encoding = ENCODINGS.find((one) => one === asked.encoding);
  const separator = SEPARATORS.find((one) => one === asked.separator);
  const quote = QUOTES.find((one) => one === asked.quote);
  if (!encoding || separator === undefined || quote === undefined) return before;
  return { kind: "text", encoding, separator, quote, header };
}
