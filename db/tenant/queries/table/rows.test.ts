import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { describeTwins, draft } from "@/db/testing";
import { EMPTY_COPY, EMPTY_WANT } from "../../item";
import { addItem } from "../items";
import { variedDraft, type WrittenItem } from "../testing-shelf";
import { TABLE_FIELDS } from "./fields";
import { EVERYTHING, type Filter, operatorsOf, readFilter } from "./filter";
import { type Place, readPlace } from "./order";
import { addUp, countRows, listRows, type TableRow } from "./rows";
import { isSortable, type Order } from "./sorted-by";
import { anyFilter, isMeant } from "./testing-filters";

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
    ["one with a hole", { all: [{ field: "animal", is: "filled" }, null] }],
  ] as const)("with %s is not read", ([, given]) => {
    expect(readFilter(given)).toBeNull();
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
  ] as const)("of a place that no row can have, by %s after %s, is not read", ([key, value]) => {
    const id = "00000000-0000-4000-8000-000000000001";
    expect(readPlace({ key, down: false }, JSON.stringify({ empty: false, value, id }))).toBeNull();
  });

  test.for([
    "2026-01-31 23:59:59.123456+00",
    "1999-12-31 00:00:00-03:30",
    "2026-06-01 10:00:00+14",
  ])("of a place at %s, as Postgres writes it, is read", (value) => {
    const place = { empty: false, value, id: "00000000-0000-4000-8000-000000000001" };
    expect(readPlace({ key: "createdAt", down: true }, JSON.stringify(place))).toEqual(place);
  });

  test("is read as it was written, whatever it says", () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(readFilter(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
      }),
    );
  });
});

describeTwins("the table", (twins) => {
  let written: WrittenItem[] = [];
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
    }));
    const more = await ours.as("editor").write(async (tx) => {
      const added: WrittenItem[] = [];
      for (let number = 0; number < 60; number++) {
        const one = variedDraft(number);
        added.push({ id: (await addItem(tx, one)).id, draft: one, trashed: false });
      }
      return added;
    });
    written = [...own, ...more];
  });

  test("a filter finds the items it describes and no other, for any description", async () => {
    const scope = twins().ours.as("viewer");
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const meant = written.filter((item) => isMeant(filter, item)).map(({ id }) => id);
        const [rows, count] = await scope.read((tx) =>
          Promise.all([listRows(tx, whole(filter)), countRows(tx, filter)]),
        );
        expect(rows.map(({ id }) => id).sort()).toEqual(meant.sort());
        expect(count).toBe(meant.length);
      }),
      { numRuns: 60 },
    );
  });

  test.for(TABLE_FIELDS.filter(({ key }) => isSortable(key)))(
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

  test("every comparison that a field offers is understood by the database", async () => {
    const scope = twins().ours.as("viewer");
    for (const field of TABLE_FIELDS)
      for (const is of operatorsOf(field)) {
        const value =
          { money: "USD 5", count: "1", moment: "2026-01-01", date: "1995", "yes/no": "yes" }[
            field.type as string
          ] ?? "x";
        const filter = readFilter({
          field: field.key,
          is,
          value,
          values: [value],
          from: value,
          to: value,
        });
        expect(filter, `${field.key} ${is}`).not.toBeNull();
        await scope.read((tx) => countRows(tx, filter ?? EVERYTHING));
      }
  });

  test("the foot adds up within a currency, and of our items alone", async () => {
    const scope = twins().ours.as("viewer");
    const marked: Filter = { field: "tags", is: "is", value: twins().ours.mark };
    expect(await scope.read((tx) => addUp(tx, marked))).toEqual({
      copies: 4,
      paid: [{ currency: "EUR", minor: 4 * 12345 }],
    });
    const foreign: Filter = { field: "tags", is: "is", value: twins().theirs.mark };
    expect(await scope.read((tx) => addUp(tx, foreign))).toEqual({ copies: 0, paid: [] });
  });

  function whole(filter: Filter) {
    return { filter, order: { key: "name", down: false }, from: { at: 0 }, limit: 500 };
  }

  function windowAt(order: Order, at: number, limit: number): Promise<TableRow[]> {
    const asked = { filter: EVERYTHING, order, from: { at }, limit };
    return twins()
      .ours.as("viewer")
      .read((tx) => listRows(tx, asked));
  }

  function windowAfter(order: Order, after: Place | undefined, limit: number) {
    if (!after) return windowAt(order, 0, limit);
    const asked = { filter: EVERYTHING, order, from: { after }, limit };
    return twins()
      .ours.as("viewer")
      .read((tx) => listRows(tx, asked));
  }
});
