import { expect, test } from "vitest";
import { ObservationSchema, type TypedObservation } from "./observation-input";

const typed = (change: Partial<TypedObservation> = {}): TypedObservation => ({
  kind: "sold",
  copyId: null,
  condition: "",
  observed: "3 June 2024",
  source: "",
  amount: "12.50",
  currency: "EUR",
  ...change,
});

function problemsOf(value: object): Record<string, string> {
  const { error } = ObservationSchema.safeParse(value);
  return Object.fromEntries(
    error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [],
  );
}

test("a value is read with the currency that its amount names, else with the chosen one", () => {
  expect(ObservationSchema.parse(typed())).toMatchObject({
    observed: "2024-06-03",
    amount: 1250,
    currency: "EUR",
  });
  expect(ObservationSchema.parse(typed({ amount: "5 USD" }))).toMatchObject({
    amount: 500,
    currency: "USD",
  });
});

test("all that is wrong is said at once", () => {
  expect(problemsOf(typed({ amount: " ", observed: "" }))).toEqual({
    amount: "Say how much.",
    observed: "Say at least in which year it was.",
  });
  expect(
    Object.keys(problemsOf(typed({ amount: "-5", observed: "Jun", source: "x".repeat(999) }))),
  ).toEqual(expect.arrayContaining(["amount", "observed", "source"]));
});

test("what no form sends is refused and never read", () => {
  for (const part of [
    { amount: 5 },
    { currency: 7 },
    { currency: "eur" },
    { amount: "9".repeat(41) },
  ])
    expect(ObservationSchema.safeParse({ ...typed(), ...part }).success).toBe(false);
  expect(ObservationSchema.safeParse(null).success).toBe(false);
});
