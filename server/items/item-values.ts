import { z } from "zod";
import { dateInWords } from "@/base/values/dates";
import { readMoney, writeMoney } from "@/base/values/money";
import { readPartialDate } from "@/base/values/partial-date";
import { readTags } from "@/base/values/tags";
import { CONDITIONS, FIRST_CURRENCY, PRIORITIES } from "@/db/tenant/choices";
import { FACT_KEYS, type FactKey, LONGEST_KEY } from "@/db/tenant/entry";
import { byKey, type Field, type FieldOwner, type Written } from "@/db/tenant/field";
import { type BuiltIn, FIELDS, fieldsOf } from "@/db/tenant/fields";
import {
  type DraftCopy,
  EMPTY_COPY,
  EMPTY_ITEM,
  EMPTY_WANT,
  type ItemDraft,
  LONGEST,
  MOST,
  type Want,
} from "@/db/tenant/item";
import type { OwnField } from "@/db/tenant/own";
import { OwnTypedSchema, readOwn, typedValues } from "./own-typed";
import { AmountSchema, CurrencySchema, unreadAmounts } from "./typed-amount";
import { line, prose } from "./typed-text";

const date = z
  .string()
  .max(60, "A date is shorter than this.")
  .transform((typed, context) => {
    const read = readPartialDate(typed);
    if (read.ok) return read.value;
    context.addIssue({ code: "custom", message: read.problem });
    return z.NEVER;
  });

const choice = (values: readonly string[] = []) => z.enum(values);

/** The reading of a field as typed. Amounts are read with the currency that stands beside them. */
function schemaOf({ type, values, longest = 0, most = 0, required }: Field): z.ZodType {
  switch (type) {
    case "text":
    case "link":
      return required ? line(longest).pipe(z.string().min(1, required)) : line(longest);
    case "long text":
      return prose(longest);
    case "date":
      return date;
    case "choice":
      return choice(values);
    case "choices":
      return several(most, longest);
    case "money":
    case "number":
      return AmountSchema;
    case "yes/no":
      return required ? z.boolean(required) : z.boolean().nullable();
  }
}

const several = (most: number, longest: number) =>
  z
    .array(z.string())
    .transform((tags) => readTags(tags.join(",")))
    .pipe(
      z
        .array(z.string().max(longest, `Keep a tag to ${longest} letters.`))
        .max(most, `An item carries up to ${most} tags.`),
    );

/** What a field holds in the form: text as the person typed it, or what was chosen. */
type Typed<F extends BuiltIn> = F extends { readonly type: "choice" }
  ? Written<F>
  : F extends { readonly type: "choices" }
    ? string[]
    : F extends { readonly type: "yes/no" }
      ? Written<F>
      : string;

/** What the reading makes of it; an amount stays text until its currency is known. */
type Read<F extends BuiltIn> = F extends { readonly type: "money" } ? string : Written<F>;

type Shape<Of extends FieldOwner> = {
  [F in BuiltIn<Of> as F["key"]]: z.ZodType<Read<F>, Typed<F>>;
};

function shapeOf<Of extends FieldOwner>(of: Of): Shape<Of> {
  return Object.fromEntries(fieldsOf(of).map((field) => [field.key, schemaOf(field)])) as Shape<Of>;
}

const READINGS = new Map(FIELDS.map((field: Field) => [field.key, schemaOf(field)]));

/** How the form reads one of the built-in fields that are no amount; undefined for any other. */
export function readingOf(key: string): z.ZodType | undefined {
  return READINGS.get(key);
}

const AMOUNTS = fieldsOf("copy", "money");
const DATES = { item: fieldsOf("item", "date"), copy: fieldsOf("copy", "date") };

const CopyValuesSchema = z
  .strictObject({
    id: z.uuid("This names no copy.").nullish(),
    ...shapeOf("copy"),
    own: OwnTypedSchema.optional(),
    placeId: z.uuid("There is no such place.").nullable(),
    currency: CurrencySchema,
  })
  .superRefine(...unreadAmounts(AMOUNTS.map(({ key }) => key)))
  .transform(({ currency, ...copy }) => {
    let named = "";
    const amounts = byKey(AMOUNTS, ({ key }) => {
      const read = readMoney(copy[key], currency);
      if (!read.ok || read.minor === null) return null;
      named ||= read.currency;
      return read.minor;
    });
    return { ...copy, ...amounts, currency: named };
  });

const WantValuesSchema = z
  .strictObject({
    priority: z.enum(PRIORITIES),
    condition: z.enum(CONDITIONS),
    swingTag: line(LONGEST.swingTag),
    note: line(LONGEST.wantNote),
    highest: AmountSchema,
    currency: CurrencySchema,
  })
  .superRefine(...unreadAmounts(["highest"]))
  .transform(({ highest, currency, ...want }) => {
    const read = readMoney(highest, currency);
    if (!read.ok || read.minor === null) return { ...want, highest: null, currency: "" };
    return { ...want, highest: read.minor, currency: read.currency };
  });

const FactKeySchema = z.enum(FACT_KEYS as [FactKey, ...FactKey[]]);

/** The entry that was chosen, with what it said: a form sends back what the catalogue gave it. */
const EntrySchema = z.strictObject({
  key: z.string().min(1).max(LONGEST_KEY),
  release: z.int().nonnegative(),
  facts: z.partialRecord(FactKeySchema, z.string().min(1).max(120)),
  mine: z.array(FactKeySchema).max(FACT_KEYS.length),
});

/**
 * Reads what was typed into the item's form into a draft. Browser and server use this one schema. What stands in the
 * owner's fields is still as typed: `readOwn` reads it with the fields there are.
 */
export const ItemValuesSchema = z.strictObject({
  ...shapeOf("item"),
  want: WantValuesSchema.nullable(),
  copies: z.array(CopyValuesSchema).max(MOST.copies, `An item lists up to ${MOST.copies} copies.`),
  own: OwnTypedSchema,
  template: z.uuid("There is no such template.").nullish(),
  entry: EntrySchema.nullish(),
}) satisfies z.ZodType<ItemDraft>;

/** The form's contents: everything is text as the person typed it. */
export type ItemValues = z.input<typeof ItemValuesSchema>;
export type CopyValues = ItemValues["copies"][number];
export type WantValues = NonNullable<ItemValues["want"]>;

/** A form that nothing was typed into. */
export function emptyValues(): ItemValues {
  return { ...valuesOf(EMPTY_ITEM, []), entry: null, template: null };
}

/** A row for one more copy. */
export function emptyCopy(currency: string = FIRST_CURRENCY): CopyValues {
  return copyValuesOf({ ...EMPTY_COPY, id: null, own: {} }, [], currency);
}

/** A want that nothing was said of yet. */
export function emptyWant(currency: string = FIRST_CURRENCY): WantValues {
  return wantValuesOf(EMPTY_WANT, currency);
}

/**
 * What is kept of an item, as its form shows it: dates in words, because nobody writes `--12-25`.
 * @param currency of amounts that are yet to be
 */
export function valuesOf(
  draft: ItemDraft,
  fields: readonly OwnField[],
  currency: string = FIRST_CURRENCY,
): ItemValues {
  return {
    ...draft,
    ...byKey(DATES.item, ({ key }) => dateInWords(draft[key])),
    tags: [...draft.tags],
    entry: draft.entry && { ...draft.entry, mine: [...draft.entry.mine] },
    want: draft.want && wantValuesOf(draft.want, currency),
    copies: draft.copies.map((copy) => copyValuesOf(copy, fields, currency)),
    own: typedValues(draft.own, fields),
  };
}

function wantValuesOf({ highest, currency, ...want }: Want, begins: string): WantValues {
  return { ...want, highest: writeMoney(highest, currency), currency: currency || begins };
}

function copyValuesOf(
  { currency, own, ...copy }: DraftCopy,
  fields: readonly OwnField[],
  begins: string,
): CopyValues {
  const amounts = byKey(AMOUNTS, ({ key }) => writeMoney(copy[key], currency));
  return {
    ...copy,
    ...byKey(DATES.copy, ({ key }) => dateInWords(copy[key])),
    ...amounts,
    currency: currency || begins,
    ...(own && { own: typedValues(own, fields) }),
  };
}

/**
 * The form's present contents, with the ids that a save gave to the copies it was sent. A row that was typed into
 * meanwhile is known by its place.
 */
export function withCopyIds(
  values: ItemValues,
  sent: ItemValues,
  copyIds: readonly string[],
): ItemValues {
  const idOf = (copy: CopyValues) => copy.id ?? copyIds[sent.copies.indexOf(copy)];
  const known = new Set(values.copies.map(idOf));
  const byPlace = copyIds.map((id) => (known.has(id) ? null : id));
  const copies = values.copies.map((copy, place) => ({
    ...copy,
    id: idOf(copy) ?? byPlace[place] ?? null,
  }));
  return { ...values, copies };
}

/** What is wrong with the form, field by field, under names such as `copies.0.pricePaid` and `own.ID`. */
export function problemsOf(
  values: ItemValues,
  fields: readonly OwnField[],
): Record<string, string> {
  const parsed = ItemValuesSchema.safeParse(values);
  const problems: Record<string, string> = {};
  for (const issue of parsed.error?.issues ?? []) problems[issue.path.join(".")] ??= issue.message;
  const own = readOwn({ ...EMPTY_ITEM, ...ownOf(values) }, fields).problems;
  return { ...problems, ...own };
}

/** What stands in the owner's fields, in a draft that says nothing else. */
function ownOf({ own, copies }: ItemValues): Pick<ItemDraft, "own" | "copies"> {
  return { own, copies: copies.map((copy) => ({ ...EMPTY_COPY, own: copy.own })) };
}
