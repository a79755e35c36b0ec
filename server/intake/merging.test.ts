import { expect, test } from "vitest";
import { EMPTY_COPY, EMPTY_ITEM, EMPTY_WANT, type ItemDraft } from "@/db/tenant/item";
import type { RowChanges } from "@/server/sheet/changes";
import { merge } from "./merging";

const BOX = "66666666-6666-4666-8666-666666666666";
const NOTHING: RowChanges = {
  ...{ item: {}, tags: [], story: [], copy: {}, own: {}, ownOfCopy: {}, photos: [], inNew: {} },
};
const FIRST = { nth: 0, isNew: false };

test("a column for the story adds a part, once however often the sheet comes", () => {
  const said = { ...NOTHING, story: ["Poem: Two\nlines"] };
  const once = merge({ ...EMPTY_ITEM, story: "Mine." }, said, FIRST);
  expect(once.draft.story).toBe("Mine.\nPoem: Two\nlines");
  expect(merge(once.draft, said, FIRST)).toMatchObject({ draft: once.draft, noted: [] });
});

test("a row changes what it names of the copy that it is about, or adds one", () => {
  const copies = [{ ...EMPTY_COPY, id: BOX, note: "first", own: {} }];
  const draft = { ...EMPTY_ITEM, name: "Peanut", tags: ["Bear"], copies };
  const said: RowChanges = { ...NOTHING, tags: ["bear", "Blue"], copy: { condition: "mint" } };
  expect(merge(draft, said, FIRST)).toEqual({
    draft: { ...draft, tags: ["Bear", "Blue"], copies: [{ ...copies[0], condition: "mint" }] },
    noted: [
      { field: "tags", from: ["Bear"], to: ["Bear", "Blue"] },
      { field: "condition", from: [], to: ["mint"] },
    ],
    refused: [],
  });
  expect(merge(draft, said, { nth: 1, isNew: false }).draft.copies).toMatchObject([
    { id: BOX, condition: "" },
    { condition: "mint" },
  ]);
  const unsaid = merge(draft, { ...NOTHING, item: { colour: "blue" } }, FIRST);
  expect(unsaid.draft.copies).toEqual(copies);
  expect(unsaid.noted).toEqual([{ field: "colour", from: [], to: ["blue"] }]);
});

test("an amount in another currency is another amount", () => {
  const copies = [{ ...EMPTY_COPY, id: BOX, pricePaid: 500, currency: "EUR", own: {} }];
  const draft = { ...EMPTY_ITEM, copies };
  const said = (currency: string) => ({ ...NOTHING, copy: { pricePaid: 500, currency } });
  expect(merge(draft, said("EUR"), FIRST).noted).toEqual([]);
  expect(merge(draft, said("USD"), FIRST).noted).toEqual([
    { field: "pricePaid", from: ["EUR 500"], to: ["USD 500"] },
  ]);
});

test("what an item can't hold is refused, and none is left out in silence", () => {
  const tags = Array.from({ length: 20 }, (_, at) => `t${at}`);
  const more = { ...NOTHING, tags: tags.map((tag) => `${tag}b`) };
  expect(merge({ ...EMPTY_ITEM, tags }, more, FIRST).refused).toHaveLength(1);
  expect(merge(EMPTY_ITEM, NOTHING, { nth: 50, isNew: true }).refused).toHaveLength(1);
  const foreign = { ...NOTHING, copyId: BOX, copy: { note: "mine" } };
  expect(merge(EMPTY_ITEM, foreign, FIRST).refused).toHaveLength(1);
});

test("a row of three is three copies alike, and brought again it is the same", () => {
  const said: RowChanges = { ...NOTHING, quantity: 3, copy: { condition: "mint" } };
  const made = merge({ ...EMPTY_ITEM, copies: [] }, said, { nth: 0, isNew: true });
  expect(made.draft.copies.map(({ condition }) => condition)).toEqual(["mint", "mint", "mint"]);
  expect(made.noted).toEqual([
    { field: "condition", from: [], to: ["mint"] },
    { field: "copies", from: ["0"], to: ["3"] },
  ]);
  expect(merge(made.draft, said, FIRST)).toEqual({ draft: made.draft, noted: [], refused: [] });
  // What is here beyond the number stays.
  const one = merge(made.draft, { ...said, quantity: 1 }, FIRST);
  expect(one.draft.copies).toHaveLength(3);
  const more = merge(made.draft, { ...said, quantity: 5 }, FIRST);
  expect(more.noted).toContainEqual({ field: "copies", from: ["3"], to: ["5"] });
});

test("more copies than an item has are refused, and none that says something of one", () => {
  const many = (quantity: number, nth: number) =>
    merge({ ...EMPTY_ITEM, copies: [] }, { ...NOTHING, quantity }, { nth, isNew: true });
  expect(many(50, 0).refused).toEqual([]);
  expect(many(50, 0).draft.copies).toHaveLength(50);
  expect(many(50, 1).refused).toHaveLength(1);
  expect(many(0, 0)).toMatchObject({ draft: { copies: [] }, refused: [] });
  const said: RowChanges = { ...NOTHING, quantity: 0, copy: { note: "mine" } };
  expect(merge(EMPTY_ITEM, said, FIRST).refused).toHaveLength(1);
  expect(merge(EMPTY_ITEM, { ...NOTHING, copyId: BOX, quantity: 2 }, FIRST).refused).toHaveLength(
    1,
  );
});

test("what is wanted is said, changed and ended, and more is said only of what is wanted", () => {
  const wanted = (said: RowChanges["want"], kept: ItemDraft["want"] = null) =>
    merge({ ...EMPTY_ITEM, want: kept }, { ...NOTHING, ...(said && { want: said }) }, FIRST);
  const high = { priority: "high", highest: 90000, currency: "USD" } as const;
  const made = wanted({ wanted: "yes", parts: high });
  expect(made.draft.want).toEqual({ ...EMPTY_WANT, ...high });
  expect(made.noted).toEqual([
    { field: "want", from: ["no"], to: ["yes"] },
    { field: "want-priority", from: ["normal"], to: ["high"] },
    { field: "want-highest", from: [], to: ["USD 90000"] },
  ]);
  const kept = { ...EMPTY_WANT, ...high, condition: "mint", note: "mine" } as const;
  expect(wanted({ wanted: "yes", parts: high }, kept)).toMatchObject({ noted: [] });
  expect(wanted({ wanted: "no", parts: {} }, kept).draft.want).toBeNull();
  expect(wanted({ wanted: "no", parts: {} }).noted).toEqual([]);
  expect(wanted({ wanted: "if it is", parts: high }).draft.want).toBeNull();
  expect(wanted({ wanted: "if it is", parts: { note: "new" } }, kept).draft.want).toEqual({
    ...kept,
    note: "new",
  });
});
