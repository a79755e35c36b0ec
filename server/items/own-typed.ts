import { z } from "zod";
import { dateInWords } from "@/base/values/dates";
import { readLink } from "@/base/values/link";
import { readMoney, writeMoney } from "@/base/values/money";
import { readNumber, writeNumber } from "@/base/values/number";
import { readPartialDate } from "@/base/values/partial-date";
import { FIRST_CURRENCY } from "@/db/tenant/choices";
import type { ItemDraft } from "@/db/tenant/item";
import { amountOf, LONGEST_OWN, MOST_OWN, type OwnField, type OwnValues } from "@/db/tenant/own";
import { line, prose } from "./typed-text";

/** What a form holds of the owner's fields: texts as typed, an amount with its currency, choices each. */
export const OwnTypedSchema = z.record(
  z.string().max(40),
  z.array(z.string().max(LONGEST_OWN.long)).max(MOST_OWN.chosen),
);

export type ReadOwn =
  | { readonly ok: true; readonly written: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** What is kept, as a form shows it. */
export function typedOf({ type }: Pick<OwnField, "type">, written: readonly string[]): string[] {
  const [first] = written;
  if (type === "date") return written.map(dateInWords);
  if (type === "number") return written.map(writeNumber);
  if (type !== "money" || first === undefined) return [...written];
  const { minor, currency } = amountOf(first);
  return [writeMoney(Number(minor), currency), currency];
}

/** What was typed, read as the field's type has it. */
export function readTyped(
  field: Pick<OwnField, "type" | "unit">,
  typed: readonly string[],
): ReadOwn {
  const [first = "", second = ""] = typed;
  switch (field.type) {
    case "choices": {
      const chosen = new Set<string>();
      for (const text of typed) {
        const read = parsed(line(LONGEST_OWN.choice), text);
        if (!read.ok) return read;
        for (const one of read.written) chosen.add(one);
      }
      return { ok: true, written: [...chosen] };
    }
    case "money": {
      const read = readMoney(first, second || FIRST_CURRENCY);
      if (!read.ok) return read;
      return { ok: true, written: read.minor === null ? [] : [`${read.minor} ${read.currency}`] };
    }
    case "date": {
      const read = readPartialDate(first);
      return read.ok ? one(read.value) : read;
    }
    case "number":
      return single(readNumber(first, field.unit ?? ""));
    case "link":
      return single(readLink(first, LONGEST_OWN.link));
    case "yes/no":
      return one(first === "yes" || first === "no" ? first : "");
    case "long text":
      return parsed(prose(LONGEST_OWN.long), first);
    case "text":
      return parsed(line(LONGEST_OWN.text), first);
    case "choice":
      return parsed(line(LONGEST_OWN.choice), first);
  }
}

type Single = { ok: true; value: string } | { ok: false; problem: string };

function single(read: Single): ReadOwn {
  return read.ok ? one(read.value) : read;
}

function one(value: string): ReadOwn {
  return { ok: true, written: value ? [value] : [] };
}

function parsed(schema: z.ZodType<string>, text: string): ReadOwn {
  const read = schema.safeParse(text);
  if (read.success) return one(read.data);
  return { ok: false, problem: read.error.issues[0]?.message ?? "This cannot be read." };
}

/**
 * A draft whose own fields are still as typed, read with the fields there are now. Fields that are none any more are
 * left out: what they hold stays as it is.
 * @returns with what is wrong, under names such as `own.ID` and `copies.0.own.ID`
 */
export function readOwn(
  draft: ItemDraft,
  fields: readonly OwnField[],
): { readonly draft: ItemDraft; readonly problems: Readonly<Record<string, string>> } {
  const problems: Record<string, string> = {};
  const read = (typed: OwnValues, of: OwnField["of"], path: string): OwnValues => {
    const written: Record<string, readonly string[]> = {};
    for (const field of fields) {
      const given = typed[field.id];
      if (field.of !== of || !given) continue;
      const answer = readTyped(field, given);
      if (answer.ok) written[field.id] = answer.written;
      else problems[`${path}own.${field.id}`] = answer.problem;
    }
    return written;
  };
  const own = read(draft.own, "item", "");
  const copies = draft.copies.map((copy, place) => ({
    ...copy,
    own: read(copy.own ?? {}, "copy", `copies.${place}.`),
  }));
  return { draft: { ...draft, own, copies }, problems };
}

/** What is kept in the owner's fields, as a form shows it. */
export function typedValues(own: OwnValues, fields: readonly OwnField[]): Record<string, string[]> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const written = own[field.id];
      return written ? [[field.id, typedOf(field, written)]] : [];
    }),
  );
}
