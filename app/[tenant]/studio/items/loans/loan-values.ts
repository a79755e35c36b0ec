import { z } from "zod";
import { dateInWords } from "@/base/values/dates";
import { LONGEST_OF_LOAN, type Loan } from "@/db/tenant/loan";
import { line, prose } from "@/server/items/typed-text";
import { DaySchema } from "../../values/read-day";

/** A whole day, or null where nothing is typed. */
const day = z
  .string()
  .transform((typed) => typed.trim() || null)
  .pipe(DaySchema.nullable());

const requiredDay = (problem: string) => z.string().trim().min(1, problem).pipe(DaySchema);

/** A loan that is out as its form holds it. */
export const LoanValuesSchema = z.strictObject({
  lentTo: line(LONGEST_OF_LOAN.lentTo).pipe(z.string().min(1, "Write to whom it is lent.")),
  since: requiredDay("Write the day on which it was lent."),
  due: day,
  note: prose(LONGEST_OF_LOAN.note),
});

/** One that may be back, and then has the day on which it came. */
export const AnyLoanValuesSchema = LoanValuesSchema.extend({
  backOn: requiredDay("Write the day on which it came back.").optional(),
});

export type LoanValues = z.input<typeof AnyLoanValuesSchema>;

/** A form for a loan that begins on a day. */
export function newLoan(today: string): LoanValues {
  return { lentTo: "", since: dateInWords(today), due: "", note: "" };
}

/** What is kept of a loan, as its form shows it. */
export function loanValuesOf({ lentTo, since, due, backOn, note }: Loan): LoanValues {
  return {
    lentTo,
    since: dateInWords(since),
    due: due ? dateInWords(due) : "",
    note,
    ...(backOn && { backOn: dateInWords(backOn) }),
  };
}
