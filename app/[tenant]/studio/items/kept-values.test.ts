import { expect, test } from "vitest";
import { emptyCopy, emptyValues, emptyWant, problemsOf } from "@/server/items/item-values";
import { type FormerValues, keptValues } from "./kept-values";

test("what a tab kept of a former version's form is brought back whole, into today's fields", () => {
  const { pricePaid: _none, ...copy } = { ...emptyCopy("EUR"), label: "First", id: "7" };
  const { colour: _later, ...kept } = { ...emptyValues(), name: "Peanut", given: "up" };
  const old = { ...kept, copies: [{ ...copy, price: "5.99" }] } as FormerValues;
  expect(keptValues(old)).toEqual({
    ...emptyValues(),
    name: "Peanut",
    copies: [{ ...copy, pricePaid: "5.99" }],
  });
});

test("what a tab kept from when an item had a status goes on with it at its copies, or as a want", () => {
  const { want: _want, ...values } = { ...emptyValues(), name: "Peanut" };
  const former = { id: "7", label: "First", condition: "mint", price: "5.99", currency: "EUR" };
  const open = (status: string, copies: readonly object[]) =>
    keptValues({ ...values, status, copies: copies as FormerValues["copies"] });
  expect(open("sale", [former]).copies).toEqual([
    {
      ...emptyCopy("EUR"),
      id: "7",
      label: "First",
      condition: "mint",
      pricePaid: "5.99",
      status: "sale",
    },
  ]);
  expect(open("trade", []).copies).toEqual([{ ...emptyCopy(), status: "trade" }]);
  expect(open("wanted", [former])).toMatchObject({
    want: { priority: "normal" },
    copies: [{ status: "owned", label: "First" }],
  });
  expect(open("wanted", []).copies).toEqual([]);
  for (const copies of [[], [{ ...former, id: null }]])
    expect(problemsOf(open("sale", copies), [])).toEqual({});
  expect(problemsOf(open("wanted", []), [])).toEqual({});
  const today = { ...emptyValues(), name: "Peanut", want: emptyWant("EUR") };
  expect(keptValues(today)).toEqual(today);
});

test("what a tab kept of today's form comes back with its template and the entry of the catalogue", () => {
  const entry = { key: "beanie-babies/peanut", release: 1, facts: {}, mine: [] };
  const kept = { ...emptyValues(), template: "0b6f1f3e-5a57-4a43-9d11-1f6b8f6f0a01", entry };
  expect(keptValues(kept)).toMatchObject({ template: kept.template, entry });
});
