import { dateInWords } from "@/base/values/dates";
import { moneyInWords, writeMoney } from "@/base/values/money";
import { GONE, PRIORITY_WORDS } from "@/db/tenant/choices";
import { wordOf } from "@/db/tenant/field";
import type { KeptCopy } from "@/db/tenant/item";
import { heldIn } from "@/db/tenant/own";
import type { WrittenSum } from "@/db/tenant/queries/current-value";
import { isOwn, type OwnTableField, type TableField } from "@/db/tenant/queries/table/fields";
import { valueInWords as wordsOf } from "../../../field-words";
import type { ShownRow } from "./shown-rows";

/** What stands in a cell; of several copies each value once. An empty cell stays empty. */
export function cellText(field: TableField, row: ShownRow): string {
  if (field.key === "copies") return String(heldOf(row.copies));
  if (field.key === "wanted") return row.wanted ? PRIORITY_WORDS[row.wanted] : "";
  if (field.key === "photo") return row.hasPhoto ? "Yes" : "";
  if (field.key === "tags") return row.tags.join(", ");
  if (isOwn(field))
    return ownValues(field, row)
      .map((value) => writtenInWords(field, value))
      .join(", ");
  if (field.type === "moment")
    return dayInWords(row[field.key === "createdAt" ? "createdAt" : "updatedAt"]);
  if (field.type === "worth") return sumsInWords(row.value);
  if (field.type === "money") return paid(row.copies);
  if (field.of === "item") return valueInWords(field, itemValue(row, field.key));
  const values = row.copies.map((copy) => valueInWords(field, copyValue(copy, field)));
  return [...new Set(values)].filter(Boolean).join(", ");
}

/** What stands in an owner's field of an item, or of its copies: each value once. */
export function ownValues(
  field: OwnTableField,
  row: Pick<ShownRow, "own" | "copies">,
): readonly string[] {
  const holders = field.of === "item" ? [row.own] : row.copies.map(({ own }) => own);
  return [...new Set(holders.flatMap((own) => own[field.own] ?? []))];
}

/** A value of an owner's field, as `own.ts` writes it, as people read it. */
export function writtenInWords(field: OwnTableField, written: string): string {
  if (field.type === "choices") return written;
  const { value, currency } = heldIn(field, [written]);
  return wordsOf(field, value, currency);
}

/** A value as filters and changes have it, as people read it. */
export function valueInWords(field: TableField, value: string): string {
  if (field.type === "money" || field.type === "worth") {
    const [currency = "", minor = ""] = value.split(" ");
    return `${writeMoney(Number(minor), currency)} ${currency}`;
  }
  if (isOwn(field) && value !== "") return writtenInWords(field, value);
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
function copyValue(copy: KeptCopy, { key, type }: TableField): string {
  if (type === "place") return copy.placeId ?? "";
  const value = Object.entries(copy).find(([name]) => name === key)?.[1];
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : "";
}

/** Amounts of several currencies beside each other, none added to another. */
export function sumsInWords(sums: readonly WrittenSum[]): string {
  return sums.map(({ currency, minor }) => moneyInWords(BigInt(minor), currency)).join(" · ");
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
  const sums = new Map<string, bigint>();
  for (const { pricePaid, currency } of copies)
    if (pricePaid !== null) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(pricePaid));
  return sumsInWords([...sums].map(([currency, minor]) => ({ currency, minor: String(minor) })));
}
