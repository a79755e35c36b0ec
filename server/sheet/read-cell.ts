import { dateInWords } from "@/base/values/dates";
import { readMoney } from "@/base/values/money";
import { readPartialDate } from "@/base/values/partial-date";
import { type Reading, whichOf } from "@/base/values/reading";
import { wordOf } from "@/db/tenant/field";
import { foldedName, type OwnField } from "@/db/tenant/own";
import { isOwn, type TableField } from "@/db/tenant/queries/table/fields";
import { readingOf } from "@/server/items/item-values";
import { readTyped } from "@/server/items/own-typed";
import { codeOf, yesOrNo } from "@/server/items/typed-choice";
import { typedInOwn } from "@/server/items/typed-own";
import { inOneLine } from "./cleaned";
import type { MappedColumn } from "./mapping";
import { hasShortYear, withDecimal, withOrder, withYear } from "./marks";

/** A cell, read; or why it can't be. */
export type ReadCell =
  | { readonly ok: true; readonly value: unknown; readonly currency?: string }
  | { readonly ok: false; readonly reason: string; readonly readings?: readonly Reading[] };

/** The answers for a column that reading its cells needs. */
export type Habits = Pick<MappedColumn, "order" | "years" | "decimal" | "currency" | "words">;

/** No currency: with it an amount is read that names none, and then asked for. */
const NONE = "XXX";

/** What a cell says of a built-in field, read as the form reads it. */
export function readBuiltIn(field: TableField, text: string, habits: Habits): ReadCell {
  switch (field.type) {
    case "date":
      return readDate(text, habits);
    case "money":
      return readAmount(text, habits);
    case "yes/no": {
      const told = toldBy(habits, text) ?? text;
      const read = yesOrNo(told);
      if (read === null)
        return { ok: false, reason: `“${text}” is neither yes nor no here. Say which it means.` };
      return { ok: true, value: read };
    }
    case "choice": {
      const told = toldBy(habits, text);
      const code = told === "" ? (field.empty ?? "") : codeOf(field, told ?? text);
      return code === null ? { ok: false, reason: noneOf(field, text) } : { ok: true, value: code };
    }
    default: {
      const isProse = field.type === "long text";
      const line = isProse ? text : inOneLine(text);
      const typed =
        field.type === "choices"
          ? line.split(/[,;]/)
          : isProse
            ? line
            : (codeOf(field, line) ?? line);
      const read = readingOf(field.key)?.safeParse(typed);
      if (!read) return { ok: false, reason: `${field.label} is nothing that a sheet can say.` };
      if (read.success) return { ok: true, value: read.data };
      return { ok: false, reason: read.error.issues[0]?.message ?? "This can't be read." };
    }
  }
}

/** What a cell says of an owner's field: its value as it is kept. */
export function readOwnCell(
  field: TableField & { readonly own: string },
  text: string,
  habits: Habits,
): ReadCell {
  if (!isOwn(field)) return { ok: false, reason: "This field is not there any more." };
  const told = toldBy(habits, text);
  if (told === "") return { ok: true, value: [] };
  const marked = inType(field.type, told ?? text, habits);
  const asked = readMarked(field.type, marked, habits);
  if (asked) return asked;
  const typed = typedInOwn(field, marked, habits.currency ?? NONE);
  if (!typed.ok) return { ok: false, reason: typed.problem };
  return readNew(field, typed.value, habits);
}

/** What a cell says of a field that is yet to be made: any choice is one. */
export function readNewCell(
  field: Pick<OwnField, "type" | "unit">,
  text: string,
  habits: Habits,
): ReadCell {
  const told = toldBy(habits, text);
  if (told === "") return { ok: true, value: [] };
  const marked = inType(field.type, told ?? text, habits);
  const asked = readMarked(field.type, marked, habits);
  if (asked) return asked;
  if (field.type === "yes/no") {
    const read = yesOrNo(marked);
    if (read === null)
      return { ok: false, reason: `“${text}” is neither yes nor no here. Say which it means.` };
    return { ok: true, value: [read ? "yes" : "no"] };
  }
  if (field.type === "choices")
    return readNew(
      field,
      marked.split(/[,;]/).filter((one) => one.trim()),
      habits,
    );
  return readNew(
    field,
    field.type === "money" ? [marked, habits.currency ?? NONE] : [marked],
    habits,
  );
}

function readNew(
  field: Pick<OwnField, "type" | "unit">,
  typed: readonly string[],
  { currency = NONE }: Habits,
): ReadCell {
  const held = field.type === "money" && typed.length === 1 ? [...typed, currency] : typed;
  const read = readTyped(field, held);
  return read.ok ? { ok: true, value: read.written } : { ok: false, reason: read.problem };
}

/** A text as the type of its field has it, in the one way in which it is read. */
function inType(type: OwnField["type"], text: string, { order, years, decimal }: Habits): string {
  if (type === "date") return withOrder(withYear(inOneLine(text), years), order);
  if (type === "number" || type === "money") return withDecimal(text, decimal);
  return type === "long text" ? text : inOneLine(text);
}

/** What has to be asked of a date or an amount; null where nothing has. */
function readMarked(type: OwnField["type"], text: string, habits: Habits): ReadCell | null {
  if (type !== "date" && type !== "money") return null;
  const read = type === "date" ? readDate(text, habits) : readAmount(text, habits);
  return read.ok ? null : read;
}

function readDate(text: string, { order, years }: Habits): ReadCell {
  const line = inOneLine(text);
  if (years === undefined && hasShortYear(line)) return inCenturies(line, order);
  const read = readPartialDate(withOrder(withYear(line, years), order));
  if (read.ok) return { ok: true, value: read.value };
  return { ok: false, reason: read.problem, readings: read.readings ?? [] };
}

/** What a date with a year of two digits may be. */
function inCenturies(text: string, order: Habits["order"]): ReadCell {
  const readings = [1900, 2000].flatMap((from): readonly Reading[] => {
    const read = readPartialDate(withOrder(withYear(text, from), order));
    if (!read.ok) return read.readings ?? [];
    const words = dateInWords(read.value);
    return [{ text: words, words, currency: "" }];
  });
  if (readings.length === 0) return { ok: false, reason: `“${text}” is not read as a date.` };
  return { ok: false, reason: whichOf(text, readings), readings };
}

function readAmount(text: string, { decimal, currency }: Habits): ReadCell {
  const read = readMoney(withDecimal(inOneLine(text), decimal), currency ?? NONE);
  if (!read.ok) {
    const readings = (read.readings ?? []).filter((one) => one.currency !== NONE);
    const words = readings.map((one) => ({ ...one, text: `${one.text} ${one.currency}` }));
    if (!read.readings || readings.length > 0)
      return { ok: false, reason: read.problem, readings: words };
  }
  if (!read.ok || read.currency === NONE)
    return { ok: false, reason: "No currency stands beside it. Say in which these amounts are." };
  return { ok: true, value: read.minor, currency: read.currency };
}

/** What a word of the sheet was said to mean; undefined where nothing was said. */
export function toldBy({ words }: Pick<Habits, "words">, text: string): string | undefined {
  if (words.length === 0) return undefined;
  const folded = foldedName(text);
  return words.find(([word]) => foldedName(word) === folded)?.[1];
}

function noneOf(field: TableField, text: string): string {
  const words = (field.values ?? []).map((code) => wordOf(field, code)).filter(Boolean);
  const shown = text.length > 60 ? `${[...text].slice(0, 60).join("")}…` : text;
  return `“${shown}” is none of these: ${words.join(", ")}.`;
}
