import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Scope } from "@/db/scope";
import { describeTwins, draft } from "@/db/testing";
import { type ItemEntry, whoseIs } from "../entry";
import { insertDuplicate, openItem, saveDraft, saveNewDraft } from "./drafts";
import { findEntries, listEntries, listEntriesOf, matchEntries } from "./entries";
import { insertItems } from "./items";
import { undoWhole } from "./undo";

const FACTS = { name: "Pinchers", animal: "Lobster", styleNumber: "4026", retired: "1998-05-01" };
const ENTRY: ItemEntry = { key: "pinchers/4026", release: 1, facts: FACTS, mine: [] };

describeTwins("an item and its entry in the catalogue", (twins) => {
  let id = "";
  const open = async (scope: Scope, item: string) => {
    const found = await scope.read((tx) => openItem(tx, item));
    if (!found) throw new Error("The item is gone.");
    return found;
  };
  beforeAll(async () => {
    id = randomUUID();
    const written = draft({ ...FACTS, entry: ENTRY });
    await twins()
      .ours.as("editor")
      .write((tx) => saveNewDraft(tx, id, written));
  });

  test("both sites find what the catalogue says, with how sure it is", async () => {
    for (const twin of [twins().ours, twins().theirs])
      for (const role of ["viewer", "visitor"] as const) {
        const [found] = await twin.as(role).read((tx) => findEntries(tx, "4026"));
        expect(found).toMatchObject({
          key: "pinchers/4026",
          release: 1,
          facts: {
            name: "Pinchers",
            animal: "Lobster",
            styleNumber: "4026",
            line: "Beanie Babies",
            birthday: "1993-06-19",
            introduced: "1994-01",
            retired: "1998-05-01",
          },
          notes: [{ field: "introduced", sure: "agreed", note: "Sources differ in the day." }],
          swingTags: "1, 2, 3, 4, 5",
          tushTags: "1, 2, 3, 4, 5, 6",
          misprints: ["early tags read Punchers"],
        });
        // Nothing agrees on a colour, so none is said.
        expect(found?.facts).not.toHaveProperty("colour");
      }
  });

  test("what sources dispute is no fact of an entry, and is said", async () => {
    const { ours } = twins();
    const [spot] = await ours
      .as("viewer")
      .read((tx) => listEntries(tx, ["spot/4000/without-spot", "no such key", "' or true"]));
    expect(spot?.facts).not.toHaveProperty("birthday");
    expect(spot?.notes).toContainEqual({
      field: "birthday",
      sure: "disputed",
      note: "Sources differ.",
    });
  });

  test("a name and a number name one entry, or none", async () => {
    const called = [
      ["Pinchers", "4026", ""],
      ["PINCHERS ", "4026", "Old tag"],
      ["Pinchers", "4027", ""],
      ["Pinchers", "", ""],
      ["Bongo", "4067", ""],
      ["bongo", "4067", "tan tail"],
      ["Bongo", "4067", "Green tail"],
      ["Derby", "4008", "Star, Coarse Mane"],
      ["\u0000'", "\u0000", ""],
    ].map(([name = "", styleNumber = "", variant = ""]) => ({ name, styleNumber, variant }));
    const found = await twins()
      .ours.as("editor")
      .read((tx) => matchEntries(tx, called));
    expect(found.map((entry) => entry?.key ?? null)).toEqual([
      "pinchers/4026",
      "pinchers/4026",
      ...[null, null, null],
      "bongo/4067/tan-tail",
      null,
      "derby/4008/star-coarse-mane",
      null,
    ]);
  });

  test("it keeps the key, the release and its own copy of the facts", async () => {
    const { ours, theirs } = twins();
    expect((await open(ours.as("editor"), id)).draft.entry).toEqual(ENTRY);
    expect(await theirs.as("editor").read((tx) => listEntriesOf(tx, [id]))).toEqual(new Map());
    expect(await ours.as("visitor").read((tx) => listEntriesOf(tx, [id]))).toEqual(
      new Map([[id, ENTRY]]),
    );
  });

  test("a fact that is changed is the owner's from then on, also when it is as before again", async () => {
    const editor = twins().ours.as("editor");
    const first = await open(editor, id);
    const changed = { ...first.draft, retired: "1998-06" };
    await editor.write((tx) => saveDraft(tx, id, changed, first.version));
    const second = await open(editor, id);
    expect(second.draft.entry).toEqual({ ...ENTRY, mine: ["retired"] });
    const back = { ...second.draft, retired: "1998-05-01" };
    await editor.write((tx) => saveDraft(tx, id, back, second.version));
    const third = await open(editor, id);
    expect(third.draft.entry?.mine).toEqual(["retired"]);
    expect(whoseIs(third.draft.entry, "retired", third.draft.retired)).toBe("mine");
    expect(whoseIs(third.draft.entry, "animal", third.draft.animal)).toBe("catalogue");
  });

  test("a save that says nothing of it leaves it, one that is repeated makes no version, and null takes it off", async () => {
    const editor = twins().ours.as("editor");
    const before = await open(editor, id);
    const again = await editor.write((tx) => saveDraft(tx, id, before.draft, before.version));
    expect(again.version).toBe(before.version);
    const { entry, ...silent } = { ...before.draft, story: "A story." };
    await editor.write((tx) => saveDraft(tx, id, silent, before.version));
    const there = await open(editor, id);
    expect(there.draft.entry).toEqual(entry);
    let changeSet = "";
    await editor.write(async (tx) => {
      changeSet = tx.changeSet;
      return saveDraft(tx, id, { ...there.draft, entry: null }, there.version);
    });
    expect((await open(editor, id)).draft.entry).toBeNull();
    await editor.write((tx) => undoWhole(tx, changeSet));
    expect((await open(editor, id)).draft.entry).toEqual(entry);
  });

  test("a duplicate is of the same entry, and several at once keep theirs", async () => {
    const editor = twins().ours.as("editor");
    const original = await open(editor, id);
    const as = randomUUID();
    await editor.write((tx) => insertDuplicate(tx, original, as, []));
    expect((await open(editor, as)).draft.entry).toEqual(original.draft.entry);
    const two = [randomUUID(), randomUUID()] as const;
    await editor.write((tx) =>
      insertItems(tx, [
        { id: two[0], draft: draft({ ...FACTS, entry: ENTRY }) },
        { id: two[1], draft: draft() },
      ]),
    );
    const found = await editor.read((tx) => listEntriesOf(tx, two));
    expect(found).toEqual(new Map([[two[0], ENTRY]]));
  });

  test("an item is whole where the catalogue knows nothing of its entry", async () => {
    const editor = twins().ours.as("editor");
    const item = randomUUID();
    const entry = { ...ENTRY, key: "own/1", release: 900 };
    await editor.write((tx) => saveNewDraft(tx, item, draft({ ...FACTS, entry })));
    expect((await open(editor, item)).draft.entry).toEqual(entry);
    expect(await editor.read((tx) => listEntries(tx, ["own/1"]))).toEqual([]);
  });
});
