/**
 * What can be said of a field, whether Swingtag brings it along or an owner has made it. It imports nothing, so that
 * a browser can read it.
 */

/** How the values of a field are written down, read and compared. */
export const FIELD_TYPES = [
  "text",
  "long text",
  "number",
  "money",
  "date",
  "choice",
  "choices",
  "yes/no",
  "link",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Whether every copy has a value of its own or the item has one for all. */
export type FieldOwner = "item" | "copy";

/** How a list of values is ordered where it is offered: the most frequent first, as it is listed, or by value. */
export type ValueOrder = "count" | "listed" | "value";

/** One thing that is said of an item or of a copy. The order of a list of fields is the order of forms and pages. */
export interface Field {
  /** Its name in drafts, forms and columns. */
  readonly key: string;
  /** What people call it. */
  readonly label: string;
  readonly type: FieldType;
  readonly of: FieldOwner;
  readonly seenBy: "everyone" | "members";
  /** The part of the form it stands in. */
  readonly group: string;
  /** What the form says below it. */
  readonly hint?: string;
  /** What is said where it is missing; a field without it may stay empty. A yes or no that has it is no until told. */
  readonly required?: string;
  /** How many letters a text may have; of several choices, each of them. */
  readonly longest?: number;
  /** How many choices there may be. */
  readonly most?: number;
  /** The unit of a number, such as `cm`. */
  readonly unit?: string;
  /** The values a choice has, the best or most usual first, and what people call them. */
  readonly values?: readonly string[];
  readonly words?: Readonly<Record<string, string>>;
  /** What a value means, where the form explains it. */
  readonly hints?: Readonly<Record<string, string>>;
  /** The value of a choice before anybody has chosen. */
  readonly empty?: string;
  /** Texts that a form offers for it beside any other: a list, or those that other items carry. */
  readonly offered?: readonly string[] | "in use";
  /** Whether search finds an item by its words. */
  readonly searched?: boolean;
  /** Its name among the filters of an address, and how its values are ordered there. */
  readonly facet?: { readonly name: string; readonly order: ValueOrder };
  /** Its name among the orders of an address. */
  readonly sort?: string;
  /** The heading of its column on a shelf that is a table; `wide` columns give way first on narrow pages. */
  readonly shelf?: {
    readonly label: string;
    readonly width: "wide" | "middle";
    readonly figures?: boolean;
  };
  /** Whether it stands among the facts of an item's page. */
  readonly fact?: boolean;
  /** Whether the form can keep its value for the next item. */
  readonly keeps?: boolean;
  /** Whether a phone shows digits first to type it. */
  readonly digits?: boolean;
  /** The word before a value that is a number: "Generation" makes `3` "Generation 3". */
  readonly numbered?: string;
  /** Whether its value says enough without its label, as "Mint" does. */
  readonly alone?: boolean;
}

/** A part of a form. */
export interface FieldGroup {
  readonly key: string;
  readonly label: string;
  /** Whether the form shows its name. */
  readonly titled?: boolean;
  /** Whether it stands beside the others. */
  readonly aside?: boolean;
}

/** What any field may hold. */
export type FieldValue = string | number | boolean | null | readonly string[];

/** What a field of a type holds in a draft. */
export type Written<F> = F extends { readonly type: "choice" }
  ? F extends { readonly values: readonly (infer Value)[] }
    ? Value
    : string
  : F extends { readonly type: "choices" }
    ? readonly string[]
    : F extends { readonly type: "money" | "number" }
      ? number | null
      : F extends { readonly type: "yes/no" }
        ? F extends { readonly required: string }
          ? boolean
          : boolean | null
        : string;

/** One value of a choice, a code or a text, in words. */
export function wordOf(
  { words, numbered }: Pick<Field, "key" | "words" | "numbered">,
  value: string,
): string {
  if (numbered && value === "unsure") return `${numbered} unsure`;
  if (numbered && /^\d+$/.test(value)) return `${numbered} ${value}`;
  if (numbered && /^\d+(?:, *\d+)+$/.test(value)) return `${numbered}s ${value}`;
  return (words && Object.hasOwn(words, value) && words[value]) || value;
}

/** An object with something for each field, under its key. */
export function byKey<Key extends string, F extends { readonly key: Key }, Value>(
  fields: readonly F[],
  make: (field: F) => Value,
): Record<F["key"], Value> {
  return Object.fromEntries(fields.map((field) => [field.key, make(field)])) as Record<
    F["key"],
    Value
  >;
}

/** The parts of an object that go by these keys. */
export function pick<Whole extends object, Key extends keyof Whole>(
  whole: Whole,
  keys: readonly Key[],
): Pick<Whole, Key> {
  return Object.fromEntries(keys.map((key) => [key, whole[key]])) as Pick<Whole, Key>;
}
