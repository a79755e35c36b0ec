import { currenciesCalled } from "@/base/values/currencies";
import { foldedName, type OwnField } from "@/db/tenant/own";
import type { TableField, TableFields } from "@/db/tenant/queries/table/fields";
import { codeOf, yesOrNo } from "@/server/items/typed-choice";
import type { MappedColumn, Mapping } from "./mapping";
import { wordsFor } from "./match";
import { fieldOf } from "./said-fields";
import type { ColumnSurvey, Survey } from "./survey";

/** What has to be asked of a column, once for all of its cells. */
export type Question = {
  /** The number of the column, from 0, and its name. */
  readonly column: number;
  readonly name: string;
  /** Cells that read both ways, or that nothing is known of. */
  readonly count: number;
  /** All cells of the column that have something in them. */
  readonly filled: number;
  readonly examples: readonly string[];
  readonly isAnswered: boolean;
} & (
  | {
      readonly about: "order";
      /** What the other dates of the column say. */
      readonly dayFirst: number;
      readonly monthFirst: number;
    }
  | { readonly about: "years" }
  | { readonly about: "decimal"; readonly point: number; readonly comma: number }
  | {
      readonly about: "currency";
      /** How currencies are written beside amounts, and how often. */
      readonly written: readonly (readonly [string, number])[];
      /** Amounts that name none. */
      readonly bare: number;
    }
  | {
      readonly about: "words";
      /** Words that the field doesn't know. */
      readonly unknown: readonly (readonly [word: string, count: number])[];
      /** What they may mean: codes. */
      readonly values: readonly string[];
    }
);

/** The questions that a mapping leaves open or has answered, in the order of columns. */
export function questionsOf(survey: Survey, mapping: Mapping, fields: TableFields): Question[] {
  const hasCurrencies = mapping.columns.some(({ target }) => target.to === "currency");
  return survey.columns.flatMap((column, at) => {
    const mapped = mapping.columns[at];
    if (!mapped || column.filled === 0) return [];
    const type = typeOfTarget(mapped, fields);
    if (type === "date") return [...orderOf(column, mapped), ...yearsOf(column, mapped)];
    if (type === "number" && !isQuantity(mapped)) return decimalOf(column, mapped);
    if (type === "money")
      return [...decimalOf(column, mapped), ...(hasCurrencies ? [] : currencyOf(column, mapped))];
    return type === "choice" || type === "yes/no" ? wordsOf(column, mapped, fields) : [];
  });
}

/** What the type of a column's field is; null where it is none. */
function typeOfTarget(
  { target }: Pick<MappedColumn, "target">,
  fields: TableFields,
): OwnField["type"] | "place" | null {
  if (target.to === "new field") return target.type;
  const type = target.to === "field" ? fieldOf(fields, target.field)?.type : undefined;
  switch (type) {
    case undefined:
    case "count":
    case "moment":
    case "photo":
    case "want":
    case "worth":
      return null;
    default:
      return type;
  }
}

/** What a word can mean for a field. How an item stands may also be that it is wanted. */
function meanings(field: TableField | undefined): readonly string[] {
  const values = field?.values ?? [];
  return field?.key === "status" ? [...values, "wanted"] : values;
}

/** How many copies a row is has no decimals. */
function isQuantity({ target }: MappedColumn): boolean {
  return target.to === "field" && target.field === "quantity";
}

function about(column: ColumnSurvey) {
  return { column: column.index, name: column.name, filled: column.filled };
}

function orderOf(column: ColumnSurvey, { order }: MappedColumn): Question[] {
  const { both, dayFirst, monthFirst } = column.dates;
  if (both.count === 0) return [];
  return [
    {
      ...about(column),
      about: "order",
      count: both.count,
      examples: both.examples,
      dayFirst: dayFirst.count,
      monthFirst: monthFirst.count,
      isAnswered: order !== undefined,
    },
  ];
}

function yearsOf(column: ColumnSurvey, { years }: MappedColumn): Question[] {
  const { count, examples } = column.dates.shortYears;
  if (count === 0) return [];
  const isAnswered = years !== undefined;
  return [{ ...about(column), about: "years", count, examples, isAnswered }];
}

function decimalOf(column: ColumnSurvey, { decimal }: MappedColumn): Question[] {
  const { both, pointDecimals, commaDecimals } = column.numbers;
  if (both.count === 0) return [];
  return [
    {
      ...about(column),
      about: "decimal",
      count: both.count,
      examples: both.examples,
      point: pointDecimals.count,
      comma: commaDecimals.count,
      isAnswered: decimal !== undefined,
    },
  ];
}

function currencyOf(column: ColumnSurvey, { currency }: MappedColumn): Question[] {
  const bare = Math.max(0, column.numbers.all - column.amounts);
  const unclear = column.currencies.filter(
    ([written]) => currenciesCalled(written.split(" "), "XXX").length > 1,
  );
  const count = bare + unclear.reduce((sum, [, some]) => sum + some, 0);
  if (count === 0) return [];
  return [
    {
      ...about(column),
      about: "currency",
      count,
      examples: column.samples.slice(0, 3),
      written: column.currencies,
      bare,
      isAnswered: currency !== undefined,
    },
  ];
}

function wordsOf(column: ColumnSurvey, mapped: MappedColumn, fields: TableFields): Question[] {
  const { target, words } = mapped;
  const field = target.to === "field" ? fieldOf(fields, target.field) : undefined;
  const isYesNo = typeOfTarget(mapped, fields) === "yes/no";
  // Any choice is one of a field that is yet to be made.
  if (!isYesNo && !field) return [];
  const told = new Set(words.map(([word]) => foldedName(word)));
  const isKnown = (word: string) =>
    isYesNo ? yesOrNo(word) !== null : field !== undefined && codeOf(field, word) !== null;
  const usual = new Set(wordsFor(target).map(([word]) => foldedName(word)));
  const unknown = (column.distinct ?? []).filter(
    ([word]) => !isKnown(word) && !usual.has(foldedName(word)),
  );
  if (unknown.length === 0) return [];
  return [
    {
      ...about(column),
      about: "words",
      count: unknown.reduce((sum, [, some]) => sum + some, 0),
      examples: unknown.slice(0, 3).map(([word]) => word),
      unknown,
      values: isYesNo ? ["yes", "no"] : meanings(field),
      isAnswered: unknown.every(([word]) => told.has(foldedName(word))),
    },
  ];
}
