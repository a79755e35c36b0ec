import { z } from "zod";
import { readMoney } from "@/base/values/money";
import { readPartialDate } from "@/base/values/partial-date";
import { CONDITIONS, LONGEST_SOURCE, OBSERVATION_KINDS } from "@/db/tenant/choices";
import type { ObservationDraft } from "@/db/tenant/queries/observations";
import { AmountSchema, CurrencySchema, unreadAmounts } from "@/server/items/typed-amount";
import { line } from "@/server/items/typed-text";

/** A value as it is typed: the amount and the day are texts. */
export interface TypedObservation extends Omit<ObservationDraft, "amount"> {
  readonly amount: string;
}

const observed = z
  .string()
  .max(60, "A date is shorter than this.")
  .transform((typed, context) => {
    const read = readPartialDate(typed);
    if (read.ok && /^\d{4}/.test(read.value)) return read.value;
    const problem = read.ok ? "Say at least in which year it was." : read.problem;
    context.addIssue({ code: "custom", message: problem });
    return z.NEVER;
  });

/** Reads a value as typed. What can't be read, or in two ways, is said beside its field. */
export const ObservationSchema = z
  .strictObject({
    kind: z.enum(OBSERVATION_KINDS),
    copyId: z.uuid("Choose a copy, or any.").nullable(),
    condition: z.enum(CONDITIONS),
    observed,
    source: line(LONGEST_SOURCE),
    amount: AmountSchema,
    currency: CurrencySchema,
  })
  .superRefine(...unreadAmounts(["amount"], "Say how much."))
  .transform((typed): ObservationDraft => {
    const read = readMoney(typed.amount, typed.currency);
    if (!read.ok || read.minor === null) return z.NEVER;
    return { ...typed, amount: read.minor, currency: read.currency };
  });
