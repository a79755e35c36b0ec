import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { WriteTx } from "@/db/scope";
import { describeTwins, draft } from "@/db/testing";
import { EMPTY_COPY, showsCertificate } from "../item";
import { insertDuplicate, openItem, saveDraft } from "./drafts";
import { addItem } from "./items";
import { bringPhotoBack, removePhoto, takeIn } from "./loose-photos";
import { addPhoto, listPhotos, replacePhoto, showCopy } from "./photos";
import { listShelf } from "./shelf";
import { BUILT_IN } from "./table/fields";
import { listRows } from "./table/rows";
import { query } from "./testing-shelf";
import { undoChangeSet } from "./undo";

describeTwins("photographs of certificates", (twins) => {
  const editor = () => twins().ours.as("editor").during("test");
  const write = async (work: (tx: WriteTx) => Promise<unknown>) =>
    editor().write(async (tx) => {
      await work(tx);
      return tx.changeSet;
    });
  const open = async (id: string) => {
    const item = await editor().read((tx) => openItem(tx, id));
    if (!item) throw new Error("The item is gone.");
    return item;
  };
  /** An item with two copies and a photo of the certificate of the first, and then one of the toy. */
  const add = async (keptOff = false) => {
    const copies = [
      { ...EMPTY_COPY, label: "A", certifiedBy: "Lakeshore", keptOff },
      { ...EMPTY_COPY, label: "B" },
    ];
    const name = `Certified ${randomUUID().slice(0, 8)}`;
    const { id, slug } = await editor().write((tx) => addItem(tx, draft({ name, copies })));
    const [a = ""] = (await open(id)).draft.copies.map((copy) => copy.id);
    const certificate = await photo(id, { copyId: a, ofCertificate: true });
    const toy = await photo(id, {});
    return { id, slug, name, a, certificate, toy };
  };
  const photo = async (id: string, of: { copyId?: string; ofCertificate?: boolean }) => {
    const row = { key: `photos/${randomUUID()}`, width: 4, height: 3, colour: "#aabbcc", alt: "" };
    return (await editor().write((tx) => addPhoto(tx, id, { ...row, ...of }))).id;
  };
  const certificatesOf = async (id: string) =>
    (await open(id)).photos.filter(showsCertificate).map((one) => one.id);
  const leads = async (name: string) => {
    const rows = await twins()
      .ours.as("visitor")
      .read((tx) => listShelf(tx, query({ words: [name.split(" ")[1] ?? ""] })));
    return rows.find((row) => row.name === name)?.photo?.key;
  };
  const keyOf = async (id: string, photoId: string) =>
    (await open(id)).photos.find((one) => one.id === photoId)?.key;

  test("stand for no item on the shelf, and do where they show the toy", async () => {
    const { id, name, a, certificate, toy } = await add();
    expect(await leads(name)).toBe(await keyOf(id, toy));
    const changeSet = await write((tx) => showCopy(tx, certificate, a));
    expect(await leads(name)).toBe(await keyOf(id, certificate));
    expect(await certificatesOf(id)).toEqual([]);
    await write((tx) => undoChangeSet(tx, changeSet));
    expect(await certificatesOf(id)).toEqual([certificate]);
  });

  test("count as no photo of their item where the table is asked for those without one", async () => {
    const { id, toy } = await add();
    const withoutPhoto = async () => {
      const filter = { field: "photo", is: "empty" } as const;
      const order = { key: "name", down: false };
      const window = { filter, order, from: { at: 0 }, limit: 100 };
      const rows = await editor().read((tx) => listRows(tx, BUILT_IN, window));
      return rows.map((row) => row.id);
    };
    expect(await withoutPhoto()).not.toContain(id);
    await write((tx) => removePhoto(tx, toy));
    expect(await withoutPhoto()).toContain(id);
  });

  test("are seen with their copy, and kept off the page with it", async () => {
    const [shown, hidden] = [await add(), await add(true)];
    const seen = async (slug: string) =>
      (
        await twins()
          .ours.as("visitor")
          .read((tx) => listPhotos(tx, slug))
      ).map((one) => one.id);
    expect(await seen(shown.slug)).toEqual([shown.certificate, shown.toy]);
    expect(await seen(hidden.slug)).toEqual([hidden.toy]);
  });

  test("go along in a duplicate, with the copy that stands in their copy's place", async () => {
    const { id } = await add();
    const as = randomUUID();
    const original = await open(id);
    const keys = original.photos.map(() => `photos/${randomUUID()}`);
    await write((tx) => insertDuplicate(tx, original, as, keys));
    const there = await open(as);
    expect(there.photos.filter(showsCertificate)).toMatchObject([
      { key: keys[0], copyId: there.draft.copies[0]?.id },
    ]);
  });

  test("are removed and come back as other photos do; turned, they show it still, and the former files do not", async () => {
    const { id, certificate } = await add();
    const removed = await write((tx) => removePhoto(tx, certificate));
    expect(await certificatesOf(id)).toEqual([]);
    await write((tx) => undoChangeSet(tx, removed));
    expect(await certificatesOf(id)).toEqual([certificate]);
    await write((tx) => removePhoto(tx, certificate));
    await write((tx) => bringPhotoBack(tx, certificate));
    expect(await certificatesOf(id)).toEqual([certificate]);
    const was = (await keyOf(id, certificate)) ?? "";
    const by = { key: `photos/${randomUUID()}`, width: 3, height: 4, colour: "#aabbcc" };
    await write((tx) => replacePhoto(tx, certificate, was, by));
    expect(await certificatesOf(id)).toEqual([certificate]);
    await write((tx) => takeIn(tx, [certificate]));
    expect((await open(id)).photos.map((one) => one.id)).not.toContain(certificate);
  });

  test("show the toy's item where their copy is removed, and the certificate again when it comes back", async () => {
    const { id, certificate } = await add();
    const { draft: now, version } = await open(id);
    const copies = now.copies.slice(1);
    const changeSet = await write((tx) => saveDraft(tx, id, { ...now, copies }, version));
    expect(await certificatesOf(id)).toEqual([]);
    expect((await open(id)).photos.map((one) => one.id)).toContain(certificate);
    await write((tx) => undoChangeSet(tx, changeSet));
    expect(await certificatesOf(id)).toEqual([certificate]);
  });

  test("of a copy that was kept off the page are no visitor's when it is removed, and show it again when it comes back", async () => {
    const { id, slug, certificate, toy } = await add(true);
    const seen = async () =>
      (
        await twins()
          .ours.as("visitor")
          .read((tx) => listPhotos(tx, slug))
      ).map((one) => one.id);
    const { draft: now, version } = await open(id);
    const copies = now.copies.slice(1);
    const changeSet = await write((tx) => saveDraft(tx, id, { ...now, copies }, version));
    expect(await seen()).toEqual([toy]);
    await write((tx) => undoChangeSet(tx, changeSet));
    expect(await certificatesOf(id)).toEqual([certificate]);
    expect(await seen()).toEqual([toy]);
  });

  test("are of a copy of their own item, and of none of a neighbour's", async () => {
    const [one, other] = [await add(), await add()];
    const { theirs } = twins();
    const [their] =
      (await theirs.as("owner").read((tx) => openItem(tx, theirs.items.peanut ?? "")))?.draft
        .copies ?? [];
    for (const copyId of [other.a, their?.id ?? ""])
      await expect(write((tx) => showCopy(tx, one.toy, copyId, true))).rejects.toMatchObject({
        name: "Refusal",
        status: 404,
      });
    await write((tx) => showCopy(tx, one.toy, null, true));
    expect(await certificatesOf(one.id)).toEqual([one.certificate]);
  });
});
