import { expect, test } from "vitest";
import type { WriteTx } from "@/db/scope";
import { describeTwinsInPool, draft } from "@/db/testing";
import { defaultSkin } from "@/themes/presets";
import { addItem, changeItem } from "./items";
import { removePhoto } from "./loose-photos";
import { addMember } from "./members";
import { addPhoto, describePhoto } from "./photos";
import {
  addSite,
  findSiteVersion,
  getSite,
  getSkinVersion,
  getTagPages,
  listSkins,
  nameSite,
  showTagPages,
  wearSkin,
} from "./site";
import { restoreItem, trashItem } from "./trash";

describeTwinsInPool("a site", (twins) => {
  const owner = () => twins().ours.as("owner");
  const version = async () => (await owner().read(findSiteVersion)) ?? 0;

  test("leads to the pages about tags whoever sees a toy that has one, unless its owner hides them", async () => {
    const { ours, theirs } = twins();
    const told = async (who: "visitor" | "viewer") =>
      (await ours.as(who).read(getSite)).leadsToTags;
    expect([await told("visitor"), await told("viewer")]).toEqual([true, true]);
    const shown = [ours.items.peanut ?? "", ours.items.legs ?? ""];
    for (const id of shown) await ours.as("owner").write((tx) => trashItem(tx, id));
    expect([await told("visitor"), await told("viewer")]).toEqual([false, true]);
    for (const id of shown) await ours.as("owner").write((tx) => restoreItem(tx, id));
    expect(await told("visitor")).toBe(true);
    await ours.as("owner").write((tx) => showTagPages(tx, false));
    expect([await told("visitor"), await told("viewer")]).toEqual([false, false]);
    expect(await ours.as("owner").read(getTagPages)).toBe(false);
    expect((await theirs.as("visitor").read(getSite)).leadsToTags).toBe(true);
    await ours.as("owner").write((tx) => showTagPages(tx, true));
    expect(await told("visitor")).toBe(true);
  });

  test("eight skins saved at once get eight numbers, and the last is worn", async () => {
    const before = (await owner().read(getSite)).skinNumber;
    const numbers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        owner().write((tx) => wearSkin(tx, defaultSkin("terminal"), `save ${at}`)),
      ),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 8 }, (_, at) => before + 1 + at),
    );
    expect((await owner().read(getSite)).skinNumber).toBe(before + 8);
    expect((await owner().read(listSkins))[0]?.number).toBe(before + 8);
  });

  test("wearing a skin leaves the earlier ones to go back to, and theirs unpainted", async () => {
    const { theirs } = twins();
    const first = await owner().read((tx) => getSkinVersion(tx, 1));
    await owner().write((tx) => wearSkin(tx, defaultSkin("terminal")));
    expect(await owner().read((tx) => getSkinVersion(tx, 1))).toEqual(first);
    expect(await theirs.as("visitor").read(getSite)).toMatchObject({ skinNumber: 1 });
  });

  test.each([0, -1, 10_000, 2 ** 31, Number.MAX_SAFE_INTEGER])(
    "there is no version %d of the skin",
    async (number) => {
      await expect(owner().read((tx) => getSkinVersion(tx, number))).rejects.toMatchObject({
        name: "Refusal",
        status: 404,
      });
    },
  );

  test("is founded once", async () => {
    const again = owner().write((tx) => addSite(tx, "Again", defaultSkin("vitrine")));
    await expect(again).rejects.toMatchObject({ cause: { code: "23505" } });
  });

  test("has a new version after every change that a visitor could see, and keeps it after others", async () => {
    const { id } = await owner().write((tx) => addItem(tx, draft({ name: "Seen" })));
    let photo = "";
    const seen: [string, (tx: WriteTx) => Promise<unknown>][] = [
      ["an item is added", (tx) => addItem(tx, draft({ name: "New" }))],
      ["an item is changed", (tx) => changeItem(tx, id, draft({ name: "Changed" }))],
      ["a tag is added", (tx) => changeItem(tx, id, draft({ tags: ["new"] }))],
      [
        "a photo is added",
        async (tx) => {
          const row = { key: "photos/seen", width: 4, height: 3, colour: "#aabbcc", alt: "" };
          photo = (await addPhoto(tx, id, row)).id;
        },
      ],
      ["a photo is described", (tx) => describePhoto(tx, photo, "A bear")],
      ["a photo is removed", (tx) => removePhoto(tx, photo)],
      ["an item is trashed", (tx) => trashItem(tx, id)],
      ["an item is restored", (tx) => restoreItem(tx, id)],
      ["a skin is worn", (tx) => wearSkin(tx, defaultSkin("vitrine"))],
      ["the site is named", (tx) => nameSite(tx, "Another name")],
    ];
    for (const [what, change] of seen) {
      const before = await version();
      await owner().write(change);
      expect(await version(), what).toBeGreaterThan(before);
    }
    const before = await version();
    await owner().write((tx) => addMember(tx, { email: "unseen@ours.example", role: "viewer" }));
    expect(await version()).toBe(before);
  });

  test("keeps its version when a change is refused", async () => {
    const before = await version();
    const refused = owner().write(async (tx) => {
      await addItem(tx, draft({ name: "Not kept" }));
      await trashItem(tx, crypto.randomUUID());
    });
    await expect(refused).rejects.toMatchObject({ status: 404 });
    expect(await version()).toBe(before);
  });
});
