import { expect, test } from "vitest";
import { describeTwinsInPool, draft } from "@/db/testing";
import { addItem, findItemBySlug, listCopies, listTags } from "./items";
import { countBefore, listNeighbours } from "./neighbours";
import { addPhoto, findPhotoByKey, listPhotos } from "./photos";
import { listShelf } from "./shelf";
import { query } from "./testing-shelf";

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

  test("what was paid and in which currency is for members", async () => {
    const read = (who: "visitor" | "viewer") =>
      twins()
        .ours.as(who)
        .read((tx) => listCopies(tx, "peanut"));
    expect(await read("visitor")).toMatchObject([{ pricePaid: null, currency: "" }]);
    expect(await read("viewer")).toMatchObject([{ pricePaid: 12345, currency: "EUR" }]);
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
