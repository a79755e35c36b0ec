import { describe, expect, test } from "vitest";
import { addItem } from "@/db/tenant/queries/items";
import { removePhoto } from "@/db/tenant/queries/loose-photos";
import { addPhoto } from "@/db/tenant/queries/photos";
import { listRecent } from "@/db/tenant/queries/published";
import { listShelf } from "@/db/tenant/queries/shelf";
import { countShelf } from "@/db/tenant/queries/shelf-counts";
import type { ShelfQuery } from "@/db/tenant/queries/shelf-query";
import { countFacet, query } from "@/db/tenant/queries/testing-shelf";
import { trashItem } from "@/db/tenant/queries/trash";
import { FACETS } from "@/db/tenant/shelf-fields";
import { describeTwinsInPool, draft } from "@/db/testing";
import { queryOf, readShelfUrl } from "./shelf-url";

describeTwinsInPool("the shelf", (twins) => {
  const list = (who: "visitor" | "viewer", asked: ShelfQuery) =>
    twins()
      .ours.as(who)
      .read((tx) => listShelf(tx, asked));

  test("what is unlisted, private or trashed is in no list, count, facet, search, label or feed of a visitor", async () => {
    const { ours } = twins();
    const scope = ours.as("visitor");
    const seen: { id: string }[] = [
      ...(await list("visitor", query())),
      ...(await list("visitor", query({ words: ["hidden"] }))),
      ...(await list("visitor", query({ words: ["secret"] }))),
      ...(await list("visitor", query({ words: ["gone"] }))),
      ...(await list("visitor", query({ label: ours.mark }))),
      ...(await scope.read((tx) => listRecent(tx, 1000))),
    ];
    expect(new Set(ids(seen))).toEqual(new Set([ours.items.peanut, ours.items.legs]));
    const total = await scope.read((tx) => countShelf(tx, query()));
    expect(total).toBe(2);
    for (const visibility of ["unlisted", "private"] as const)
      expect(await list("visitor", query({ visibility }))).toEqual([]);
    const counts = await scope.read((tx) =>
      Promise.all(FACETS.map((key) => countFacet(tx, query(), key))),
    );
    expect(counts).toEqual([
      [
        { value: "Elephant", count: 1 },
        { value: "Frog", count: 1 },
      ],
      [
        { value: "wanted", count: 2 },
        { value: "owned", count: 2 },
      ],
      [{ value: "3", count: 2 }],
      [{ value: "mint", count: 2 }],
    ]);
  });

  test("members find what is unlisted and private, and never what is in the trash", async () => {
    const { ours } = twins();
    const slugs = async (words: string[]) =>
      (await list("viewer", query({ words }))).map((row) => row.id);
    expect(await slugs(["hidden"])).toEqual([ours.items.hidden]);
    expect(await slugs(["secret"])).toEqual([ours.items.secret]);
    expect(await slugs(["gone"])).toEqual([]);
    const recent = await ours.as("viewer").read((tx) => listRecent(tx, 1000));
    expect(recent.map((row) => row.id)).toContain(ours.items.secret);
    expect(recent.map((row) => row.id)).not.toContain(ours.items.gone);
  });

  test("an item stands on the shelf with its first photo, and without one with none", async () => {
    const { ours } = twins();
    const photo = {
      key: "photos/of-legs",
      width: 640,
      height: 480,
      colour: "#228833",
      alt: "Legs",
    };
    const { id } = await ours.as("owner").write(async (tx) => {
      const added = await addPhoto(tx, ours.items.legs ?? "", photo);
      await addPhoto(tx, ours.items.legs ?? "", { ...photo, key: "photos/of-legs-2" });
      return added;
    });
    const rows = await list("visitor", query());
    expect(rows.find((row) => row.slug === "legs")?.photo).toEqual(photo);
    expect(rows.find((row) => row.slug === "peanut")?.photo).toBeNull();
    await ours.as("owner").write((tx) => removePhoto(tx, id));
  });

  test("nothing of theirs is listed, counted or found by a word of theirs", async () => {
    const { ours, theirs } = twins();
    const { peanut, legs, hidden, secret } = ours.items;
    expect(ids(await list("viewer", query()))).toEqual([peanut, legs, hidden, secret].sort());
    const scope = ours.as("viewer");
    const [byWord, byLabel] = await scope.read((tx) =>
      Promise.all([
        countShelf(tx, query({ words: [theirs.mark] })),
        countShelf(tx, query({ label: theirs.mark })),
      ]),
    );
    expect([byWord, byLabel]).toEqual([0, 0]);
  });

  test.each([
    ["the beginning of a word", "roug"],
    ["upper case", "ROUGE-GORGE"],
    ["accents that are there", "Élé"],
    ["accents that are left out", "elephant gorge"],
    ["accents that are written apart", "E\u0301le\u0301phant"],
    ["several words in another order", "gorge rouge elephant"],
    ["a style number", "98765"],
    ["letters beyond Latin", "МЕДВЕДЬ"],
    ["a word after an apostrophe", "oiseau"],
  ])("search finds an item by %s", async (_, typed) => {
    const { ours } = twins();
    const { id } = await ours.as("editor").write((tx) =>
      addItem(
        tx,
        draft({
          name: "Éléphant rouge-gorge",
          animal: "L’oiseau",
          variant: "медведь",
          styleNumber: "98765",
        }),
      ),
    );
    const asked = await queryOf(ours.as("visitor"), readShelfUrl({ q: typed }));
    const found = await list("visitor", asked);
    expect(found.map((row) => row.id)).toContain(id);
    await ours.as("editor").write((tx) => trashItem(tx, id));
  });

  test("every word must begin a word of the item; the middle of one finds nothing", async () => {
    const count = async (typed: string) => {
      const scope = twins().ours.as("visitor");
      const asked = await queryOf(scope, readShelfUrl({ q: typed }));
      return scope.read((tx) => countShelf(tx, asked));
    };
    expect(await count("peanut")).toBe(1);
    expect(await count("peanut royal")).toBe(1);
    expect(await count("peanut legs")).toBe(0);
    expect(await count("anut")).toBe(0);
  });

  describe("hostile values", () => {
    const NASTY = [
      "\u0000",
      "a\u0000b",
      "u0000",
      '"',
      '","',
      "\\",
      '\\"',
      "{}",
      "},{",
      "NULL",
      "'; drop table items; --",
      "\ud800",
      "\u{10ffff}",
      "$1",
      " ".repeat(80),
    ];

    test.each(NASTY)(
      "%j is looked for as it stands in every filter, and found nowhere",
      async (value) => {
        const scope = twins().ours.as("viewer");
        const chosen = query().chosen;
        const counts = await scope.read((tx) =>
          Promise.all([
            countShelf(tx, query({ words: [value] })),
            countShelf(tx, query({ label: value })),
            ...FACETS.map((key) =>
              countShelf(tx, query({ chosen: { ...chosen, [key]: [value] } })),
            ),
            ...FACETS.map((key) =>
              countShelf(tx, query({ chosen: { ...chosen, [key]: [value, `${value}${value}`] } })),
            ),
          ]),
        );
        expect(counts).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
      },
    );

    test("a value is not found beside a hostile one that hides another value in itself", async () => {
      const chosen = { ...query().chosen, animal: ['x","Bear'] };
      const count = await twins()
        .ours.as("viewer")
        .read((tx) => countShelf(tx, query({ chosen })));
      expect(count).toBe(0);
    });
  });
});

function ids(rows: readonly { id: string }[]): string[] {
  return rows.map((row) => row.id).sort();
}
