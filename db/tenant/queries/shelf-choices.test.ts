import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { makeBeginnings } from "@/db/beginnings";
import { describeTwinsInPool } from "@/db/testing";
import { itemFacets, shelfSets } from "../facet-schema";
import { FACETS, SORTS } from "../shelf-fields";
import { addItem } from "./items";
import { listShelf, type ShelfRow } from "./shelf";
import { countFound, countShelf } from "./shelf-counts";
import { PAGE_SIZE } from "./shelf-page";
import { EVERYTHING, type ShelfQuery } from "./shelf-query";
import {
  type Audience,
  anyQuery,
  countFacet,
  listedFor,
  matches,
  query,
  tally,
  twinItems,
  variedDraft,
  type WrittenItem,
} from "./testing-shelf";
import { trashItem } from "./trash";

describeTwinsInPool("choosing from the shelf", (twins) => {
  const known: WrittenItem[] = [];

  beforeAll(async () => {
    const { ours } = twins();
    // So that the numbers of those that are added run on from one part of a set into the next, and from a small site's into
    // those of a large one.
    await ours
      .as("system")
      .write((tx) => tx.update(itemFacets).set({ ordinal: sql`${itemFacets.ordinal} + 32700` }));
    // In portions: one transaction has 8 seconds.
    for (let from = 0; from < 160; from += 20)
      await ours.as("system").write(async (tx) => {
        for (let number = from; number < from + 20; number++) {
          const one = variedDraft(number);
          const { id } = await addItem(tx, one);
          const trashed = number % 11 === 0;
          if (trashed) await trashItem(tx, id);
          known.push({ id, draft: one, trashed });
        }
      });
    await makeBeginnings(ours.tenant.database, ours.tenant.id);
    const sets = await ours
      .as("system")
      .read((tx) =>
        tx.selectDistinct({ facet: shelfSets.facet, part: shelfSets.part }).from(shelfSets),
      );
    expect(sets.filter(({ facet }) => facet === "all")).toHaveLength(2);
    expect(sets.filter(({ facet }) => facet === "begins").length).toBeGreaterThan(2);
  });

  /** The items that the query's definition finds, worked out without the database. */
  const expected = (who: Audience, query: ShelfQuery): WrittenItem[] => {
    const ofTwin = twinItems(twins().ours);
    return [...ofTwin, ...known].filter((item) => listedFor(who, item) && matches(item, query));
  };

  const readAll = async (who: Audience, query: ShelfQuery): Promise<ShelfRow[]> => {
    const scope = twins().ours.as(who);
    const rows: ShelfRow[] = [];
    for (let page = 1; ; page++) {
      const some = await scope.read((tx) => listShelf(tx, { ...query, page }));
      rows.push(...some);
      if (some.length < PAGE_SIZE) return rows;
    }
  };

  test.each(["visitor", "viewer"] as const)(
    "whatever a %s chooses, list, count and every facet say the same as the items themselves",
    async (who) => {
      await fc.assert(
        fc.asyncProperty(anyQuery, async (query) => {
          const wanted = expected(who, query);
          const rows = await readAll(who, query);
          expect(ids(rows)).toEqual(ids(wanted));
          const scope = twins().ours.as(who);
          const [total, ...facets] = await scope.read((tx) =>
            Promise.all([
              countShelf(tx, query),
              countFacet(tx, query, "animal"),
              countFacet(tx, query, "status"),
              countFacet(tx, query, "tag"),
              countFacet(tx, query, "condition"),
            ]),
          );
          expect(total).toBe(wanted.length);
          // Who knows how many there are finds the same.
          const found = await scope.read((tx) => countFound(tx, query));
          const known = await scope.read((tx) => listShelf(tx, query, found));
          if (total > 0) expect(found.all).toBe(expected(who, EVERYTHING).length);
          expect(known).toEqual(rows.slice(0, PAGE_SIZE));
          for (const [at, key] of FACETS.entries()) {
            const others = { ...query, chosen: { ...query.chosen, [key]: [] } };
            expect(new Map(facets[at]?.map(({ value, count }) => [value, count]))).toEqual(
              tally(expected(who, others), key),
            );
          }
        }),
        { numRuns: 20 },
      );
    },
  );

  test("a facet's count is what choosing its value alone lists", async () => {
    const scope = twins().ours.as("visitor");
    for (const key of FACETS) {
      const values = await scope.read((tx) => countFacet(tx, query(), key));
      expect(values.length).toBeGreaterThan(2);
      for (const { value, count } of values) {
        const chosen = { ...query().chosen, [key]: [value] };
        const listed = await scope.read((tx) => countShelf(tx, query({ chosen })));
        expect(listed, `${key} ${value}`).toBe(count);
      }
    }
  });

  test.each(SORTS)(
    "sorted by %s, pages hold every item exactly once, twice alike",
    async (sort) => {
      const rows = await readAll("viewer", query({ sort }));
      expect(rows.length).toBeGreaterThan(2 * PAGE_SIZE);
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
      expect(ids(rows)).toEqual(ids(expected("viewer", query())));
      expect(await readAll("viewer", query({ sort }))).toEqual(rows);
    },
  );

  test("names are sorted without regard to case, empty dates and numbers come last", async () => {
    const named = (await readAll("viewer", query())).map((row) => row.name.toLowerCase());
    expect(named).toEqual([...named].sort(byValue));
    for (const [sort, field] of [
      ["introduced", "introduced"],
      ["number", "styleNumber"],
    ] as const) {
      const values = (await readAll("viewer", query({ sort }))).map((row) => row[field]);
      const filled = values.filter(Boolean);
      expect(filled).toEqual([...filled].sort(byValue));
      expect(values.slice(0, filled.length)).toEqual(filled);
    }
  });

  test("a page beyond the last is empty", async () => {
    const rows = await twins()
      .ours.as("viewer")
      .read((tx) => listShelf(tx, query({ page: 100_000 })));
    expect(rows).toEqual([]);
  });
});

function ids(rows: readonly { id: string }[]): string[] {
  return rows.map((row) => row.id).sort();
}

/** As people sort: numbers within a text by their value. */
const byValue = new Intl.Collator("en", { numeric: true }).compare;
