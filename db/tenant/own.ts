/**
 * The fields that an owner makes, and how their values are written down. It imports nothing but the shape of a field,
 * so that a browser can read it.
 */

import { FIELD_TYPES, type Field, type FieldOwner, type FieldType, type FieldValue } from "./field";

export { FIELD_TYPES };
export const FIELD_OWNERS = ["item", "copy"] as const satisfies readonly FieldOwner[];
export const SEEN_BY = ["everyone", "members"] as const;

/** How many letters there may be, and how many fields, choices and templates a site has. */
export const LONGEST_OWN = {
  label: 60,
  group: 40,
  unit: 12,
  choice: 80,
  text: 200,
  long: 20_000,
  link: 2000,
} as const;
export const MOST_OWN = { fields: 100, choices: 200, chosen: 30, templates: 50 } as const;

/** A field of the owner's, as forms and pages use it. */
export interface OwnField extends Field {
  readonly id: string;
  readonly position: number;
}

/** What makes a field of the owner's: all of it can be changed later. */
export interface FieldDraft {
  readonly label: string;
  readonly type: FieldType;
  readonly of: FieldOwner;
  readonly seenBy: "everyone" | "members";
  readonly group: string;
  readonly unit: string;
  readonly choices: readonly string[];
}

/**
 * What an item or a copy has in the owner's fields, by their ids; none where a field is empty. One text for each value:
 * a date as everywhere, a number as `12.5`, an amount as `1250 EUR` in minor units, yes/no as `yes` or `no`, of several
 * choices each.
 */
export type OwnValues = Readonly<Record<string, readonly string[]>>;

/** A named set of fields with what each begins with; none where it begins empty. */
export interface Template {
  readonly id: string;
  readonly label: string;
  /** Of built-in fields, by their keys. */
  readonly facts: Readonly<Record<string, string>>;
  readonly own: OwnValues;
}

/** What other columns of `field_values` say of a value, so that it can be compared and found. */
export interface Comparable {
  readonly folded: string;
  readonly number: string | null;
  readonly since: string | null;
  readonly until: string | null;
}

/** A text as names of fields and values are compared: without accents, capitals and spaces too many. */
export function foldedName(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim()
    .normalize("NFC");
}

/** How many letters of a text are compared: an index holds no more. */
const COMPARED = 200;

/** What a value is compared by. */
export function comparableOf(type: FieldType, text: string): Comparable {
  // A letter may fold into eighteen.
  const folded = beginning(foldedName(beginning(text)));
  const nothing = { folded, number: null, since: null, until: null };
  if (type === "number") return { ...nothing, number: text };
  if (type === "money") return { ...nothing, number: amountOf(text).minor };
  if (type === "yes/no") return { ...nothing, number: text === "yes" ? "1" : "0" };
  return type === "date" ? { ...nothing, ...daysOf(text) } : nothing;
}

/** As much of a text as is compared, without half a letter at its end. */
function beginning(text: string): string {
  return text.slice(0, COMPARED).replace(/[\ud800-\udbff]$/, "");
}

/** The parts of an amount as it is written. */
export function amountOf(text: string): { readonly minor: string; readonly currency: string } {
  const [minor = "0", currency = ""] = text.split(" ");
  return { minor, currency };
}

/** The first and the last day that a partial date may mean; none for one without a year. */
function daysOf(partial: string): { since: string | null; until: string | null } {
  const [from = "", to = from] = partial.replace("~", "").split("/");
  return { since: dayOf(from, "first"), until: dayOf(to, "last") };
}

function dayOf(partial: string, which: "first" | "last"): string | null {
  const decade = /^(\d{3})0s$/.exec(partial);
  if (decade?.[1] === "000") return null;
  if (decade) return which === "first" ? `${decade[1]}0-01-01` : `${decade[1]}9-12-31`;
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(partial);
  if (!match || match[1] === "0000") return null;
  const [, year, month = which === "first" ? "01" : "12", day] = match;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const written = `${year}-${month}-${day ?? (which === "first" ? "01" : String(last).padStart(2, "0"))}`;
  const moment = new Date(`${written}T00:00:00Z`);
  // What comes from an address may name a day that there is not.
  const isReal = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(written);
  return isReal ? written : null;
}

/** A value as other fields hold theirs, with its currency if it is an amount. */
export function heldIn(
  { type }: Pick<Field, "type">,
  written: readonly string[],
): { readonly value: FieldValue; readonly currency: string } {
  const [first] = written;
  if (first === undefined) return { value: null, currency: "" };
  if (type === "choices") return { value: written, currency: "" };
  if (type === "number") return { value: Number(first), currency: "" };
  if (type === "yes/no") return { value: first === "yes", currency: "" };
  if (type !== "money") return { value: first, currency: "" };
  const { minor, currency } = amountOf(first);
  return { value: Number(minor), currency };
}
