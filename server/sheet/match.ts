import { foldedName, type OwnField } from "@/db/tenant/own";
import type { TableField, TableFields } from "@/db/tenant/queries/table/fields";
import { yesOrNo } from "@/server/items/typed-choice";
import type { MappedColumn, Mapping, Target } from "./mapping";
import { PRESETS, type Preset, REFUSED_COLUMNS } from "./presets";
import { toldFields } from "./said-fields";
import type { ColumnSurvey, Survey } from "./survey";
import { CALLED, CALLED_PHOTOS, WORDS } from "./synonyms";

/** How sure a column's match is: by its name, by what stands in it, or by neither. */
export type Sureness = "sure" | "likely" | "guess";

/** What becomes of columns before anybody has said otherwise. */
export interface Suggested {
  readonly mapping: Mapping;
  /** Of each column. */
  readonly sure: readonly Sureness[];
  /** Whose export it is; null where nobody knows. */
  readonly preset: string | null;
}

/** What becomes of each column: as a known program calls it, by its name, by what stands in it, else a field of its own. */
export function suggestMapping(survey: Survey, fields: TableFields): Suggested {
  const preset = presetOf(survey.columns.map(({ name }) => name));
  const taken = new Set<string>();
  const matches = survey.columns.map((column) => matchOf(column, fields, preset));
  const isOfWants = matches.some(({ target }) => whichOf(target) === "field want");
  const found = survey.columns.map((column, at) => {
    const match = matches[at] ?? byContent(column);
    // A priority is one of many things where nothing is wanted.
    if (!isOfWants && whichOf(match.target) === "field want-priority")
      return { column, ...byContent(column) };
    const key = placeOf(match.target);
    // A field that two columns say takes the first; nothing is lost of the other.
    if (key === null || !taken.has(key)) {
      if (key !== null) taken.add(key);
      return { column, ...match };
    }
    return { column, target: newField(column), sure: "guess" as const };
  });
  const labels = new Set(fields.all.map(({ label }) => foldedName(label)));
  const matched = withName(found).map((one) => ({ ...one, target: unlike(one.target, labels) }));
  return {
    mapping: {
      columns: matched.map(({ column, target }) => mappedColumn(column, target)),
      places: "make",
      tidy: preset?.exact !== true,
    },
    sure: matched.map(({ sure }) => sure),
    preset: preset?.key ?? null,
  };
}

/** Where no column is called a name, the first that could be one is offered for it. */
function withName<Found extends Match & { readonly column: ColumnSurvey }>(
  found: readonly Found[],
): readonly (Match & { readonly column: ColumnSurvey })[] {
  const isTold = found.some(({ target }) => ["field name", "id item"].includes(whichOf(target)));
  const first = isTold
    ? -1
    : found.findIndex(
        ({ column, target, sure }) =>
          sure === "guess" &&
          target.to === "new field" &&
          target.type === "text" &&
          column.prose === 0,
      );
  return found.map((one, at) =>
    at === first ? { ...one, target: { to: "field", field: "name" }, sure: "guess" } : one,
  );
}

function whichOf(target: Target): string {
  if (target.to === "field") return `field ${target.field}`;
  return target.to === "id" ? `id ${target.of}` : target.to;
}

/** A field that is to be made under a name which none has, because two of one name can't be told apart. */
function unlike(target: Target, labels: Set<string>): Target {
  if (target.to !== "new field") return target;
  let label = target.label;
  for (let more = 2; labels.has(foldedName(label)); more++)
    label = `${target.label.slice(0, 56)} ${more}`;
  labels.add(foldedName(label));
  return { ...target, label };
}

/** A column with a target that nothing was answered for yet, but for the words that are known. */
export function mappedColumn({ name }: Pick<ColumnSurvey, "name">, target: Target): MappedColumn {
  return { name, target, words: wordsFor(target), empties: false };
}

/** The words that sheets have for the values of a target. */
export function wordsFor(target: Target): [string, string][] {
  if (target.to !== "field") return [];
  const known = Object.entries(WORDS).find(([key]) => key === target.field)?.[1] ?? [];
  return known.map(([word, value]) => [word, value]);
}

/** The field that a column would be, if it is to be one that the import makes. */
export function newField(column: ColumnSurvey): Target {
  if (column.filled === 0) return { to: "nothing" };
  return {
    to: "new field",
    label: column.name.slice(0, 60).trim() || "Field",
    type: typeOf(column),
    of: "item",
    seenBy: "members",
  };
}

/** The type that all of a column's cells have, else text. */
function typeOf(column: ColumnSurvey): OwnField["type"] {
  const { filled, dates, numbers, amounts, links, distinct, longest, prose } = column;
  if (filled === 0) return "text";
  if (prose > 0 || longest > 200) return longest > 2000 || links < filled ? "long text" : "link";
  if (links === filled) return "link";
  const words = distinct?.map(([word]) => foldedName(word)) ?? [];
  if (words.length > 0 && words.length <= 4 && words.every(isYesOrNo)) return "yes/no";
  if (amounts > 0 && numbers.all === filled) return "money";
  if (dates.all === filled && numbers.all < filled) return "date";
  if (numbers.all === filled && !isCode(column)) return "number";
  return "text";
}

/** Ones and zeros are numbers as long as nobody says otherwise. */
function isYesOrNo(word: string): boolean {
  return yesOrNo(word) !== null && !/\d/.test(word);
}

/** Numbers with a zero before them are codes: as numbers they would lose it. */
function isCode({ samples, longest }: ColumnSurvey): boolean {
  return longest > 15 || samples.some((text) => /^0\d/.test(text));
}

function presetOf(names: readonly string[]): Preset | null {
  const there = new Set(names.map(foldedName));
  return PRESETS.find(({ known }) => known.every((name) => there.has(foldedName(name)))) ?? null;
}

interface Match {
  readonly target: Target;
  readonly sure: Sureness;
}

function matchOf(column: ColumnSurvey, fields: TableFields, preset: Preset | null): Match {
  const name = foldedName(column.name);
  if (Object.values(REFUSED_COLUMNS).some((one) => foldedName(one) === name))
    return { target: { to: "nothing" }, sure: "sure" };
  const ofPreset = Object.entries(preset?.columns ?? {}).find(
    ([one]) => foldedName(one) === name,
  )?.[1];
  const told = toldFields(fields);
  // What an earlier import has made is there by now.
  const made =
    ofPreset?.to === "new field" &&
    told.find(({ own, label }) => own && foldedName(label) === foldedName(ofPreset.label));
  if (made) return { target: { to: "field", field: made.key }, sure: "sure" };
  if (ofPreset) return { target: ofPreset, sure: "sure" };
  const byName =
    told.find(({ label, key }) => foldedName(label) === name || foldedName(key) === bare(name)) ??
    told.find(({ label }) => foldedName(label) === bare(name)) ??
    told.find(({ key }) => calledSo(key, name) || calledSo(key, bare(name)));
  if (byName)
    return {
      target: { to: "field", field: byName.key },
      sure: fits(byName, column) ? "sure" : "likely",
    };
  if (isCalledPhotos(name))
    return {
      target: { to: "photos" },
      sure: column.pictures === column.filled ? "sure" : "likely",
    };
  if (CURRENCY.has(bare(name))) return { target: { to: "currency" }, sure: "sure" };
  return byContent(column);
}

const CURRENCY = new Set([
  "currency",
  "währung",
  "waehrung",
  "wahrung",
  "devise",
  "moneda",
  "valuta",
  "通貨",
]);

function calledSo(key: string, name: string): boolean {
  const called = Object.entries(CALLED).find(([one]) => one === key)?.[1] ?? [];
  return called.some((one) => foldedName(one) === name);
}

/** A name without what programs put around it: `purchase_price ($)` is "purchase price". */
function bare(name: string): string {
  return name
    .replace(/\([^)]*\)|\[[^\]]*\]/g, " ")
    .replace(/[_.:\-/]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Whether what stands in a column is what the field holds, most of it. */
function fits({ type }: TableField, { filled, dates, numbers, distinct }: ColumnSurvey): boolean {
  if (filled === 0) return true;
  if (type === "date") return dates.all * 10 >= filled * 8;
  if (type === "money" || type === "number") return numbers.all * 10 >= filled * 8;
  return type !== "yes/no" || distinct !== null;
}

/** Numbered ones too, such as `Photo 2`. */
function isCalledPhotos(name: string): boolean {
  const called = bare(name).replace(/\s*\d{1,2}$/, "");
  return CALLED_PHOTOS.some((one) => foldedName(one) === called);
}

/** A name says nothing: dates, amounts and links are what they are, and what they are about is for a person to say. */
function byContent(column: ColumnSurvey): Match {
  if (column.filled > 0 && column.pictures === column.filled)
    return { target: { to: "photos" }, sure: "likely" };
  return { target: newField(column), sure: column.filled === 0 ? "sure" : "guess" };
}

/** What only one column can be; null where several may. */
function placeOf(target: Target): string | null {
  if (target.to === "field") return target.field === "tags" ? null : target.field;
  return target.to === "id" ? `id ${target.of}` : null;
}
