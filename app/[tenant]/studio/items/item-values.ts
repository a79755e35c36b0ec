import { z } from "zod";
import { readMoney, writeMoney } from "@/components/studio/values/money";
import { readPartialDate } from "@/components/studio/values/partial-date";
import { readTags } from "@/components/studio/values/tags";
import {
  CONDITIONS,
  type DraftCopy,
  EMPTY_COPY,
  EMPTY_ITEM,
  type ItemDraft,
  LONGEST,
  MOST,
  STATUSES,
  VISIBILITIES,
} from "@/db/tenant/item";

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Keep this to ${most} letters.`)
    .refine((text) => !/\p{Cc}/u.test(text), "This has characters that cannot be shown.");

const prose = (most: number) =>
  z
    .string()
    .max(most, `Keep this to ${most.toLocaleString("en")} letters.`)
    .refine((text) => !text.includes("\u0000"), "This has characters that cannot be shown.")
    .transform((text) => text.replace(/\r\n?/g, "\n").trim());

const date = z
  .string()
  .max(60, "A date is shorter than this.")
  .transform((typed, context) => {
    const read = readPartialDate(typed);
    if (read.ok) return read.value;
    context.addIssue({ code: "custom", message: read.problem });
    return z.NEVER;
  });

const CopyValuesSchema = z
  .strictObject({
    id: z.uuid("This names no copy.").nullish(),
    label: line(LONGEST.label),
    condition: z.enum(CONDITIONS),
    swingTag: line(LONGEST.swingTag),
    tushTag: line(LONGEST.tushTag),
    acquired: date,
    price: z.string().max(40, "A price is shorter than this."),
    currency: z.string().regex(/^[A-Z]{3}$/, "Choose a currency."),
    note: prose(LONGEST.note),
  })
  .transform(({ price, currency, ...copy }, context) => {
    const read = readMoney(price, currency);
    if (read.ok)
      return { ...copy, pricePaid: read.minor, currency: read.minor === null ? "" : read.currency };
    context.addIssue({ code: "custom", message: read.problem, path: ["price"] });
    return z.NEVER;
  });

/** Reads what was typed into the item's form into a draft. Browser and server use this one schema. */
export const ItemValuesSchema = z.strictObject({
  name: line(LONGEST.name).pipe(z.string().min(1, "Give it a name.")),
  animal: line(LONGEST.animal),
  variant: line(LONGEST.variant),
  styleNumber: line(LONGEST.styleNumber),
  colour: line(LONGEST.colour),
  birthday: date,
  introduced: date,
  retired: date,
  status: z.enum(STATUSES),
  visibility: z.enum(VISIBILITIES),
  story: prose(LONGEST.story),
  tags: z
    .array(z.string())
    .transform((tags) => readTags(tags.join(",")))
    .pipe(
      z
        .array(z.string().max(LONGEST.tag, `Keep a tag to ${LONGEST.tag} letters.`))
        .max(MOST.tags, `An item carries up to ${MOST.tags} tags.`),
    ),
  copies: z.array(CopyValuesSchema).max(MOST.copies, `An item lists up to ${MOST.copies} copies.`),
}) satisfies z.ZodType<ItemDraft>;

/** The form's contents: everything is text as the person typed it. */
export type ItemValues = z.input<typeof ItemValuesSchema>;
export type CopyValues = ItemValues["copies"][number];

/** A form that nothing was typed into. */
export function emptyValues(): ItemValues {
  return valuesOf(EMPTY_ITEM);
}

/** A row for one more copy. */
export function emptyCopy(currency = ""): CopyValues {
  return copyValuesOf({ ...EMPTY_COPY, id: null, currency });
}

/** What is kept of an item, as its form shows it. */
export function valuesOf(draft: ItemDraft): ItemValues {
  return {
    ...draft,
    tags: [...draft.tags],
    copies: draft.copies.map(copyValuesOf),
  };
}

function copyValuesOf({ pricePaid, currency, ...copy }: DraftCopy): CopyValues {
  return { ...copy, price: writeMoney(pricePaid, currency), currency: currency || "USD" };
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

/** What is wrong with the form, field by field, under names such as `copies.0.price`. */
export function problemsOf(values: ItemValues): Record<string, string> {
  const parsed = ItemValuesSchema.safeParse(values);
  const problems: Record<string, string> = {};
  for (const issue of parsed.error?.issues ?? []) problems[issue.path.join(".")] ??= issue.message;
  return problems;
}
