import { expect, test } from "vitest";
import { emptyCopy, emptyValues, emptyWant, type ItemValues } from "@/server/items/item-values";
import { hasMoreThanCopies, nextKeepingTyped } from "./unsent";

const fresh: ItemValues = { ...emptyValues(), animal: "Bear", copies: [emptyCopy("USD")] };
const sent: ItemValues = {
  ...fresh,
  name: "Peanut",
  story: "Bought in Utrecht.",
  own: { shelf: ["2"] },
  copies: [{ ...emptyCopy("USD"), label: "Mint", pricePaid: "5.99" }],
};

test("a form in which nothing was typed during its save begins anew", () => {
  expect(nextKeepingTyped(sent, sent, fresh)).toEqual(fresh);
});

test("what was typed during a save stays, field by field, and the rest begins anew", () => {
  const now: ItemValues = {
    ...sent,
    name: "Zip",
    tags: ["rare"],
    want: emptyWant("USD"),
    own: { shelf: ["2"], box: ["7"] },
    copies: [{ ...emptyCopy("USD"), label: "Mint", pricePaid: "7" }],
  };
  expect(nextKeepingTyped(now, sent, fresh)).toEqual({
    ...fresh,
    name: "Zip",
    tags: ["rare"],
    want: emptyWant("USD"),
    own: { box: ["7"] },
    copies: [{ ...emptyCopy("USD"), label: "", pricePaid: "7" }],
  });
});

test("a copy that was added during a save stays", () => {
  const added = { ...emptyCopy("USD"), label: "Second" };
  const { copies } = nextKeepingTyped({ ...sent, copies: [...sent.copies, added] }, sent, fresh);
  expect(copies).toEqual([emptyCopy("USD"), added]);
});

test("a form of copies, a name and a variant alone says nothing more than its copies", () => {
  const typed = { ...fresh, name: "Peanut", variant: "Royal blue", copies: sent.copies };
  expect(hasMoreThanCopies(typed, fresh)).toBe(false);
});

test.each([
  { story: "Bought in Utrecht." },
  { tags: ["rare"] },
  { own: { shelf: ["2"] } },
  { want: emptyWant("USD") },
  { animal: "Elephant" },
])("a form with %j says more than its copies", (typed) => {
  expect(hasMoreThanCopies({ ...fresh, name: "Peanut", ...typed }, fresh)).toBe(true);
});
