import { plainDigits } from "@/base/values/digits";
import { PRIORITIES, type Priority } from "@/db/tenant/choices";
import { EMPTY_WANT, LONGEST, MOST, type Want } from "@/db/tenant/item";
import type { TableField } from "@/db/tenant/queries/table/fields";
import type { SaidWant } from "./changes";
import { inOneLine } from "./cleaned";
import { type Habits, type ReadCell, readBuiltIn } from "./read-cell";

/** What a row says of copies and wants while its cells are read. */
export interface SaidDraft {
  quantity?: number;
  want: { said?: "yes" | "no"; parts: Partial<Want> };
}

/** Puts what such a cell says into the row, or says why it can't be read. */
export function readSaid(
  draft: SaidDraft,
  field: TableField,
  text: string,
  habits: Habits,
): Extract<ReadCell, { readonly ok: false }> | null {
  if (text === "") return null;
  if (field.key === "quantity") return readQuantity(draft, text);
  if (field.key === "want-note") {
    const note = inOneLine(text);
    if (note.length > LONGEST.wantNote)
      return {
        ok: false,
        reason: `A note on what is wanted has up to ${LONGEST.wantNote} letters.`,
      };
    draft.want.parts = { ...draft.want.parts, note };
    return null;
  }
  const read = readBuiltIn(field, text, habits);
  if (!read.ok) return read;
  if (field.key === "want") draft.want.said = read.value === true ? "yes" : "no";
  else if (field.key === "want-priority")
    draft.want.parts = { ...draft.want.parts, priority: priorityOf(read.value) };
  else
    draft.want.parts = {
      ...draft.want.parts,
      highest: Number(read.value),
      currency: read.currency ?? "",
    };
  return null;
}

function readQuantity(
  draft: SaidDraft,
  text: string,
): Extract<ReadCell, { readonly ok: false }> | null {
  const [, digits] = QUANTITY.exec(plainDigits(inOneLine(text))) ?? [];
  const quantity = Number(digits ?? Number.NaN);
  if (!(quantity <= MOST.copies))
    return { ok: false, reason: `Write how many copies it is, from 0 to ${MOST.copies}.` };
  draft.quantity = quantity;
  return null;
}

/** `3`, `3x`, `x3`, `3 pcs`, `3.00`: a number, and at most a word that is no number. */
const QUANTITY = /^(?:[x×] ?)?(\d{1,6})(?:[.,]0{1,2})?(?: ?[^\d\s.,+-][^\d,+-]{0,11})?$/iu;

function priorityOf(value: unknown): Priority {
  return PRIORITIES.find((one) => one === value) ?? EMPTY_WANT.priority;
}

/**
 * What a row says of what is wanted; undefined where it says nothing.
 * @param asks whether the sheet has a column that says whether something is wanted: where it is blank, the rest of what
 *   is said is about what is wanted already
 */
export function wantSaid({ said, parts }: SaidDraft["want"], asks: boolean): SaidWant | undefined {
  if (said === "no") return { wanted: "no", parts: {} };
  if (said === undefined && Object.keys(parts).length === 0) return undefined;
  return { wanted: said === "yes" || !asks ? "yes" : "if it is", parts };
}
