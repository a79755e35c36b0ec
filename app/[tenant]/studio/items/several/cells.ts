import { readMoney } from "@/base/values/money";
import { readPartialDate } from "@/base/values/partial-date";
import type { Reading } from "@/base/values/reading";
import { readTags } from "@/base/values/tags";
import type { Visibility } from "@/db/tenant/choices";
import { wordOf } from "@/db/tenant/field";
import { isOwn, type TableField, type TableFields } from "@/db/tenant/queries/table/fields";
import { emptyCopy, emptyValues, type ItemValues, problemsOf } from "@/server/items/item-values";
import { codeOf } from "@/server/items/typed-choice";
import { typedInOwn, typedPlace } from "@/server/items/typed-own";

/** One column of the grid: a field of the item, or of its first copy, an owner's and its place among them. */
export interface Column {
  readonly key: string;
  readonly field: TableField;
}

/** Fields that are one short text to type; who sees it is said once for all rows. */
const TYPED: readonly TableField["type"][] = ["text", "date", "choice", "choices", "money"];
const APART: readonly string[] = ["visibility", "label", "acquiredFrom"];

/** The columns of a site with these fields: the built-in ones, the owner's, and a place where there are any. */
export function columnsOf({ all }: TableFields): readonly Column[] {
  const isTyped = (field: TableField) => {
    if (field.own) return field.type !== "long text";
    if (field.type === "place") return field.values?.length !== 0;
    return TYPED.includes(field.type) && !APART.includes(field.key);
  };
  return all.filter(isTyped).map((field) => ({ key: field.key, field }));
}

/** A row as typed, by column. A cell that nothing was typed into is not there. */
export type Cells = Readonly<Record<string, string>>;

/** What holds for all rows. */
export interface Shared {
  readonly visibility: Visibility;
  readonly currency: string;
}

/** What is wrong with a cell, and its readings where it has several. */
export interface CellProblem {
  readonly problem: string;
  readonly readings: readonly Reading[];
}

export function isEmpty(cells: Cells): boolean {
  return Object.values(cells).every((text) => text.trim() === "");
}

/** A row as the form of an item holds it, with one copy. */
export function valuesOfCells(
  columns: readonly Column[],
  cells: Cells,
  { visibility, currency }: Shared,
): ItemValues {
  const item: Record<string, unknown> = {};
  const copy: Record<string, unknown> = {};
  const own = { item: {} as Record<string, string[]>, copy: {} as Record<string, string[]> };
  for (const { key, field } of columns) {
    const text = cells[key] ?? "";
    if (isOwn(field)) {
      const read = typedInOwn(field, text, currency);
      if (text.trim()) own[field.of][field.own] = read.ok ? read.value : [text];
      continue;
    }
    if (field.type === "place") {
      const read = typedPlace(field, text);
      if (read.ok) copy.placeId = read.value;
      continue;
    }
    const value = field.type === "choices" ? readTags(text) : (codeOf(field, text) ?? text);
    (field.of === "item" ? item : copy)[key] = value;
  }
  const copies = [{ ...emptyCopy(currency), ...copy, own: own.copy }];
  return { ...emptyValues(), ...item, visibility, copies, own: own.item };
}

/** What is wrong with a row, by column. A row without anything in it has no problem. */
export function problemsOfCells(
  columns: readonly Column[],
  cells: Cells,
  shared: Shared,
): Record<string, CellProblem> {
  if (isEmpty(cells)) return {};
  const found: Record<string, CellProblem> = {};
  for (const [path, problem] of Object.entries(
    problemsOf(valuesOfCells(columns, cells, shared), []),
  )) {
    const key = path.replace(/^copies\.0\./, "").replace(/\..*$/, "");
    const column = columns.find((one) => one.key === key);
    found[key] ??= {
      problem: column?.field.type === "choice" ? noneOf(column.field, cells[key] ?? "") : problem,
      readings: column ? readingsOf(column.field, cells[key] ?? "", shared) : [],
    };
  }
  for (const { key, field } of columns) {
    const text = cells[key] ?? "";
    const read = isOwn(field)
      ? typedInOwn(field, text, shared.currency)
      : field.type === "place"
        ? typedPlace(field, text)
        : { ok: true as const };
    if (!read.ok) found[key] = { problem: read.problem, readings: readingsOf(field, text, shared) };
  }
  return found;
}

function noneOf(field: TableField, text: string): string {
  const words = (field.values ?? []).map((code) => wordOf(field, code)).filter(Boolean);
  return `“${text.trim()}” is none of these: ${words.join(", ")}.`;
}

function readingsOf(field: TableField, text: string, { currency }: Shared): readonly Reading[] {
  if (field.type === "date") {
    const read = readPartialDate(text);
    return read.ok ? [] : (read.readings ?? []);
  }
  if (field.type !== "money") return [];
  const read = readMoney(text, currency);
  const readings = read.ok ? [] : (read.readings ?? []);
  // In a cell no currency stands beside the amount.
  return readings.map((one) => ({ ...one, text: `${one.text} ${one.currency}` }));
}

/**
 * Puts a pasted block into the rows from a cell on. A first line that names columns says where its cells go, and is
 * no row itself.
 * @param most how many rows there may be; what goes beyond is left out
 */
export function pasted(
  columns: readonly Column[],
  rows: readonly Cells[],
  block: readonly (readonly string[])[],
  from: { readonly row: number; readonly column: number },
  most: number,
): Cells[] {
  const [head = []] = block;
  const named = head.map((label) => columns.find(({ field }) => isLabel(field, label))?.key);
  const hasHead = named.filter(Boolean).length > 1;
  const keys = hasHead ? named : head.map((_, place) => columns[from.column + place]?.key);
  const next = [...rows];
  for (const [place, line] of (hasHead ? block.slice(1) : block).entries()) {
    const at = from.row + place;
    if (at >= most) break;
    const cells: Record<string, string> = { ...next[at] };
    for (const [column, text] of line.entries()) {
      const key = hasHead ? keys[column] : columns[from.column + column]?.key;
      if (key) cells[key] = text.replace(/\s+/g, " ").trim();
    }
    next[at] = cells;
  }
  return next;
}

function isLabel(field: TableField, text: string): boolean {
  return field.label.toLowerCase() === text.trim().toLowerCase();
}
