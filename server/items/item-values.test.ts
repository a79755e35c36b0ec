import fc from "fast-check";
import { expect, test } from "vitest";
import { CURRENCIES } from "@/base/values/currencies";
import {
  CONDITIONS,
  COPY_STATUSES,
  PRIORITIES,
  SWING_TAGS,
  VISIBILITIES,
} from "@/db/tenant/choices";
import { byKey, type FieldOwner } from "@/db/tenant/field";
import { fieldsOf } from "@/db/tenant/fields";
import { LONGEST } from "@/db/tenant/item";
import { PROTECTORS, SWING_TAG_STATES, TUSH_TAG_STATES } from "@/db/tenant/parts";
import {
  emptyCopy,
  emptyValues,
  emptyWant,
  type ItemValues,
  ItemValuesSchema,
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

const money = fc
  .option(fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom(...CURRENCIES)))
  .map((some) => ({ amount: some?.[0] ?? null, currency: some?.[1] ?? "" }));

const want = fc
  .record({
    priority: fc.constantFrom(...PRIORITIES),
    condition: fc.constantFrom(...CONDITIONS),
    swingTag: fc.constantFrom("", ...SWING_TAGS),
    note: text(LONGEST.wantNote),
    money,
  })
  .map(({ money: { amount, currency }, ...rest }) => ({ ...rest, highest: amount, currency }));

const draft = fc.record({
  ...textsOf("item"),
  ...datesOf("item"),
  name: text(LONGEST.name - 1).map((name) => name || "Peanut"),
  visibility: fc.constantFrom(...VISIBILITIES),
  want: fc.option(want),
  own: fc.constant({}),
  tags: fc.constantFrom([], ["error"], ["error", "first edition"]),
  copies: fc.array(
    fc
      .record({
        id: fc.option(fc.uuid()),
        ...textsOf("copy"),
        ...datesOf("copy"),
        status: fc.constantFrom(...COPY_STATUSES),
        keptOff: fc.boolean(),
        placeId: fc.option(fc.uuid()),
        condition: fc.constantFrom(...CONDITIONS),
        plushCondition: fc.constantFrom(...CONDITIONS),
        swingTagCondition: fc.constantFrom(...SWING_TAG_STATES),
        tushTagCondition: fc.constantFrom(...TUSH_TAG_STATES),
        tagProtector: fc.constantFrom(...PROTECTORS),
        money,
      })
      .map(({ money: { amount, currency }, ...copy }) => ({
        ...copy,
        pricePaid: amount,
        currency,
      })),
    { maxLength: 4 },
  ),
});

test("opening an item in the form and saving it changes nothing", () => {
  fc.assert(
    fc.property(draft, (kept) => {
      expect(ItemValuesSchema.parse(valuesOf(kept, []))).toEqual(kept);
    }),
  );
});

test("a form without a name names the field that is missing", () => {
  expect(problemsOf(emptyValues(), [])).toEqual({ name: "Give it a name." });
});

test("a price that is no amount is found at its copy", () => {
  const values = { ...emptyValues(), name: "Peanut" };
  values.copies = [emptyCopy(), { ...emptyCopy("JPY"), pricePaid: "8.5" }];
  expect(Object.keys(problemsOf(values, []))).toEqual(["copies.1.pricePaid"]);
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

test.each(["C1", "14", "1 (2.0)", "13C", "C1 VelveTy", "4, 5", "unsure", "other: gold foil", "78"])(
  "the tag code %j is kept as it is written, on either tag and of a want",
  (code) => {
    const tagged = { ...emptyCopy(), swingTag: code, tushTag: ` ${code} ` };
    const wanted = { ...emptyWant(), swingTag: code };
    const values = { ...emptyValues(), name: "Peanut", want: wanted, copies: [tagged] };
    expect(problemsOf(values, [])).toEqual({});
    expect(ItemValuesSchema.parse(values)).toMatchObject({
      want: { swingTag: code },
      copies: [{ swingTag: code, tushTag: code }],
    });
  },
);

test("a copy's id that is none is found at its copy", () => {
  const values = { ...emptyValues(), name: "Peanut", copies: [{ ...emptyCopy(), id: "1" }] };
  expect(Object.keys(problemsOf(values, []))).toEqual(["copies.0.id"]);
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

test("an amount that can't be read is told beside whatever else is wrong with its copy", () => {
  const copy = { ...emptyCopy("EUR"), acquired: "soon", pricePaid: "-5" };
  const want = { ...emptyWant("EUR"), highest: "1.200", note: "x".repeat(999) };
  const problems = problemsOf({ ...emptyValues(), name: "Peanut", copies: [copy], want }, []);
  expect(Object.keys(problems).toSorted()).toEqual([
    "copies.0.acquired",
    "copies.0.pricePaid",
    "want.highest",
    "want.note",
  ]);
});
