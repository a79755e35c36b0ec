import fc from "fast-check";
import { expect, test } from "vitest";
import { CURRENCIES } from "@/components/studio/values/currencies";
import { CONDITIONS, STATUSES, SWING_TAGS, TUSH_TAGS, VISIBILITIES } from "@/db/tenant/choices";
import { byKey, type FieldOwner } from "@/db/tenant/field";
import { fieldsOf } from "@/db/tenant/fields";
import { LONGEST } from "@/db/tenant/item";
import {
  emptyCopy,
  emptyValues,
  type ItemValues,
  ItemValuesSchema,
  keptValues,
  problemsOf,
  valuesOf,
  withCopyIds,
} from "./item-values";

const text = (maxLength: number) =>
  fc.string({ maxLength }).map((value) => value.replace(/\p{Cc}/gu, "").trim());
const date = fc.constantFrom("", "1995", "1995-06", "1995-06-03", "--05-19");

const textsOf = <Of extends FieldOwner>(of: Of) =>
  byKey(fieldsOf(of, "text", "long text"), ({ longest = 0 }) => text(Math.min(longest, 400)));
const datesOf = <Of extends FieldOwner>(of: Of) => byKey(fieldsOf(of, "date"), () => date);

const draft = fc.record({
  ...textsOf("item"),
  ...datesOf("item"),
  name: text(LONGEST.name - 1).map((name) => name || "Peanut"),
  status: fc.constantFrom(...STATUSES),
  visibility: fc.constantFrom(...VISIBILITIES),
  tags: fc.constantFrom([], ["error"], ["error", "first edition"]),
  copies: fc.array(
    fc
      .record({
        id: fc.option(fc.uuid()),
        ...textsOf("copy"),
        ...datesOf("copy"),
        condition: fc.constantFrom(...CONDITIONS),
        swingTag: fc.constantFrom("", ...SWING_TAGS),
        tushTag: fc.constantFrom("", ...TUSH_TAGS),
        money: fc.option(
          fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom(...CURRENCIES)),
        ),
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
  values.copies = [emptyCopy(), { ...emptyCopy("JPY"), pricePaid: "8.5" }];
  expect(Object.keys(problemsOf(values))).toEqual(["copies.1.pricePaid"]);
});

test("fields that no form has are refused", () => {
  const given = { ...emptyValues(), name: "Peanut", tenant_id: "x" };
  expect(ItemValuesSchema.safeParse(given).success).toBe(false);
});

test("a copy without a price keeps no currency", () => {
  const values = { ...emptyValues(), name: "Peanut", copies: [emptyCopy("EUR")] };
  expect(ItemValuesSchema.parse(values).copies[0]).toMatchObject({ pricePaid: null, currency: "" });
});

test("a draft that a browser kept from before copies had ids is still read, and names none", () => {
  const { id: _id, ...old } = emptyCopy("EUR");
  const values = { ...emptyValues(), name: "Peanut", copies: [old] };
  expect(ItemValuesSchema.parse(values).copies[0]).not.toHaveProperty("id");
});

test("what a tab kept of a former version's form is brought back whole, into today's fields", () => {
  const { pricePaid: _none, ...copy } = { ...emptyCopy("EUR"), label: "First", id: "7" };
  const { colour: _later, ...kept } = { ...emptyValues(), name: "Peanut", given: "up" };
  const old = { ...kept, copies: [{ ...copy, price: "5.99" }] } as unknown as ItemValues;
  expect(keptValues(old)).toEqual({
    ...emptyValues(),
    name: "Peanut",
    copies: [{ ...copy, pricePaid: "5.99" }],
  });
});

test("a copy's id that is none is found at its copy", () => {
  const values = { ...emptyValues(), name: "Peanut", copies: [{ ...emptyCopy(), id: "1" }] };
  expect(Object.keys(problemsOf(values))).toEqual(["copies.0.id"]);
});

test("a save names the copies it was sent, whatever was typed, added or removed meanwhile", () => {
  const [kept, left, typed, last] = ["kept", "left", "typed", "last"].map((label) => ({
    ...emptyCopy(),
    id: label === "kept" ? "k" : null,
    label,
  }));
  if (!(kept && left && typed && last)) throw new Error("Four copies are made above.");
  const sent = { ...emptyValues(), copies: [kept, left, typed, last] };
  const now = { ...sent, copies: [last, { ...left, note: "x" }, kept, emptyCopy(), emptyCopy()] };
  const named = (values: ItemValues) =>
    withCopyIds(values, sent, ["k", "l", "t", "z"]).copies.map(({ id }) => id);
  expect(named(sent)).toEqual(["k", "l", "t", "z"]);
  expect(named(now)).toEqual(["z", "l", "k", null, null]);
});
