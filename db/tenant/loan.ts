/** To whom a copy was lent. Days are YYYY-MM-DD. */
export interface Loan {
  readonly id: string;
  readonly copyId: string;
  readonly lentTo: string;
  readonly since: string;
  readonly due: string | null;
  /** The day on which it came back; null while it is out. */
  readonly backOn: string | null;
  readonly note: string;
}

/** How many letters each text of a loan has at most. */
export const LONGEST_OF_LOAN = { lentTo: 120, note: 2000 } as const;

/** How many days ahead what is due is pointed out. */
const DUE_SOON_DAYS = 14;

/** How urgent a loan is: before its day, near it, on it, or after it. */
export type Urgency = "overdue" | "today" | "soon" | "later" | "open end";

/** How a loan that is out stands on a day. */
export function urgencyOf({ due }: Pick<Loan, "due">, today: string): Urgency {
  if (due === null) return "open end";
  if (due < today) return "overdue";
  if (due === today) return "today";
  return due <= dayAfter(today, DUE_SOON_DAYS) ? "soon" : "later";
}

/** The day so many days after another; before it where the number is negative. */
export function dayAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The day that it is at a moment in a zone such as `Europe/Zurich`, as YYYY-MM-DD. */
export function dayIn(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(moment);
}
