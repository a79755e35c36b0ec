import { isAlwaysThere, type TableField, type TableFields } from "./fields";

/**
 * What one field must be. Values are as stored, and a place is its id; an amount is `USD 599`, its currency and minor
 * units, of an owner's field too.
 */
export type Test =
  | {
      readonly field: string;
      readonly is: "is" | "is-not" | "contains";
      readonly value: string;
    }
  | { readonly field: string; readonly is: "empty" | "filled" }
  | {
      readonly field: string;
      readonly is: "between";
      /** Inclusive; empty where there is no bound. */
      readonly from: string;
      readonly to: string;
    }
  | { readonly field: string; readonly is: "one-of"; readonly values: readonly string[] };

/**
 * Which items are meant: a test, words of the search, or several filters of which all or any must hold. It is JSON, so
 * that an address, a named view, a bulk edit and an export say the same with it.
 */
export type Filter =
  | Test
  | { readonly words: readonly string[] }
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] };

export type Operator = Test["is"];

/** Finds every item. */
export const EVERYTHING: Filter = { all: [] };

/** How large a description may be. */
const MOST = { depth: 4, parts: 40, values: 100, letters: 200, words: 8 } as const;

const BY_TYPE: Readonly<Record<TableField["type"], readonly Operator[]>> = {
  text: ["is", "is-not", "contains", "one-of", "between", "empty", "filled"],
  link: ["is", "is-not", "contains", "one-of", "empty", "filled"],
  "long text": ["contains", "empty", "filled"],
  date: ["between", "is", "is-not", "empty", "filled"],
  choice: ["is", "is-not", "one-of", "empty", "filled"],
  choices: ["is", "is-not", "contains", "one-of", "empty", "filled"],
  "yes/no": ["is"],
  want: ["filled", "empty"],
  money: ["between", "is", "empty", "filled"],
  worth: ["between", "is", "empty", "filled"],
  number: ["between", "is", "is-not", "one-of", "empty", "filled"],
  count: ["between", "is", "is-not", "one-of"],
  moment: ["between", "is"],
  photo: ["empty", "filled"],
  place: ["is", "is-not", "one-of", "contains", "empty", "filled"],
};

/** What can be asked of a field. */
export function operatorsOf(field: TableField): readonly Operator[] {
  const all = BY_TYPE[field.type];
  // An owner's yes or no may be neither.
  if (field.own && field.type === "yes/no") return [...all, "empty", "filled"];
  return isAlwaysThere(field) ? all.filter((one) => one !== "empty" && one !== "filled") : all;
}

/**
 * Reads a description that came from outside: an address, a browser, a stored view.
 * @returns null where any part of it is unknown, out of bounds or asks what a field can't answer
 */
export function readFilter(given: unknown, fields: TableFields): Filter | null {
  let parts = 0;
  return read(given, 1);

  function read(one: unknown, depth: number): Filter | null {
    if (!isRecord(one) || depth > MOST.depth || ++parts > MOST.parts) return null;
    if ("all" in one) return together("all", one.all, depth);
    if ("any" in one) return together("any", one.any, depth);
    if ("words" in one) {
      const words = texts(one.words, MOST.words);
      return words && { words };
    }
    return readTest(one, fields);
  }

  function together(how: "all" | "any", given: unknown, depth: number): Filter | null {
    if (!Array.isArray(given)) return null;
    const read_ = given.map((part) => read(part, depth + 1));
    const whole = read_.filter((part) => part !== null);
    if (whole.length < read_.length) return null;
    return how === "all" ? { all: whole } : { any: whole };
  }
}

/**
 * Reads a description that was kept. Fields and places come and go: a part that can't be read any more is left out.
 * @returns null where nothing is left
 */
export function readKept(given: unknown, fields: TableFields, depth = 1): Filter | null {
  const whole = readFilter(given, fields);
  if (whole || !isRecord(given) || depth > MOST.depth) return whole;
  const parts = "any" in given ? given.any : given.all;
  if (!Array.isArray(parts)) return null;
  const known = parts
    .slice(0, MOST.parts)
    .flatMap((part) => readKept(part, fields, depth + 1) ?? []);
  if (known.length === 0) return null;
  return readFilter("any" in given ? { any: known } : { all: known }, fields);
}

/** Reads one test; null where its field can't answer it. */
export function readTest(one: Readonly<Record<string, unknown>>, fields: TableFields): Test | null {
  const field = typeof one.field === "string" ? fields.named(one.field) : undefined;
  const is = field && operatorsOf(field).find((known) => known === one.is);
  if (!field || !is) return null;
  const readable = (value: unknown): value is string =>
    typeof value === "string" &&
    value.length <= MOST.letters &&
    (is === "contains" || canBe(field, value));
  switch (is) {
    case "empty":
    case "filled":
      return { field: field.key, is };
    case "between": {
      const { from = "", to = "" } = one;
      const bound = (value: unknown): value is string => value === "" || readable(value);
      return bound(from) && bound(to) && (from || to) ? { field: field.key, is, from, to } : null;
    }
    case "one-of": {
      const values = texts(one.values, MOST.values);
      return values?.length && values.every(readable) ? { field: field.key, is, values } : null;
    }
    default:
      return readable(one.value) && one.value !== ""
        ? { field: field.key, is, value: one.value }
        : null;
  }
}

/** Whether a field could hold the value at all, so that no comparison meets a text that it can't read. */
export function canBe(field: TableField, value: string): boolean {
  switch (field.type) {
    case "count":
      return /^\d{1,6}$/.test(value);
    case "number":
      return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value);
    case "money":
    case "worth":
      return /^[A-Z]{3} \d{1,15}$/.test(value);
    case "yes/no":
      return value === "yes" || value === "no";
    case "moment":
      return isDay(value);
    case "date":
      return /^[\d/~s-]{4,25}$/.test(value);
    case "place":
      return field.values?.includes(value) ?? false;
    default:
      return true;
  }
}

/** Whether there is such a day, as `1997-05-31`; Postgres knows none before the year 1. */
export function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || value.startsWith("0000")) return false;
  const midnight = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
}

function texts(given: unknown, most: number): string[] | null {
  if (!Array.isArray(given) || given.length > most) return null;
  const all = given.filter((one) => typeof one === "string" && one.length <= MOST.letters);
  return all.length === given.length ? all : null;
}

function isRecord(one: unknown): one is Record<string, unknown> {
  return typeof one === "object" && one !== null && !Array.isArray(one);
}
