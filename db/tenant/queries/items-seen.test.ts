import { expect, test } from "vitest";
import { describeTwinsInPool, draft } from "@/db/testing";
import { EMPTY_COPY } from "../item";
import { addItem, findItemBySlug, listCopies, listTags } from "./items";
import { countBefore, listNeighbours } from "./neighbours";
import { addPhoto, findPhotoByKey, listPhotos } from "./photos";
import { listShelf } from "./shelf";
import type { ShelfQuery } from "./shelf-query";
import { countFacet, query } from "./testing-shelf";
import { findWantBySlug } from "./wants";

describeTwinsInPool("what is seen of an item", (twins) => {
  test.each(["Secret", "Gone"])(
    "no part of %s reaches a visitor by its address or its photo",
    async (name) => {
      const { ours } = twins();
      const slug = name.toLowerCase();
      const key = `photos/hidden-${slug}`;
      const itemId = ours.items[slug] ?? "";
      await ours
        .as("editor")
        .write((tx) =>
          addPhoto(tx, itemId, { key, width: 4, height: 3, colour: "#aabbcc", alt: "" }),
        );
      const parts = await ours
        .as("visitor")
        .read((tx) =>
          Promise.all([
            findItemBySlug(tx, slug),
            listCopies(tx, slug),
            listPhotos(tx, slug),
            listTags(tx, slug),
            findPhotoByKey(tx, key),
            countBefore(tx, slug),
            listNeighbours(tx, slug),
          ]),
        );
      expect(parts).toEqual([null, [], [], [], null, 0, { previous: null, next: null }]);
      expect(await ours.as("viewer").read((tx) => listCopies(tx, slug))).toHaveLength(1);
    },
  );

  test("what was paid, from whom and what is noted in private is for members", async () => {
    const { ours } = twins();
    const read = (who: "visitor" | "viewer") => ours.as(who).read((tx) => listCopies(tx, "peanut"));
    const nothing = { pricePaid: null, currency: "", acquiredFrom: "", privateNote: "" };
    const open = { label: `First ${ours.mark}`, note: `Kept dry ${ours.mark}` };
    expect(await read("visitor")).toMatchObject([{ ...open, ...nothing }]);
    expect(await read("viewer")).toMatchObject([
      {
        ...open,
        pricePaid: 12345,
        currency: "EUR",
        acquiredFrom: `From ${ours.mark}`,
        privateNote: `Under the bed ${ours.mark}`,
      },
    ]);
  });

  test("what is wanted is for everyone, the highest price for members", async () => {
    const { ours } = twins();
    const read = (who: "visitor" | "viewer", slug: string) =>
      ours.as(who).read((tx) => findWantBySlug(tx, slug));
    const open = { priority: "high", condition: "mint", note: `One more ${ours.mark}` };
    expect(await read("visitor", "peanut")).toMatchObject({ ...open, highest: null, currency: "" });
    expect(await read("viewer", "peanut")).toMatchObject({
      ...open,
      highest: 54321,
      currency: "EUR",
    });
    expect(await read("visitor", "secret")).toBeNull();
    expect(await read("viewer", "secret")).toMatchObject(open);
  });

  test("a copy that is kept off the page is seen, counted and found by members alone", async () => {
    const { ours } = twins();
    const copy = { ...EMPTY_COPY, label: "Shown", condition: "good", swingTag: "77" } as const;
    const kept = { ...copy, label: "Kept", keptOff: true, status: "sale", swingTag: "88" } as const;
    const { slug } = await ours
      .as("editor")
      .write((tx) => addItem(tx, draft({ name: "Two of it", copies: [copy, kept] })));
    const read = (who: "visitor" | "viewer") =>
      ours.as(who).read(async (tx) => {
        const found = (chosen: Partial<ShelfQuery["chosen"]>) =>
          listShelf(tx, query({ chosen: { ...query().chosen, ...chosen } }));
        const [copies, shelf, bySale, byTag, tags] = await Promise.all([
          listCopies(tx, slug),
          found({}),
          found({ status: ["sale"] }),
          found({ tag: ["88"] }),
          countFacet(tx, query(), "tag"),
        ]);
        const row = shelf.find((one) => one.slug === slug);
        return {
          labels: copies.map(({ label }) => label),
          shelf: [row?.copies, row?.standings],
          found: [bySale, byTag].map((rows) => rows.some((one) => one.slug === slug)),
          tags: tags.filter(({ value }) => ["77", "88"].includes(value)).map(({ value }) => value),
        };
      });
    expect(await read("visitor")).toEqual({
      labels: ["Shown"],
      shelf: [1, ["owned"]],
      found: [false, false],
      tags: ["77"],
    });
    expect(await read("viewer")).toEqual({
      labels: ["Shown", "Kept"],
      shelf: [2, ["owned", "sale"]],
      found: [true, true],
      tags: ["77", "88"],
    });
  });

  test.each(["visitor", "viewer"] as const)(
    "a %s who goes from neighbour to neighbour walks the shelf in its order by name",
    async (who) => {
      const { ours } = twins();
      for (const name of ["Walk", "Walk Z", "Walk", "walk on", "Walk", "Walk-", "Wal", "Walk 2"])
        await ours
          .as("editor")
          .write((tx) =>
            addItem(tx, draft({ name, visibility: name === "Walk 2" ? "private" : "public" })),
          );
      const scope = ours.as(who);
      const shelf = (await scope.read((tx) => listShelf(tx, query()))).map((row) => row.slug);
      for (const [at, slug] of shelf.entries()) {
        const [{ previous, next }, before] = await scope.read((tx) =>
          Promise.all([listNeighbours(tx, slug), countBefore(tx, slug)]),
        );
        expect([previous?.slug, before, next?.slug], slug).toEqual([
          shelf[at - 1],
          at,
          shelf[at + 1],
        ]);
      }
    },
  );

  test.each(["\u0000", "pea\u0000nut", "\ud800", "'", "%", "a".repeat(300)])(
    "the address %j is an address that nothing has",
    async (slug) => {
      const parts = await twins()
        .ours.as("viewer")
        .read((tx) =>
          Promise.all([
            findItemBySlug(tx, slug),
            listCopies(tx, slug),
            listPhotos(tx, slug),
            listTags(tx, slug),
            listNeighbours(tx, slug),
            countBefore(tx, slug),
            findPhotoByKey(tx, slug),
          ]),
        );
      expect(parts).toEqual([null, [], [], [], { previous: null, next: null }, 0, null]);
    },
  );
});
