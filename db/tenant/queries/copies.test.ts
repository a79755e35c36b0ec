import { expect, test } from "vitest";
import { describeTwins, draft } from "@/db/testing";
import { type DraftCopy, EMPTY_COPY, type KeptCopy } from "../item";
import { openItem, saveDraft, saveNewDraft } from "./drafts";
import { addItem } from "./items";
import { trashItem } from "./trash";

const copy = (label: string, change: Partial<DraftCopy> = {}): DraftCopy => ({
  ...EMPTY_COPY,
  label,
  ...change,
});
const labels = (copies: readonly KeptCopy[]) => copies.map(({ label }) => label);
const ids = (copies: readonly KeptCopy[]) => copies.map(({ id }) => id);

describeTwins("copies", (twins) => {
  const editor = () => twins().ours.as("editor");
  const open = async (id: string) => {
    const item = await editor().read((tx) => openItem(tx, id));
    if (!item) throw new Error("The item is gone.");
    return { version: item.version, copies: item.draft.copies };
  };
  const add = async (...copies: readonly DraftCopy[]) => {
    const { id } = await editor().write((tx) => addItem(tx, draft({ name: "Held", copies })));
    return { id, ...(await open(id)) };
  };
  const save = (id: string, copies: readonly DraftCopy[], version: string | null) =>
    editor().write((tx) => saveDraft(tx, id, draft({ name: "Held", copies }), version));
  const refusal = (status: number) => ({ name: "Refusal", status });

  test("keep their ids whatever is written about them and in whatever order they stand", async () => {
    const { id, version, copies } = await add(copy("one"), copy("two"), copy("three"));
    const [one, two, three] = ids(copies);
    const rewritten = [copy("three", { id: three }), copy("1", { id: one }), copy("", { id: two })];
    const saved = await save(id, rewritten, version);
    const now = await open(id);
    expect(labels(now.copies)).toEqual(["three", "1", ""]);
    expect(ids(now.copies)).toEqual([three, one, two]);
    expect(saved.copyIds).toEqual([three, one, two]);
  });

  test("that say the same can still change places", async () => {
    const { id, version, copies } = await add(copy("twin"), copy("twin"));
    await save(id, copies.toReversed(), version);
    expect(ids((await open(id)).copies)).toEqual(ids(copies).toReversed());
  });

  test("without an id are new, and those that are missing are removed", async () => {
    const { id, version, copies } = await add(copy("leaves"), copy("stays"));
    const [gone, stays] = ids(copies);
    const { copyIds } = await save(id, [copy("new"), copy("stays", { id: stays })], version);
    const now = await open(id);
    expect(labels(now.copies)).toEqual(["new", "stays"]);
    expect(ids(now.copies)).toEqual(copyIds);
    expect(copyIds[1]).toBe(stays);
    expect([gone, stays]).not.toContain(copyIds[0]);
    const { version: next } = now;
    await save(id, [copy("new", { id: null })], next);
    expect(ids((await open(id)).copies).filter((one) => copyIds.includes(one))).toEqual([]);
    await save(id, [], (await open(id)).version);
    expect((await open(id)).copies).toEqual([]);
  });

  test("of a draft from before copies had ids keep theirs by what they say, then by their place", async () => {
    const { id, version, copies } = await add(copy("a"), copy("b"), copy("c"));
    const [a, b, c] = ids(copies);
    await save(id, [copy("a"), copy("b, told anew"), copy("c"), copy("d")], version);
    const grown = await open(id);
    expect(ids(grown.copies).slice(0, 3)).toEqual([a, b, c]);
    const d = grown.copies[3]?.id;
    expect([a, b, c]).not.toContain(d);
    await save(id, [copy("c"), copy("d"), copy("e", { id: null })], grown.version);
    const shrunk = await open(id);
    expect(ids(shrunk.copies).slice(0, 2)).toEqual([c, d]);
    expect([a, b, c, d]).not.toContain(shrunk.copies[2]?.id);
  });

  test("of another item are refused and stay where they are, also when any version is replaced", async () => {
    const other = await add(copy("elsewhere"));
    const { id, version, copies } = await add(copy("here"));
    const stolen = [...copies, copy("stolen", { id: other.copies[0]?.id })];
    await expect(save(id, stolen, version)).rejects.toMatchObject(refusal(409));
    await expect(save(id, stolen, null)).rejects.toMatchObject(refusal(409));
    await editor().write((tx) => trashItem(tx, other.id));
    await expect(save(id, stolen, null)).rejects.toMatchObject(refusal(409));
    expect(await open(id)).toEqual({ version, copies });
    expect((await open(other.id)).copies).toEqual(other.copies);
  });

  test("of theirs are refused as ids that never existed, and name nothing when any version is replaced", async () => {
    const { theirs } = twins();
    const peanut = theirs.items.peanut ?? "";
    const their = await theirs.as("editor").read((tx) => openItem(tx, peanut));
    const stolen = their?.draft.copies[0]?.id ?? "";
    const { id, version, copies } = await add(copy("here"));
    const tries = [stolen, crypto.randomUUID()].map((foreign) =>
      save(id, [...copies, copy("stolen", { id: foreign })], version),
    );
    const [foreign, unknown] = (await Promise.allSettled(tries)).map((one) =>
      one.status === "rejected" ? one.reason : one.value,
    );
    expect(foreign).toMatchObject(refusal(409));
    expect(foreign).toEqual(unknown);
    expect(await open(id)).toEqual({ version, copies });
    const { copyIds } = await save(id, [copy("stolen", { id: stolen })], null);
    expect(copyIds).not.toContain(stolen);
  });

  test("cannot stand in a draft twice", async () => {
    const { id, version, copies } = await add(copy("once"));
    const twice = [...copies, ...copies];
    await expect(save(id, twice, version)).rejects.toMatchObject(refusal(400));
    await expect(save(id, twice, null)).rejects.toMatchObject(refusal(400));
    expect(await open(id)).toEqual({ version, copies });
  });

  test("are saved once however often and however quickly the same save is sent", async () => {
    const { id, version, copies } = await add(copy("kept"));
    const send = () => save(id, [...copies, copy("new", { id: null })], version);
    const saves = await Promise.all([send(), send(), send()]);
    saves.push(await send());
    const now = await open(id);
    expect(new Set(saves.map((one) => one.version))).toEqual(new Set([now.version]));
    expect(new Set(saves.map((one) => one.copyIds.join()))).toEqual(
      new Set([ids(now.copies).join()]),
    );
    expect(labels(now.copies)).toEqual(["kept", "new"]);
  });

  test("of a new item are saved once when its request is sent again, each with an id", async () => {
    const id = crypto.randomUUID();
    const one = draft({ name: "Sent twice", copies: [copy("a", { id: null }), copy("b")] });
    const send = () => editor().write((tx) => saveNewDraft(tx, id, one));
    await Promise.all([send(), send()]);
    const before = await open(id);
    await send();
    expect(await open(id)).toEqual(before);
    expect(new Set(ids(before.copies)).size).toBe(2);
  });

  test("that somebody else removed refuse a save, and come back once when it replaces", async () => {
    const { id, version, copies } = await add(copy("a"), copy("b"));
    await save(id, copies.slice(1), version);
    const mine = [...copies, copy("c", { id: null })];
    await expect(save(id, mine, version)).rejects.toMatchObject(refusal(409));
    const now = await open(id);
    await expect(save(id, mine, now.version)).rejects.toMatchObject(refusal(409));
    await save(id, mine, null);
    const back = await open(id);
    expect(labels(back.copies)).toEqual(["a", "b", "c"]);
    expect(back.copies[1]?.id).toBe(copies[1]?.id);
    await save(id, mine.slice(0, 2), null);
    expect((await open(id)).copies).toEqual(back.copies.slice(0, 2));
  });

  test("of two that save over one version, only one is taken, and no copy is lost or mixed", async () => {
    const { id, version, copies } = await add(copy("a"), copy("b"));
    const saves = await Promise.allSettled(
      [copies.toReversed(), [...copies, copy("c")], copies.slice(1)].map((drafted) =>
        save(id, drafted, version),
      ),
    );
    const taken = saves.flatMap((one) => (one.status === "fulfilled" ? [one.value.copyIds] : []));
    expect(taken).toEqual([ids((await open(id)).copies)]);
  });
});
