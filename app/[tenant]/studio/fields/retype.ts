import type { z } from "zod";
import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import { foldedName, heldIn, type OwnField } from "@/db/tenant/own";
import { changeField, listFields } from "@/db/tenant/queries/own-fields";
import {
  type FormerValue,
  type ReadValue,
  retypeField,
  valuesChanged,
} from "@/db/tenant/queries/own-types";
import { type FoundValue, listValuesOf } from "@/db/tenant/queries/own-values";
import { readTyped } from "@/server/items/own-typed";
import { valueInWords } from "../../field-words";
import { choicesOf, type FieldInputSchema, sharedOf } from "./field-input";

/** How many values are read at a time. */
const BATCH = 1000;

/** A value that another type can't read: of which item, what it says and why. */
export interface Unread {
  readonly name: string;
  readonly text: string;
  readonly why: string;
}

/** A choice of the new type: what it is called from now on, and was before, null for a new one. */
interface Choice {
  readonly was: string | null;
  readonly now: string;
}

interface ReadAnew {
  readonly read: readonly ReadValue[];
  readonly unread: readonly (Unread & FormerValue)[];
  readonly seen: number;
}

/**
 * Gives a field another type and whatever else its form says.
 * @param seen how many values there were when a person looked at what would become of them
 * @throws Refusal (404), (409) when values were written since, or another field has this name
 */
export async function retype(
  scope: Scope,
  id: string,
  field: z.output<typeof FieldInputSchema>,
  seen: number,
): Promise<void> {
  const anew = await readAnew(scope, id, field);
  if (anew.seen !== seen) throw valuesChanged();
  const { choices } = choicesOf(field.choices);
  await scope.write(async (tx) => {
    await retypeField(tx, id, { type: field.type, unit: field.unit, choices }, anew);
    // The values were read by the new names of choices, so that none is renamed a second time.
    await changeField(tx, id, { ...sharedOf(field), choices, renamed: {} });
  });
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
    readonly choices: readonly Choice[];
  },
): Promise<ReadAnew> {
  const field = (await scope.read(listFields)).find((one) => one.id === id);
  if (!field) throw new Refusal("There is no such field.", { status: 404 });
  const choices = choicesByName(to.choices);
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
  choices: ReadonlyMap<string, string>,
): { readonly text: string } | string {
  if (to.type !== "choices" && value.position > 0) return "It is one of several choices.";
  const shown = shownText(field, value.text);
  if (to.type === "choice" || to.type === "choices") {
    const known = choices.get(foldedName(shown));
    return known === undefined ? "It is not on the list." : { text: known };
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

/** What each choice is called, by its names as they are compared; where two change places, the former name is meant. */
function choicesByName(choices: readonly Choice[]): ReadonlyMap<string, string> {
  return new Map([
    ...choices.map(({ now }) => [foldedName(now), now] as const),
    ...choices.flatMap(({ was, now }) => (was === null ? [] : [[foldedName(was), now] as const])),
  ]);
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
