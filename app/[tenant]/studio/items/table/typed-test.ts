import { readMoney } from "@/base/values/money";
import { readNumber } from "@/base/values/number";
import { readPartialDate } from "@/base/values/partial-date";
import type { TableField } from "@/db/tenant/queries/table/fields";

/** What was typed for a test, read into the value it compares with, or what is wrong with it. */
export function readTyped(
  field: TableField,
  typed: string,
  currency: string,
):
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string } {
  const text = typed.trim();
  if (text === "") return { ok: true, value: "" };
  if (field.type === "date") return readPartialDate(text);
  if (field.type === "money" || field.type === "worth") {
    const read = readMoney(text, currency);
    return read.ok ? { ok: true, value: `${read.currency} ${read.minor}` } : read;
  }
  if (field.type === "number") return readNumber(text, field.unit ?? "");
  if (field.type === "count" && !/^\d{1,6}$/.test(text))
    return { ok: false, problem: "Write a whole number." };
  return { ok: true, value: text };
}
