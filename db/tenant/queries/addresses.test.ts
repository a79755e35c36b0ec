import { expect, test } from "vitest";
import { describeTwins, draft } from "@/db/testing";
import { changeAddress, findMovedItem, listFormerAddresses } from "./addresses";
import { addItem, changeItem, findItemBySlug } from "./items";
import { restoreItem, trashItem } from "./trash";

describeTwins("addresses of items", (twins) => {
  const add = (name: string, change: Parameters<typeof draft>[0] = {}) =>
    twins()
      .ours.as("editor")
      .write((tx) => addItem(tx, draft({ variant: "", ...change, name })));
  const move = (id: string, wanted: string) =>
    twins()
      .ours.as("editor")
      .write((tx) => changeAddress(tx, id, wanted));
  const leads = (slug: string, who: "visitor" | "viewer" = "visitor") =>
    twins()
      .ours.as(who)
      .read((tx) => findMovedItem(tx, slug));

  test("every former address leads to where the item is now, also after its name has changed", async () => {
    const { ours } = twins();
    const { id } = await add("Wanderer");
    await move(id, "Second home");
    await move(id, "Дом");
    await ours.as("editor").write((tx) => changeItem(tx, id, draft({ name: "Settled" })));
    expect(await leads("wanderer")).toBe("дом");
    expect(await leads("second-home")).toBe("дом");
    expect(await leads("дом")).toBeNull();
    expect(await ours.as("viewer").read((tx) => listFormerAddresses(tx, id))).toEqual([
      "second-home",
      "wanderer",
    ]);
    expect(await ours.as("visitor").read((tx) => findItemBySlug(tx, "дом"))).toMatchObject({ id });
  });

  test("an address taken back is the item's own again", async () => {
    const { id } = await add("Boomerang");
    await move(id, "away");
    await move(id, "boomerang");
    expect(await leads("boomerang")).toBeNull();
    expect(await leads("away")).toBe("boomerang");
  });

  test("a new item of a name gets no address that leads elsewhere, and none can be taken", async () => {
    const { ours } = twins();
    const first = await add("Original");
    await move(first.id, "elsewhere");
    const second = await add("Original");
    expect(second.slug).toBe("original-2");
    for (const taken of ["original", "elsewhere", "peanut"])
      await expect(move(second.id, taken)).rejects.toMatchObject({ name: "Refusal", status: 409 });
    await expect(move(second.id, " – ")).rejects.toMatchObject({ name: "Refusal", status: 400 });
    expect(await leads("original")).toBe("elsewhere");
    expect(await ours.as("viewer").read((tx) => listFormerAddresses(tx, second.id))).toEqual([]);
  });

  test("a former address is hidden from visitors with its item, in the trash from all", async () => {
    const { ours } = twins();
    const secret = await add("Confidential", { visibility: "private" });
    await move(secret.id, "known");
    expect(await leads("confidential")).toBeNull();
    expect(await leads("confidential", "viewer")).toBe("known");
    const binned = await add("Binned");
    await move(binned.id, "gone for now");
    await ours.as("editor").write((tx) => trashItem(tx, binned.id));
    expect(await leads("binned", "viewer")).toBeNull();
    await expect(move(binned.id, "other")).rejects.toMatchObject({ status: 404 });
    await ours.as("editor").write((tx) => restoreItem(tx, binned.id));
    expect(await leads("binned")).toBe("gone-for-now");
  });

  test("ours says nothing of an address that theirs has left", async () => {
    const { theirs } = twins();
    expect(await theirs.as("visitor").read((tx) => findMovedItem(tx, "wanderer"))).toBeNull();
  });

  test("a name without a letter takes as many items as there are", async () => {
    const { ours } = twins();
    const slugs: string[] = [];
    // In parts, because each transaction has the time of a request.
    for (let part = 0; part < 26; part++)
      await ours.as("editor").write(async (tx) => {
        for (let at = 0; at < 10; at++)
          slugs.push((await addItem(tx, draft({ name: "🐻", variant: "" }))).slug);
      });
    expect(new Set(slugs).size).toBe(260);
    expect(slugs.every((slug) => /^item(-\d+)?$/.test(slug))).toBe(true);
  });
});
