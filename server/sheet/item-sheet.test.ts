import fc from "fast-check";
import { expect, test } from "vitest";
import { csvHeader, csvLine } from "@/archive/csv";
import { CONDITIONS, COPY_STATUSES, PRIORITIES, VISIBILITIES } from "@/db/tenant/choices";
import { EMPTY_COPY, EMPTY_ITEM, EMPTY_WANT, type KeptDraft } from "@/db/tenant/item";
import { merge } from "@/server/intake/merging";
import { itemColumns, itemLines } from "./item-sheet";
import { suggestMapping } from "./match";
import { rowReader } from "./read-row";
import { readAll, SITE_FIELDS, surveyIn } from "./testing-sheets";

const ITEM = "77777777-7777-4777-8777-777777777777";
const BOX = "66666666-6666-4666-8666-666666666666";
const OWN = {
  height: "11111111-1111-4111-8111-111111111111",
  filling: "22222222-2222-4222-8222-222222222222",
  insured: "33333333-3333-4333-8333-333333333333",
  boxed: "44444444-4444-4444-8444-444444444444",
};

const text = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.constantFrom("=1+1", "'=1", "&amp;", "+49", "a,b", '"x"', "ปีนัท", "-"),
  )
  .map((one) => one.replace(/\p{C}/gu, "").normalize("NFC").trim());
const prose = fc.array(text, { maxLength: 3 }).map((lines) => lines.join("\n").trim());
const date = fc.constantFrom(
  "",
  "1995",
  "1995-06",
  "1995-06-03",
  "--05-19",
  "1990s",
  "1997~",
  "1997/1998",
  "1995-06/1995-08",
);
const amount = fc.oneof(
  fc.constant({ pricePaid: null, currency: "" }),
  fc.record({
    pricePaid: fc.integer({ min: 0, max: 10_000_000 }),
    currency: fc.constantFrom("USD", "JPY", "KWD", "EUR"),
  }),
);

const copy = fc
  .tuple(
    fc.record({
      id: fc.uuid({ version: 4 }),
      label: text,
      note: prose,
      privateNote: prose,
      acquiredFrom: text,
      acquired: date,
      status: fc.constantFrom(...COPY_STATUSES),
      condition: fc.constantFrom(...CONDITIONS),
      keptOff: fc.boolean(),
      swingTag: fc.constantFrom("", "3", "1 (2.0)", "C1", "4, 5", "unsure"),
      placeId: fc.constantFrom(null, BOX),
    }),
    amount,
    fc.record({
      [OWN.insured]: fc.constantFrom([], ["1200 EUR"], ["1234 KWD"]),
      [OWN.boxed]: fc.constantFrom([], ["yes"], ["no"]),
    }),
  )
  .map(([said, paid, own]) => ({ ...EMPTY_COPY, ...said, ...paid, own }));

const draft: fc.Arbitrary<KeptDraft> = fc
  .record({
    name: text.filter(Boolean),
    animal: text,
    variant: text,
    colour: text,
    styleNumber: fc.constantFrom("", "4026", "0042"),
    birthday: date,
    introduced: date,
    retired: date,
    story: prose,
    visibility: fc.constantFrom(...VISIBILITIES),
    tags: fc.uniqueArray(fc.constantFrom("Bear", "Blue", "ปี", "two words"), { maxLength: 3 }),
    want: fc.option(
      fc
        .record({
          priority: fc.constantFrom(...PRIORITIES),
          note: text,
          most: amount,
        })
        .map(({ priority, note, most: { pricePaid, currency } }) => ({
          ...EMPTY_WANT,
          ...{ priority, note, highest: pricePaid, currency },
        })),
      { nil: null },
    ),
    copies: fc.array(copy, { minLength: 1, maxLength: 3 }),
    own: fc.record({
      [OWN.height]: fc.constantFrom([], ["12.5"], ["1.234"], ["-3"]),
      [OWN.filling]: fc.constantFrom([], ["PVC"]),
    }),
  })
  .map((said) => ({ ...EMPTY_ITEM, ...said }));

test("random collections that a site writes as a sheet are read back equal, without a question", async () => {
  await fc.assert(
    fc.asyncProperty(draft, async (kept) => {
      const lines = itemLines({ id: ITEM, version: "1700000000123456", draft: kept }, SITE_FIELDS);
      const bytes = Buffer.from(csvHeader(itemColumns(SITE_FIELDS)) + lines.map(csvLine).join(""));
      const { names, rows } = await readAll(bytes, {
        kind: "text",
        encoding: "utf-8",
        separator: ",",
        quote: '"',
        header: true,
      });
      const { mapping, preset, sure } = suggestMapping(await surveyIn(names, rows), SITE_FIELDS);
      expect(preset).toBe("own");
      expect(new Set(sure)).toEqual(new Set(["sure"]));
      const read = rowReader(mapping, SITE_FIELDS);
      const blank: KeptDraft = { ...EMPTY_ITEM, copies: [] };
      const copies = kept.copies.map(({ id }) => ({ ...EMPTY_COPY, id, own: {} }));
      const back = rows.reduce<KeptDraft>(
        (so, cells, at) => {
          const { changes, refused } = read(cells);
          expect(refused).toEqual([]);
          expect(changes).toMatchObject({
            itemId: ITEM,
            copyId: kept.copies[at]?.id,
            changed: "2023-11-14T22:13:20.123Z",
          });
          return merge(so, changes, { nth: at, isNew: false }).draft as KeptDraft;
        },
        { ...blank, copies },
      );
      const full = (own: KeptDraft["own"]) =>
        Object.fromEntries(Object.entries(own).filter(([, held]) => held.length > 0));
      expect({ ...back, own: full(back.own) }).toEqual({
        ...kept,
        own: full(kept.own),
        copies: kept.copies.map((one) => ({ ...one, own: full(one.own ?? {}) })),
      });
    }),
    { numRuns: 150 },
  );
}, 60_000);

test("three cells that were changed in the sheet are three changes", async () => {
  const kept: KeptDraft = {
    ...EMPTY_ITEM,
    name: "Peanut",
    colour: "Royal blue",
    introduced: "1995-06-03",
    tags: ["Bear"],
    copies: [
      { ...EMPTY_COPY, id: BOX, condition: "mint", pricePaid: 599, currency: "USD", own: {} },
    ],
  };
  const columns = itemColumns(SITE_FIELDS);
  const [cells = []] = itemLines(
    { id: ITEM, version: "1700000000123456", draft: kept },
    SITE_FIELDS,
  );
  const edited = cells.map(
    (cell, at) =>
      ({ Colour: "Light blue", Introduced: "1996", "Price paid": "12.50 USD" })[
        columns[at] ?? ""
      ] ?? cell,
  );
  const { mapping } = suggestMapping(await surveyIn(columns, [edited]), SITE_FIELDS);
  const { changes } = rowReader(mapping, SITE_FIELDS)(edited);
  expect(merge(kept, changes, { nth: 0, isNew: false }).draft).toEqual({
    ...kept,
    colour: "Light blue",
    introduced: "1996",
    copies: [{ ...kept.copies[0], pricePaid: 1250, currency: "USD" }],
  });
});
