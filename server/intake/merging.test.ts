import { expect, test } from "vitest";
import { EMPTY_COPY, EMPTY_ITEM } from "@/db/tenant/item";
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
