import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import { heldIn, type OwnField } from "@/db/tenant/own";
import { listFields } from "@/db/tenant/queries/own-fields";
import type { FormerValue, ReadValue } from "@/db/tenant/queries/own-types";
import { type FoundValue, listValuesOf } from "@/db/tenant/queries/own-values";
import { valueInWords } from "../../field-words";
import { readTyped } from "../items/own-typed";

/** How many values are read at a time. */
const BATCH = 1000;

/** A value that another type can't read: of which item, what it says and why. */
export interface Unread {
  readonly name: string;
  readonly text: string;
  readonly why: string;
}

interface ReadAnew {
  readonly read: readonly ReadValue[];
  readonly unread: readonly (Unread & FormerValue)[];
  readonly seen: number;
}

/**
 * What another type makes of a field's values. Nothing is changed.
 * @throws Refusal (404)
 */
export async function readAnew(
  scope: Scope,
  id: string,
  to: Pick<OwnField, "type"> & {
    readonly unit: string;
    readonly choices: readonly { now: string }[];
  },
): Promise<ReadAnew> {
  const field = (await scope.read(listFields)).find((one) => one.id === id);
  if (!field) throw new Refusal("There is no such field.", { status: 404 });
  const choices = to.choices.map(({ now }) => now);
  const read: ReadValue[] = [];
  const unread: (Unread & FormerValue)[] = [];
  let after: string | null = null;
  for (;;) {
    const batch: FoundValue[] = await scope.read((tx) => listValuesOf(tx, id, after, BATCH));
    for (const value of batch) {
      const former = { id: value.id, was: value.text };
      const answer = readAs(field, value, to, choices);
      if (typeof answer === "string")
        unread.push({
          ...former,
          name: value.name,
          text: shownText(field, value.text),
          why: answer,
        });
      else read.push({ ...former, text: answer.text });
    }
    if (batch.length < BATCH) return { read, unread, seen: read.length + unread.length };
    after = batch.at(-1)?.id ?? null;
  }
}

/** The value as the new type writes it, or why it can't be read. */
function readAs(
  field: OwnField,
  value: FoundValue,
  to: Pick<OwnField, "type"> & { readonly unit: string },
  choices: readonly string[],
): { readonly text: string } | string {
  if (to.type !== "choices" && value.position > 0) return "It is one of several choices.";
  const shown = shownText(field, value.text);
  if (to.type === "choice" || to.type === "choices") {
    const known = choices.find((one) => one.toLowerCase() === shown.toLowerCase());
    return known ? { text: known } : "It is not on the list.";
  }
  if (to.type === "yes/no") {
    const said = YES_AND_NO.get(shown.toLowerCase());
    return said ? { text: said } : "It is neither yes nor no.";
  }
  // Which currency was meant is not guessed: a text names it.
  const typed = to.type === "money" ? [shown, NO_CURRENCY] : [shown];
  const answer = readTyped({ type: to.type, unit: to.unit }, typed);
  if (!answer.ok) return answer.problem;
  const [text] = answer.written;
  if (text?.endsWith(NO_CURRENCY)) return "It names no currency.";
  return text === undefined ? "It is empty." : { text };
}

const YES_AND_NO: ReadonlyMap<string, string> = new Map([
  ["yes", "yes"],
  ["true", "yes"],
  ["1", "yes"],
  ["no", "no"],
  ["false", "no"],
  ["0", "no"],
]);

/** ISO 4217 for an amount without a currency. */
const NO_CURRENCY = "XXX";

/** A value as a person would type it. */
function shownText(field: OwnField, text: string): string {
  if (field.type === "number") return field.unit ? `${text} ${field.unit}` : text;
  if (field.type !== "money" && field.type !== "yes/no") return text;
  const { value, currency } = heldIn(field, [text]);
  return valueInWords(field, value, currency);
}
