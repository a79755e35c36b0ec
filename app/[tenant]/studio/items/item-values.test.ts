import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CONDITIONS,
  emptyCopy,
  emptyValues,
  ItemValuesSchema,
  problemsOf,
  STATUSES,
  VISIBILITIES,
  valuesOf,
} from "./item-values";

const text = (maxLength: number) =>
  fc.string({ maxLength }).map((value) => value.replace(/\p{Cc}/gu, "").trim());
const date = fc.constantFrom("", "1995", "1995-06", "1995-06-03", "--05-19");

const draft = fc.record({
  name: text(119).map((name) => name || "Peanut"),
  animal: text(60),
  variant: text(80),
  styleNumber: text(20),
  colour: text(60),
  birthday: date,
  introduced: date,
  retired: date,
  status: fc.constantFrom(...STATUSES),
  visibility: fc.constantFrom(...VISIBILITIES),
  story: text(400),
  tags: fc.constantFrom([], ["error"], ["error", "first edition"]),
  copies: fc.array(
    fc
      .record({
        label: text(80),
        condition: fc.constantFrom(...CONDITIONS),
        swingTag: fc.constantFrom("", "1", "3", "unsure"),
        tushTag: fc.constantFrom("", "2", "unsure"),
        acquired: date,
        money: fc.option(
          fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom("USD", "JPY", "EUR")),
        ),
        note: text(200),
      })
      .map(({ money, ...copy }) => ({
        ...copy,
        pricePaid: money?.[0] ?? null,
        currency: money?.[1] ?? "",
      })),
    { maxLength: 4 },
  ),
});

test("opening an item in the form and saving it changes nothing", () => {
  fc.assert(
    fc.property(draft, (kept) => {
      expect(ItemValuesSchema.parse(valuesOf(kept))).toEqual(kept);
    }),
  );
});

test("a form without a name names the field that is missing", () => {
  expect(problemsOf(emptyValues())).toEqual({ name: "Give it a name." });
});

test("a price that is no amount is found at its copy", () => {
  const values = { ...emptyValues(), name: "Peanut" };
  values.copies = [emptyCopy(), { ...emptyCopy("JPY"), price: "8.5" }];
  expect(Object.keys(problemsOf(values))).toEqual(["copies.1.price"]);
});

test("fields that no form has are refused", () => {
  const given = { ...emptyValues(), name: "Peanut", tenant_id: "x" };
  expect(ItemValuesSchema.safeParse(given).success).toBe(false);
});

test("a copy without a price keeps no currency", () => {
  const values = { ...emptyValues(), name: "Peanut", copies: [emptyCopy("EUR")] };
  expect(ItemValuesSchema.parse(values).copies[0]).toMatchObject({ pricePaid: null, currency: "" });
});
