import { dateInWords } from "@/base/values/dates";
import { writeMoney } from "@/base/values/money";
import { writeNumber } from "@/base/values/number";
import { PRIORITIES, PRIORITY_WORDS } from "@/db/tenant/choices";
import type { FieldType } from "@/db/tenant/field";
import { amountOf } from "@/db/tenant/own";
import type { WANT_FIELDS } from "./said-fields";

/** A value of a built-in field as a cell has it, so that it is read in one way only. @param currency of an amount */
export function writtenCell(type: FieldType, value: unknown, currency: string): string {
  if (value === null || value === undefined || value === "") return "";
  if (type === "date") return dateInWords(String(value));
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (Array.isArray(value)) return value.join(", ");
  if (type === "money") return currency && `${writeMoney(Number(value), currency)} ${currency}`;
  return String(value);
}

/** What is wanted of an item, as rows and drafts have it. */
interface Wanted {
  readonly priority: string;
  readonly note: string;
  readonly highest: unknown;
  readonly currency: string;
}

/** What stands under a column of what is wanted. */
export function writtenWant(
  key: (typeof WANT_FIELDS)[number]["key"],
  want: Wanted | null | undefined,
): string {
  switch (key) {
    case "want":
      return want ? "Yes" : "No";
    case "want-priority": {
      const priority = PRIORITIES.find((one) => one === want?.priority);
      return priority ? PRIORITY_WORDS[priority] : "";
    }
    case "want-highest":
      return writtenCell("money", want?.highest, want?.currency ?? "");
    case "want-note":
      return want?.note ?? "";
  }
}

/** What stands in a field of the owner's, as a cell has it. */
export function writtenOwn(type: FieldType, texts: readonly string[]): string {
  const [first = ""] = texts;
  if (first === "") return "";
  if (type === "date") return dateInWords(first);
  if (type === "number") return writeNumber(first);
  if (type !== "money") return texts.join(", ");
  const { minor, currency } = amountOf(first);
  return `${writeMoney(Number(minor), currency)} ${currency}`;
}
