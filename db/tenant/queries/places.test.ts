import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect, test } from "vitest";
import { describeTwinsInPool, draft } from "@/db/testing";
import { places as placeRows } from "../copy-schema";
import { EMPTY_COPY } from "../item";
import { idsBelow, pathInWords, placeTree } from "../place-tree";
import { openItem, saveDraft } from "./drafts";
import { addItem } from "./items";
import { countPlaced, listCopiesPlaced, listPlaced } from "./placed";
import { addPlace, changePlace, listPlaces, moveCopies, removePlace } from "./places";
import { restoreItem, trashItem } from "./trash";

describeTwinsInPool("places", (twins) => {
  const editor = () => twins().ours.as("editor");
  const add = async (name: string, parentId: string | null = null) => {
    const id = randomUUID();
    await editor().write((tx) => addPlace(tx, { id, name, parentId }));
    return id;
  };
  const room = async () => {
    const study = await add(`Study ${randomUUID().slice(0, 4)}`);
    const shelf = await add("Shelf 2", study);
    const box = await add("Box 7", shelf);
    return { study, shelf, box };
  };
  const addHeld = async (placeIds: readonly (string | null)[]) => {
    const copies = placeIds.map((placeId) => ({ ...EMPTY_COPY, placeId }));
    const { id } = await editor().write((tx) => addItem(tx, draft({ name: "Kept", copies })));
    const open = async () => {
      const item = await editor().read((tx) => openItem(tx, id));
      if (!item) throw new Error("The item is gone.");
      return item;
    };
    return { id, open, ids: (await open()).draft.copies.map((copy) => copy.id) };
  };
  const inThese = async (ids: readonly string[] | null) =>
    (await editor().read((tx) => listPlaced(tx, ids))).map(({ id }) => id).sort();

  test("lie in each other, and a place shows what is in it and below", async () => {
    const { study, shelf, box } = await room();
    const { ids } = await addHeld([study, box, null]);
    const places = await editor().read(listPlaces);
    expect(pathInWords(places, box)).toMatch(/^Study .{4} › Shelf 2 › Box 7$/);
    const node = placeTree(places).find(({ id }) => id === study);
    expect(node && idsBelow(node)).toEqual([study, shelf, box]);
    expect(await inThese([study, shelf, box])).toEqual([ids[0], ids[1]].sort());
    expect(await inThese([box])).toEqual([ids[1]]);
    expect(await inThese(null)).toContain(ids[2]);
    const counts = await editor().read(countPlaced);
    expect([study, shelf, box].map((id) => counts.get(id) ?? 0)).toEqual([1, 0, 1]);
  });

  test("never lie in themselves, by a form, by two forms at once or by SQL", async () => {
    const { ours, adminUrl } = twins();
    const { study, shelf, box } = await room();
    const put = (id: string, parentId: string, name = "Moved") =>
      editor().write((tx) => changePlace(tx, { id, name, parentId }));
    for (const parent of [study, shelf, box])
      await expect(put(study, parent)).rejects.toMatchObject({ name: "Refusal", status: 409 });
    const [one, other] = [await add("One"), await add("Other")];
    const both = await Promise.allSettled([put(one, other, "One"), put(other, one, "Other")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const sql = postgres(adminUrl(ours.tenant.database.name), { max: 1 });
    await expect(
      sql`update places set parent_id = ${box} where id = ${study}`.catch((e) =>
        Promise.reject(e.code),
      ),
    ).rejects.toBe("23514");
    await sql.end();
    const places = await editor().read(listPlaces);
    expect(places.find(({ id }) => id === study)?.parentId).toBeNull();
  });

  test("beside each other have different names, and the same request adds one", async () => {
    const { study } = await room();
    await expect(add("shelf 2", study)).rejects.toMatchObject({
      status: 409,
      fields: { name: expect.any(String) },
    });
    const id = randomUUID();
    const send = () =>
      editor().write((tx) => addPlace(tx, { id, name: "Sent twice", parentId: study }));
    await send();
    await send();
    const places = await editor().read(listPlaces);
    expect(places.filter(({ name }) => name === "Sent twice")).toHaveLength(1);
  });

  test("of one name at once are one, and one goes with none left in it", async () => {
    const { study } = await room();
    const both = await Promise.allSettled([add("Twice", study), add("twice", study)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const parent = await add("Goes", study);
    const held = await addHeld([null]);
    const [gone, ...others] = await Promise.allSettled([
      editor().write((tx) => removePlace(tx, parent)),
      add("In what goes", parent),
      editor().write((tx) => moveCopies(tx, held.ids, parent)),
    ]);
    expect(gone.status).toBe("fulfilled");
    for (const other of others)
      if (other.status === "rejected") expect(other.reason).toMatchObject({ status: 404 });
    const places = await editor().read(listPlaces);
    expect(places.some(({ id, parentId }) => id === parent || parentId === parent)).toBe(false);
  });

  test("lie twelve deep and no deeper, added or moved", async () => {
    let parent = await add(`Top ${randomUUID().slice(0, 4)}`);
    const top = parent;
    for (let level = 2; level <= 12; level++) parent = await add(`Level ${level}`, parent);
    await expect(add("Too deep", parent)).rejects.toMatchObject({ status: 409 });
    const other = await add(`Other ${randomUUID().slice(0, 4)}`);
    await expect(
      editor().write((tx) => changePlace(tx, { id: top, name: "Top", parentId: other })),
    ).rejects.toMatchObject({ status: 409 });
    const fine = { id: parent, name: "Up", parentId: other };
    await editor().write((tx) => changePlace(tx, fine));
    expect(await editor().read(listPlaces)).toContainEqual(fine);
  });

  test("take many copies at once, which whoever has the item open is told", async () => {
    const { shelf, box } = await room();
    const one = await addHeld([null, shelf]);
    const other = await addHeld([null]);
    const before = await one.open();
    await editor().write((tx) => moveCopies(tx, [...one.ids, ...other.ids], box));
    expect(await inThese([box])).toEqual([...one.ids, ...other.ids].sort());
    await expect(
      editor().write((tx) =>
        saveDraft(tx, one.id, { ...before.draft, story: "x" }, before.version),
      ),
    ).rejects.toMatchObject({ status: 409 });
    await editor().write((tx) => moveCopies(tx, one.ids, null));
    expect(await inThese([box])).toEqual(other.ids);
  });

  test("keep what else is noted of a copy that is moved", async () => {
    const { box } = await room();
    const { ours } = twins();
    const open = () => editor().read((tx) => openItem(tx, ours.items.peanut ?? ""));
    const [copy] = (await open())?.draft.copies ?? [];
    await editor().write((tx) => moveCopies(tx, [copy?.id ?? ""], box));
    expect((await open())?.draft.copies).toEqual([{ ...copy, placeId: box }]);
  });

  test("that are removed leave their contents where they lay", async () => {
    const { study, shelf, box } = await room();
    const { ids } = await addHeld([shelf, box]);
    await editor().write((tx) => removePlace(tx, shelf));
    expect(await inThese([study])).toEqual([ids[0]]);
    const places = await editor().read(listPlaces);
    expect(places.find(({ id }) => id === box)?.parentId).toBe(study);
    await editor().write((tx) => removePlace(tx, study));
    expect(await inThese(null)).toContain(ids[0]);
    expect(await inThese([box])).toEqual([ids[1]]);
  });

  test("hold nothing of what is in the trash, until it comes back", async () => {
    const { box } = await room();
    const { id, ids } = await addHeld([box]);
    await editor().write((tx) => trashItem(tx, id));
    expect(await inThese([box])).toEqual([]);
    expect((await editor().read(countPlaced)).get(box)).toBeUndefined();
    await editor().write((tx) => restoreItem(tx, id));
    expect(await inThese([box])).toEqual(ids);
  });

  test("hold nothing that is sold or given away, which a label still finds", async () => {
    const { box } = await room();
    const copies = (["owned", "sold", "given", "lent"] as const).map((status) => ({
      ...EMPTY_COPY,
      placeId: box,
      status,
    }));
    const { id } = await editor().write((tx) => addItem(tx, draft({ name: "Left", copies })));
    const item = await editor().read((tx) => openItem(tx, id));
    const [owned = "", sold = "", given = "", lent = ""] =
      item?.draft.copies.map((copy) => copy.id) ?? [];
    expect(await inThese([box])).toEqual([owned, lent].sort());
    expect((await editor().read(countPlaced)).get(box)).toBe(2);
    const found = await editor().read((tx) => listCopiesPlaced(tx, [sold, given]));
    expect(found.map(({ status }) => status)).toEqual(["sold", "given"]);
  });

  test("of many copies show the part that is asked for", async () => {
    const { box } = await room();
    const { ids } = await addHeld([box, box, box]);
    const part = (at: number) => editor().read((tx) => listPlaced(tx, [box], { at, limit: 2 }));
    expect((await part(0)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await part(2)).map(({ id }) => id)).toEqual(ids.slice(2));
  });

  test("of ours are no places for a neighbour's copy, like ones that never existed", async () => {
    const { box } = await room();
    for (const placeId of [box, randomUUID()]) {
      const copies = [{ ...EMPTY_COPY, placeId }];
      const added = twins()
        .theirs.as("editor")
        .write((tx) => addItem(tx, draft({ copies })));
      await expect(added).rejects.toMatchObject({ name: "Refusal", status: 404 });
    }
  });

  test("are nothing that a visitor finds", async () => {
    const { box } = await room();
    await addHeld([box]);
    const found = await twins()
      .ours.as("visitor")
      .read((tx) => Promise.all([listPlaces(tx), listPlaced(tx, [box])]));
    expect(found).toEqual([[], []]);
  });

  test("are 2,000 and no more, and the last is still named and moved", async () => {
    const before = (await editor().read(listPlaces)).length;
    const row = (number: number) => ({ id: randomUUID(), name: `Box ${number}`, parentId: null });
    const [first = row(0), ...rest] = Array.from({ length: 1999 - before }, (_, at) => row(at));
    await editor().write((tx) => tx.insert(placeRows).values([first, ...rest]));
    const last = row(2000);
    await editor().write((tx) => addPlace(tx, last));
    await editor().write((tx) => addPlace(tx, last));
    await expect(editor().write((tx) => addPlace(tx, row(2001)))).rejects.toMatchObject({
      status: 409,
    });
    await editor().write((tx) => changePlace(tx, { ...last, name: "Last", parentId: first.id }));
  });
});
