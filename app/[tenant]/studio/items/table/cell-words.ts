import { dateInWords } from "@/components/dates";
import { moneyInWords } from "@/components/studio/values/money";
import { GONE, PRIORITY_WORDS } from "@/db/tenant/choices";
import type { KeptCopy } from "@/db/tenant/item";
import type { TableField } from "@/db/tenant/queries/table/fields";
import { wordOf } from "../../../field-words";
import type { ShownRow } from "./shown-rows";

/** What stands in a cell; of several copies each value once. An empty cell stays empty. */
export function cellText(field: TableField, row: ShownRow): string {
  if (field.key === "copies") return String(heldOf(row.copies));
  if (field.key === "wanted") return row.wanted ? PRIORITY_WORDS[row.wanted] : "";
  if (field.key === "photo") return row.hasPhoto ? "Yes" : "";
  if (field.key === "tags") return row.tags.join(", ");
  if (field.type === "moment")
    return dayInWords(row[field.key === "createdAt" ? "createdAt" : "updatedAt"]);
  if (field.type === "money") return paid(row.copies);
  if (field.of === "item") return valueInWords(field, itemValue(row, field.key));
  const values = row.copies.map((copy) => valueInWords(field, copyValue(copy, field.key)));
  return [...new Set(values)].filter(Boolean).join(", ");
}

/** A stored value as people read it. */
export function valueInWords(field: TableField, value: string): string {
  if (field.type === "date") return dateInWords(value);
  if (field.type === "yes/no") return value === "yes" ? "Yes" : "";
  return value === "" ? "" : wordOf(field, value);
}

/** What is kept of an item under a field's key. */
function itemValue(row: ShownRow, key: string): string {
  const value = Object.entries(row).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : "";
}

/** What is kept of a copy under a field's key. */
function copyValue(copy: KeptCopy, key: string): string {
  const value = Object.entries(copy).find(([name]) => name === key)?.[1];
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : "";
}

/** Amounts of several currencies beside each other, none added to another. */
export function sumsInWords(sums: readonly { currency: string; minor: number }[]): string {
  return sums.map(({ currency, minor }) => moneyInWords(minor, currency)).join(" · ");
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

function dayInWords(milliseconds: number): string {
  return DAY.format(milliseconds);
}

/** How many are neither sold nor given away. */
function heldOf(copies: readonly KeptCopy[]): number {
  return copies.filter(({ status }) => !GONE.includes(status)).length;
}

function paid(copies: readonly KeptCopy[]): string {
  const sums = new Map<string, number>();
  for (const { pricePaid, currency } of copies)
    if (pricePaid !== null) sums.set(currency, (sums.get(currency) ?? 0) + pricePaid);
  return sumsInWords([...sums].map(([currency, minor]) => ({ currency, minor })));
}
