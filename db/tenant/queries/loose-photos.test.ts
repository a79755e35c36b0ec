import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect, test } from "vitest";
import { describeTwins, draft } from "@/db/testing";
import { EMPTY_COPY } from "../item";
import { insertDuplicate, openItem, saveDraft } from "./drafts";
import { addItem } from "./items";
import {
  addLoosePhoto,
  bringPhotoBack,
  emptyRemovedPhotos,
  handOutPhotos,
  handOutPhotosFor,
  listPhotosHeldFor,
  removePhoto,
} from "./loose-photos";
import {
  addPhoto,
  arrangePhotos,
  describePhoto,
  findPhotoByKey,
  listPhotos,
  replacePhoto,
  showCopy,
} from "./photos";

const refusal = (status: number) => ({ name: "Refusal", status });
const picture = (key: string = `photos/${randomUUID()}`) => ({
  key,
  width: 40,
  height: 30,
  colour: "#aabbcc",
  alt: "",
});

describeTwins("photos", (twins) => {
  const editor = () => twins().ours.as("editor");
  const visitor = () => twins().ours.as("visitor");
  const add = (copies = 0) =>
    editor().write((tx) =>
      addItem(tx, draft({ name: "Shown", copies: Array(copies).fill(EMPTY_COPY) })),
    );
  const photo = async (itemId: string) =>
    (await editor().write((tx) => addPhoto(tx, itemId, picture()))).id;
  const loose = async (heldFor: string | null = null) => {
    const one = { ...picture(), id: randomUUID(), fileName: "IMG_1.HEIC", heldFor };
    await editor().write((tx) => addLoosePhoto(tx, one));
    return one;
  };
  const order = async (slug: string) =>
    (await visitor().read((tx) => listPhotos(tx, slug))).map(({ id }) => id);
  const held = async (id: string) =>
    (await editor().read((tx) => listPhotosHeldFor(tx, id))).map((one) => one.id);

  test("stand in the order they are put into, and what the order does not name stands behind", async () => {
    const { id, slug } = await add();
    const [one, two, three] = [await photo(id), await photo(id), await photo(id)];
    await editor().write((tx) => arrangePhotos(tx, id, [three, one, randomUUID()]));
    expect(await order(slug)).toEqual([three, one, two]);
    await editor().write((tx) => arrangePhotos(tx, id, [two, two]));
    expect(await order(slug)).toEqual([two, three, one]);
  });

  test("a removed one is on no page, and comes back to its place with its words and its copy", async () => {
    const { id, slug } = await add(1);
    const [one, two, three] = [await photo(id), await photo(id), await photo(id)];
    const copy = (await editor().read((tx) => openItem(tx, id)))?.draft.copies[0]?.id ?? "";
    await editor().write(async (tx) => {
      await describePhoto(tx, two, "The tag");
      await showCopy(tx, two, copy);
      await removePhoto(tx, two);
    });
    expect(await order(slug)).toEqual([one, three]);
    await expect(editor().write((tx) => removePhoto(tx, two))).rejects.toMatchObject(refusal(404));
    for (let twice = 0; twice < 2; twice++) await editor().write((tx) => bringPhotoBack(tx, two));
    expect(await order(slug)).toEqual([one, two, three]);
    const [, back] = (await editor().read((tx) => openItem(tx, id)))?.photos ?? [];
    expect(back).toMatchObject({ alt: "The tag", copyId: copy });
  });

  test("a copy that goes leaves its photo to the item", async () => {
    const { id, slug } = await add(1);
    const one = await photo(id);
    const open = await editor().read((tx) => openItem(tx, id));
    if (!open) throw new Error("The item is gone.");
    await editor().write((tx) => showCopy(tx, one, open.draft.copies[0]?.id ?? ""));
    await editor().write((tx) => saveDraft(tx, id, { ...open.draft, copies: [] }, open.version));
    expect((await editor().read((tx) => openItem(tx, id)))?.photos).toMatchObject([
      { id: one, copyId: null },
    ]);
    expect(await order(slug)).toEqual([one]);
  });

  test("a photo of a copy that is kept off the page is kept off with it, and shown with it again", async () => {
    const { id, slug } = await add(1);
    const [one, general] = [await photo(id), await photo(id)];
    const open = async () => {
      const item = await editor().read((tx) => openItem(tx, id));
      if (!item) throw new Error("The item is gone.");
      return item;
    };
    const { draft: kept, photos } = await open();
    await editor().write((tx) => showCopy(tx, one, kept.copies[0]?.id ?? ""));
    for (const keptOff of [true, false]) {
      const copies = kept.copies.map((copy) => ({ ...copy, keptOff }));
      await editor().write((tx) => saveDraft(tx, id, { ...kept, copies }, null));
      expect(await order(slug)).toEqual(keptOff ? [general] : [one, general]);
      const seen = await visitor().read((tx) => findPhotoByKey(tx, photos[0]?.key ?? ""));
      expect(seen).toEqual(keptOff ? null : { visibility: "public" });
      expect((await open()).photos).toHaveLength(2);
    }
  });

  test("a photo shows no copy of another item", async () => {
    const [here, there] = [await add(), await add(1)];
    const one = await photo(here.id);
    const copy = (await editor().read((tx) => openItem(tx, there.id)))?.draft.copies[0]?.id ?? "";
    await expect(editor().write((tx) => showCopy(tx, one, copy))).rejects.toMatchObject(
      refusal(404),
    );
    const { id } = await loose();
    await expect(
      editor().write((tx) => handOutPhotos(tx, [id], here.id, copy)),
    ).rejects.toMatchObject(refusal(404));
  });

  test("an item gets the photos that its form shows and then all that are held for it, once", async () => {
    const { id, slug } = await add();
    const form = randomUUID();
    const [early, shown, inbox] = [await loose(form), await loose(form), await loose()];
    const late = await loose(form);
    const other = await loose(randomUUID());
    for (let twice = 0; twice < 2; twice++)
      await editor().write((tx) => handOutPhotosFor(tx, form, [shown.id, inbox.id], id));
    expect(await order(slug)).toEqual([shown.id, inbox.id, early.id, late.id]);
    expect(await held(form)).toEqual([]);
    expect(await held(other.heldFor ?? "")).toEqual([other.id]);
  });

  test("one without an item is for members alone, and is handed out once", async () => {
    const one = await loose();
    expect(await visitor().read((tx) => findPhotoByKey(tx, one.key))).toBeNull();
    expect(await editor().read((tx) => findPhotoByKey(tx, one.key))).toEqual({ visibility: null });
    const theirs = twins().theirs.as("editor");
    expect(await theirs.read((tx) => findPhotoByKey(tx, one.key))).toBeNull();
    expect(
      await theirs.write((tx) => handOutPhotos(tx, [one.id], twins().theirs.items.peanut ?? "")),
    ).toBe(0);
    const { id, slug } = await add();
    const give = () => editor().write((tx) => handOutPhotos(tx, [one.id], id));
    expect([await give(), await give()]).toEqual([1, 0]);
    expect(await order(slug)).toEqual([one.id]);
    expect(await visitor().read((tx) => findPhotoByKey(tx, one.key))).toEqual({
      visibility: "public",
    });
  });

  test("handing out more than an item holds gives it none", async () => {
    const { id, slug } = await add();
    const first = await photo(id);
    const all: string[] = [];
    for (let number = 0; number < 24; number++) all.push((await loose()).id);
    await expect(editor().write((tx) => handOutPhotos(tx, all, id))).rejects.toMatchObject(
      refusal(409),
    );
    expect(await order(slug)).toEqual([first]);
    expect(await editor().write((tx) => handOutPhotos(tx, all.slice(1), id))).toBe(23);
    expect(await order(slug)).toEqual([first, ...all.slice(1)]);
  });

  test("one that is sent twice is there once", async () => {
    const item = randomUUID();
    const one = await loose(item);
    const again = { ...picture(), id: one.id, fileName: "", heldFor: item };
    expect(await editor().write((tx) => addLoosePhoto(tx, again))).toEqual({
      id: one.id,
      added: false,
    });
    expect(await held(item)).toEqual([one.id]);
  });

  test("one whose item is gone for good comes back to the inbox", async () => {
    const one = await loose(randomUUID());
    await editor().write((tx) => removePhoto(tx, one.id));
    expect(await held(one.heldFor ?? "")).toEqual([]);
    await editor().write((tx) => bringPhotoBack(tx, one.id));
    expect(await held(one.heldFor ?? "")).toEqual([one.id]);
  });

  test("turning one shows other files, keeps the former for as long as a removed one, and happens once", async () => {
    const { id, slug } = await add();
    const one = await photo(id);
    const [before] = await visitor().read((tx) => listPhotos(tx, slug));
    const turned = { key: `photos/${randomUUID()}`, width: 30, height: 40, colour: "#aabbcc" };
    const turn = () => editor().write((tx) => replacePhoto(tx, one, before?.key ?? "", turned));
    await turn();
    await expect(turn()).rejects.toMatchObject(refusal(409));
    expect(await visitor().read((tx) => listPhotos(tx, slug))).toMatchObject([
      { id: one, ...turned },
    ]);
    await age(before?.key ?? "");
    expect(await editor().write((tx) => emptyRemovedPhotos(tx, 30))).toEqual([before?.key]);
  });

  test("what was removed is deleted after 30 days and not before", async () => {
    const { id } = await add();
    const [old, fresh] = [await photo(id), await photo(id)];
    const [key] = (await editor().read((tx) => openItem(tx, id)))?.photos ?? [];
    await editor().write(async (tx) => {
      await removePhoto(tx, old);
      await removePhoto(tx, fresh);
    });
    await age(key?.key ?? "");
    expect(await editor().write((tx) => emptyRemovedPhotos(tx, 30))).toEqual([key?.key]);
    await expect(editor().write((tx) => bringPhotoBack(tx, old))).rejects.toMatchObject(
      refusal(404),
    );
    await editor().write((tx) => bringPhotoBack(tx, fresh));
  });

  test("a duplicate has its own photos in the same order, of its own copies", async () => {
    const { id } = await add(2);
    const [one] = [await photo(id), await photo(id)];
    const copy = (await editor().read((tx) => openItem(tx, id)))?.draft.copies[1]?.id ?? "";
    await editor().write((tx) => showCopy(tx, one, copy));
    const original = await editor().read((tx) => openItem(tx, id));
    if (!original) throw new Error("The item is gone.");
    const as = randomUUID();
    const keys = ["photos/first", "photos/second"];
    const duplicate = () => editor().write((tx) => insertDuplicate(tx, original, as, keys));
    expect([await duplicate(), await duplicate()]).toEqual([true, false]);
    const there = await editor().read((tx) => openItem(tx, as));
    expect(there?.photos.map(({ key }) => key)).toEqual(keys);
    expect(there?.photos.map(({ copyId }) => copyId)).toEqual([there?.draft.copies[1]?.id, null]);
  });

  /** Makes a removed photo one of 31 days ago. */
  async function age(key: string): Promise<void> {
    const { tenant } = twins().ours;
    const sql = postgres(twins().adminUrl(tenant.database.name), { max: 1 });
    await sql.begin(async (tx) => {
      await tx.unsafe(`set local role ${tenant.database.name}`);
      await tx.unsafe(
        `set local app.tenant_id = '${tenant.id}'; set local app.audience = 'members'`,
      );
      await tx`update photos set removed_at = now() - interval '31 days' where key = ${key}`;
    });
    await sql.end();
  }
});
