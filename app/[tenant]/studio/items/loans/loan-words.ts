import { dateInWords } from "@/base/values/dates";
import type { Loan } from "@/db/tenant/loan";

const DAY = 86_400_000;

/** When it is due, in words: "overdue by 3 days, since 27 November 2026". */
export function dueInWords({ due }: Pick<Loan, "due">, today: string): string {
  if (due === null) return "no day agreed";
  const days = Math.round((Date.parse(due) - Date.parse(today)) / DAY);
  if (days === 0) return "due today";
  if (days === 1) return "due tomorrow";
  if (days < 0)
    return `overdue by ${days === -1 ? "a day" : `${-days} days`}, since ${dateInWords(due)}`;
  return `due ${dateInWords(due)}`;
}

/** Out: "Lent to Inés since 3 June 2026, due tomorrow". Back: "Inés, 3 June 2026 to 5 July 2026". */
export function loanInWords(loan: Loan, today: string): string {
  return loan.backOn
    ? `${loan.lentTo}, ${dateInWords(loan.since)} to ${dateInWords(loan.backOn)}`
    : `Lent to ${loan.lentTo} since ${dateInWords(loan.since)}, ${dueInWords(loan, today)}`;
}

/** The day on which something comes back that somebody brings today, also where the day of the loan is one ahead. */
export function backToday({ since }: Pick<Loan, "since">, today: string): string {
  return since > today ? since : today;
}

/** What is odd about a day on which a copy went or came: it is still to come, which may be meant, or a slip. */
export function doubtOfPast(day: string, today: string): string | undefined {
  return day > today ? "That day is still to come; is the year right?" : undefined;
}

/**
 * How much is lent, and when the first is due: "3 copies are out; the next is due 5 January 2027."
 * @param lent how many loans are out, and how many more copies are lent by their status alone
 * @param first the loan that is due first, if any has a day
 */
export function lentInWords(
  { out, unknown }: { readonly out: number; readonly unknown: number },
  first: Pick<Loan, "due"> | undefined,
  today: string,
): string {
  const late = first?.due != null && first.due < today;
  const which = out === 1 ? "it" : late ? "the first" : "the next";
  const due = first ? `; ${which} is ${dueInWords(first, today)}` : ", with no day agreed";
  const nobody = "nobody noted to whom";
  return [
    out > 0 && `${copies(out)} ${out === 1 ? "is" : "are"} out${due}.`,
    unknown > 0 &&
      `Of ${out > 0 ? `${unknown.toLocaleString("en")} more` : copies(unknown)} ${nobody} ${unknown === 1 ? "it is" : "they are"} lent.`,
  ]
    .filter(Boolean)
    .join(" ");
}

function copies(number: number): string {
  return number === 1 ? "1 copy" : `${number.toLocaleString("en")} copies`;
}
