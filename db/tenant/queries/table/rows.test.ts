import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { WriteTx } from "@/db/scope";
import { describeTwins, draft } from "@/db/testing";
import { EMPTY_COPY, EMPTY_WANT } from "../../item";
import { addItem } from "../items";
import { variedDraft } from "../testing-shelf";
import { BUILT_IN, type TableFields, tableFields } from "./fields";
import { EVERYTHING, type Filter, operatorsOf, readFilter } from "./filter";
import { type Place, readPlace } from "./order";
import { addUp, countRows, listRows, type TableRow } from "./rows";
import { listTableFields } from "./site-fields";
import { isSortable, type Order } from "./sorted-by";
import { anyFilter, isMeant, type SaidItem } from "./testing-filters";
import {
  makeOwn,
  OWN_DRAFTS,
  ownValues,
  PLACES,
  PLACES_IN_ORDER,
  placeOfCopy,
  saidOf,
} from "./testing-own";

/** The fields of the table of a test, with ids that nobody asks for. */
const KNOWN = tableFields(
  Object.entries(OWN_DRAFTS).map(([key, { choices, ...field }], position) => ({
    ...field,
    id: key,
    key: key.replace("own-", ""),
    values: choices,
    position,
  })),
  PLACES,
);

const NO_PLACE = "00000000-0000-4000-8000-000000000009";

describe("a description from outside", () => {
  test.for([
    ["no object", "name"],
    ["an unknown field", { field: "tenantId", is: "is", value: "1" }],
    ["a field's key from the prototype", { field: "constructor", is: "is", value: "1" }],
    ["an unknown comparison", { field: "name", is: "matches", value: ".*" }],
    ["a comparison that the field can't answer", { field: "photo", is: "is", value: "1" }],
    ["a count that is none", { field: "copies", is: "is", value: "1; drop table" }],
    ["a day that is none", { field: "createdAt", is: "is", value: "2026-02-31" }],
    ["an amount without its currency", { field: "pricePaid", is: "is", value: "599" }],
    ["no bound", { field: "introduced", is: "between", from: "", to: "" }],
    ["a value as long as a book", { field: "name", is: "is", value: "x".repeat(201) }],
    ["too many values", { field: "name", is: "one-of", values: Array(101).fill("x") }],
    ["too many parts", { all: Array(50).fill({ field: "name", is: "filled" }) }],
    ["one that goes too deep", { all: [{ all: [{ all: [{ all: [{ all: [] }] }] }] }] }],
    ["a field of another site's", { field: "own-elsewhere", is: "filled" }],
    ["a place of another site's", { field: "place", is: "is", value: NO_PLACE }],
    ["a number that is none", { field: "own-height", is: "is", value: "1e3" }],
    ["a yes that is none", { field: "own-signed", is: "is", value: "maybe" }],
    ["one with a hole", { all: [{ field: "animal", is: "filled" }, null] }],
  ] as const)("with %s is not read", ([, given]) => {
    expect(readFilter(given, KNOWN)).toBeNull();
  });

  test.for([
    ["createdAt", "2026-13-01 00:00:00+00"],
    ["createdAt", "2026-02-31 00:00:00+00"],
    ["createdAt", "0000-01-01 00:00:00+00"],
    ["createdAt", "2026-01-01 29:00:00+00"],
    ["updatedAt", "2026-01-01 00:00:00+99"],
    ["updatedAt", "2026-01-01 00:60:00+00"],
    ["copies", "9999999999"],
    ["pricePaid", "1e9"],
    ["own-height", "NaN"],
    ["own-seen", "1995-02-30"],
  ] as const)("of a place that no row can have, by %s after %s, is not read", ([key, value]) => {
    const id = "00000000-0000-4000-8000-000000000001";
    expect(
      readPlace({ key, down: false }, JSON.stringify({ empty: false, value, id }), KNOWN),
    ).toBeNull();
  });

  test.for([
    "2026-01-31 23:59:59.123456+00",
    "1999-12-31 00:00:00-03:30",
    "2026-06-01 10:00:00+14",
  ])("of a place at %s, as Postgres writes it, is read", (value) => {
    const place = { empty: false, value, id: "00000000-0000-4000-8000-000000000001" };
    expect(readPlace({ key: "createdAt", down: true }, JSON.stringify(place), KNOWN)).toEqual(
      place,
    );
  });

  test("is read as it was written, whatever it says", () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(readFilter(JSON.parse(JSON.stringify(filter)), KNOWN)).toEqual(filter);
      }),
    );
  });
});

describeTwins("the table", (twins) => {
  let written: SaidItem[] = [];
  let fields: TableFields = BUILT_IN;
  beforeAll(async () => {
    const { ours } = twins();
    const copy = { ...EMPTY_COPY, condition: "mint", swingTag: "3", pricePaid: 12345 } as const;
    const own = (["peanut", "legs", "hidden", "secret"] as const).map((slug) => ({
      id: ours.items[slug] ?? "",
      draft: draft({
        name: slug.slice(0, 1).toUpperCase() + slug.slice(1),
        ...{
          peanut: {},
          legs: { animal: "Frog" },
          hidden: { animal: "Bear" },
          secret: { animal: "Dragon" },
        }[slug],
        tags: [ours.mark],
        want: EMPTY_WANT,
        copies: [copy],
      }),
      trashed: false,
      said: {},
    }));
    const scope = ours.as("editor");
    const made = await scope.write(makeOwn);
    const more: SaidItem[] = [];
    for (let number = 0; number < 60; number += 10)
      more.push(...(await scope.write((tx) => addTen(tx, made, number))));
    written = [...own, ...more];
    fields = await ours.as("viewer").read((tx) => listTableFields(tx));
  });

  test("a filter finds the items it describes and no other, for any description", async () => {
    const scope = twins().ours.as("viewer");
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const meant = written.filter((item) => isMeant(filter, item)).map(({ id }) => id);
        const [rows, count] = await scope.read((tx) =>
          Promise.all([listRows(tx, fields, whole(filter)), countRows(tx, fields, filter)]),
        );
        expect(rows.map(({ id }) => id).sort()).toEqual(meant.sort());
        expect(count).toBe(meant.length);
      }),
      { numRuns: 150 },
    );
  });

  test.for(KNOWN.all.filter(({ key }) => isSortable(key, KNOWN)))(
    "window after window by $key gives every row once, in one order, either way",
    async ({ key }) => {
      for (const down of [false, true]) {
        const order = { key, down };
        const all = await windowAt(order, 0, 200);
        expect(all).toHaveLength(written.length);
        const joined: TableRow[] = [];
        for (let place: Place | undefined; joined.length < all.length; ) {
          const next = await windowAfter(order, place, 7);
          expect(next.length).toBeGreaterThan(0);
          joined.push(...next);
          place = next.at(-1)?.place;
        }
        expect(joined.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
        expect((await windowAt(order, 20, 5)).map(({ id }) => id)).toEqual(
          all.slice(20, 25).map(({ id }) => id),
        );
      }
    },
  );

  test("what is empty stands last, whichever way the column is sorted", async () => {
    for (const down of [false, true]) {
      const rows = await windowAt({ key: "introduced", down }, 0, 200);
      const filled = rows.filter(({ introduced }) => introduced !== "").length;
      expect(filled).toBeGreaterThan(20);
      expect(rows.slice(0, filled).every(({ introduced }) => introduced !== "")).toBe(true);
      const years = rows.slice(0, filled).map(({ introduced }) => introduced);
      expect(years).toEqual(down ? years.toSorted().reverse() : years.toSorted());
    }
  });

  test.for([
    ["own-height", (one: SaidItem) => (one.said["own-height"] ?? []).map(Number)],
    ["own-seam", (one: SaidItem) => placesIn(["Open", "Hand", "Shut"], one.said["own-seam"])],
    ["place", (one: SaidItem) => placesIn(PLACES_IN_ORDER, one.said.place)],
  ] as const)("by %s rows come in its own order, the empty ones last", async ([key, ranks]) => {
    for (const down of [false, true]) {
      const rows = await windowAt({ key, down }, 0, 200);
      const byId = new Map(written.map((item) => [item.id, ranks(item)]));
      const least = rows.map(({ id }) => Math.min(...(byId.get(id) ?? [])));
      const filled = least.filter(Number.isFinite).length;
      expect(filled).toBeGreaterThan(20);
      expect(least.slice(filled).some(Number.isFinite)).toBe(false);
      const sorted = least.slice(0, filled).sort((one, other) => (one - other) * (down ? -1 : 1));
      expect(least.slice(0, filled)).toEqual(sorted);
    }
  });

  test("a row tells what stands in the owner's fields of the item and of each copy", async () => {
    const byKey = new Map(fields.all.map((field) => [field.own ?? "", field.key]));
    const rows = await windowAt({ key: "name", down: false }, 0, 200);
    const said = (own: TableRow["own"]) =>
      Object.fromEntries(Object.entries(own).map(([id, values]) => [byKey.get(id), values]));
    for (const [number, item] of written.slice(4).entries()) {
      const row = rows.find(({ id }) => id === item.id);
      const of = (owner: "item" | "copy", copy = 0) =>
        Object.fromEntries(
          Object.entries(OWN_DRAFTS).flatMap(([key, field]) => {
            const values = field.of === owner ? saidOf(key, number, copy) : [];
            return values.length > 0 ? [[key, values]] : [];
          }),
        );
      expect(said(row?.own ?? {})).toEqual(of("item"));
      expect(row?.copies.map(({ own, placeId }) => [said(own), placeId])).toEqual(
        item.draft.copies.map((_, at) => [of("copy", at), placeOfCopy(number, at)]),
      );
    }
  });

  test("a field of theirs is none of ours, so that nothing can be asked about it", async () => {
    const { ours, theirs } = twins();
    const key = `own-filling-${theirs.mark}`;
    const known = await theirs.as("viewer").read((tx) => listTableFields(tx));
    expect(readFilter({ field: key, is: "filled" }, known)).not.toBeNull();
    expect(readFilter({ field: key, is: "filled" }, fields)).toBeNull();
    const visitor = await ours.as("visitor").read((tx) => listTableFields(tx));
    expect(visitor.all.filter(({ own }) => own).map(({ label }) => label)).toEqual([
      `Filling ${ours.mark}`,
    ]);
  });

  test("every comparison that a field offers is understood by the database", async () => {
    const scope = twins().ours.as("viewer");
    const values: Readonly<Record<string, string>> = {
      ...{ money: "USD 5", count: "1", moment: "2026-01-01", date: "1995", "yes/no": "yes" },
      ...{ number: "1.5", worth: "USD 599", place: PLACES[0]?.id ?? "" },
    };
    for (const field of fields.all)
      for (const is of operatorsOf(field)) {
        const value = values[field.type] ?? "x";
        const asked = { field: field.key, is, value, values: [value], from: value, to: value };
        const filter = readFilter(asked, fields);
        expect(filter, `${field.key} ${is}`).not.toBeNull();
        await scope.read((tx) => countRows(tx, fields, filter ?? EVERYTHING));
      }
  });

  test("the foot adds up within a currency, and of our items alone", async () => {
    const scope = twins().ours.as("viewer");
    const marked: Filter = { field: "tags", is: "is", value: twins().ours.mark };
    expect(await scope.read((tx) => addUp(tx, fields, marked))).toEqual({
      copies: 4,
      paid: [{ currency: "EUR", minor: "49380" }],
      worth: [],
    });
    const foreign: Filter = { field: "tags", is: "is", value: twins().theirs.mark };
    expect(await scope.read((tx) => addUp(tx, fields, foreign))).toEqual({
      copies: 0,
      paid: [],
      worth: [],
    });
  });

  /** Items with values in the owner's fields and copies in places. */
  async function addTen(
    tx: WriteTx,
    made: Awaited<ReturnType<typeof makeOwn>>,
    from: number,
  ): Promise<SaidItem[]> {
    const added: SaidItem[] = [];
    for (let number = from; number < from + 10; number++) {
      const varied = variedDraft(number);
      const copies = varied.copies.map((one, at) => ({
        ...one,
        placeId: placeOfCopy(number, at),
        own: ownValues(made, "copy", number, at),
      }));
      const one = { ...varied, copies, own: ownValues(made, "item", number) };
      const said = Object.entries(OWN_DRAFTS).map(([key, { of }]) => [
        key,
        of === "item" ? saidOf(key, number) : copies.flatMap((_, at) => saidOf(key, number, at)),
      ]);
      const place = copies.flatMap(({ placeId }) => placeId ?? []);
      const { id } = await addItem(tx, one);
      added.push({ id, draft: one, trashed: false, said: { ...Object.fromEntries(said), place } });
    }
    return added;
  }

  function placesIn(order: readonly string[], values: readonly string[] = []): number[] {
    return values.map((value) => order.indexOf(value));
  }

  function whole(filter: Filter) {
    return { filter, order: { key: "name", down: false }, from: { at: 0 }, limit: 500 };
  }

  function windowAt(order: Order, at: number, limit: number): Promise<TableRow[]> {
    const asked = { filter: EVERYTHING, order, from: { at }, limit };
    return twins()
      .ours.as("viewer")
      .read((tx) => listRows(tx, fields, asked));
  }

  function windowAfter(order: Order, after: Place | undefined, limit: number) {
    if (!after) return windowAt(order, 0, limit);
    const asked = { filter: EVERYTHING, order, from: { after }, limit };
    return twins()
      .ours.as("viewer")
      .read((tx) => listRows(tx, fields, asked));
  }
});
