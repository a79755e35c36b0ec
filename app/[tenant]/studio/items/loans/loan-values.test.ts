import { expect, test } from "vitest";
import { dayAfter, urgencyOf } from "@/db/tenant/loan";
import { AnyLoanValuesSchema, LoanValuesSchema, loanValuesOf, newLoan } from "./loan-values";
import { backToday, dueInWords, loanInWords } from "./loan-words";

const TODAY = "2026-11-30";
const typed = { ...newLoan(TODAY), lentTo: " Łucja " };
const problemsOf = (values: object) =>
  AnyLoanValuesSchema.safeParse(values).error?.issues.map(({ path }) => path.join("."));

test("a loan is read from days as people type them", () => {
  expect(LoanValuesSchema.parse({ ...typed, since: "3-Jun-2026", due: "July 1, 2026" })).toEqual({
    lentTo: "Łucja",
    since: "2026-06-03",
    due: "2026-07-01",
    note: "",
  });
  expect(LoanValuesSchema.parse(typed)).toMatchObject({ since: TODAY, due: null });
});

test.each([
  ["nobody", { lentTo: "  " }, "lentTo"],
  ["no first day", { since: "" }, "since"],
  ["a month for a day", { since: "June 2026" }, "since"],
  ["a day that reads both ways", { due: "6/3/2026" }, "due"],
  ["about a day", { due: "c. 3 June 2026" }, "due"],
  ["a day that no calendar has", { due: "31 June 2026" }, "due"],
  ["a day of the year 0, which Postgres has not", { due: "0000-06-03" }, "due"],
  ["an empty day on which it came", { backOn: "" }, "backOn"],
])("a loan with %s is refused beside its field", (_, change, field) => {
  expect(problemsOf({ ...typed, ...change })).toEqual([field]);
});

test("what is kept comes back into the form and out of it as it was", () => {
  const loan = {
    ...{ id: "1", copyId: "2", lentTo: "Ada", since: "2026-06-03", due: null, note: "By hand" },
    backOn: "2026-07-01",
  };
  const { id: _id, copyId: _copy, ...said } = loan;
  expect(AnyLoanValuesSchema.parse(loanValuesOf(loan))).toEqual(said);
});

test.each([
  ["2026-11-27", "overdue", "overdue by 3 days, since 27 November 2026"],
  ["2026-11-29", "overdue", "overdue by a day, since 29 November 2026"],
  ["2026-11-30", "today", "due today"],
  ["2026-12-01", "soon", "due tomorrow"],
  ["2026-12-14", "soon", "due 14 December 2026"],
  ["2026-12-15", "later", "due 15 December 2026"],
  [null, "open end", "no day agreed"],
] as const)("on 30 November what is due %s is %s: %s", (due, urgency, words) => {
  expect([urgencyOf({ due }, TODAY), dueInWords({ due }, TODAY)]).toEqual([urgency, words]);
});

test("days are counted over months, leap days and changes of the clock", () => {
  expect(dayAfter("2028-02-28", 1)).toBe("2028-02-29");
  expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
  expect(dayAfter("2026-03-28", 2)).toBe("2026-03-30");
  expect(dayAfter("2026-01-01", -1)).toBe("2025-12-31");
});

test("what was lent where it is a day later by now comes back on that day", () => {
  const loan = { id: "1", copyId: "2", lentTo: "Ada", since: "2026-12-01", due: null, note: "" };
  expect(backToday(loan, TODAY)).toBe("2026-12-01");
  expect(backToday({ since: "2026-06-03" }, TODAY)).toBe(TODAY);
  expect(loanInWords({ ...loan, backOn: "2026-12-05" }, TODAY)).toBe(
    "Ada, 1 December 2026 to 5 December 2026",
  );
});
