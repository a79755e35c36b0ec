import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { WriteTx } from "@/db/scope";
import { describeTwins, draft } from "@/db/testing";
import { WritesCrossed } from "@/db/transaction";
import { EMPTY_COPY } from "../item";
import { items } from "../schema";
import { openItem, saveDraft } from "./drafts";
import { addItem } from "./items";
import { addField, deleteField, restoreField, trashField } from "./own-fields";
import { addPlace, moveCopies, removePlace } from "./places";
import { undoChangeSet } from "./undo";

describeTwins("writes that cross each other", (twins) => {
  const editor = () => twins().ours.as("editor");
  const write = <T>(work: (tx: WriteTx) => Promise<T>) => editor().write(work);
  const makePlace = async () => {
    const id = randomUUID();
    await write((tx) => addPlace(tx, { id, name: `Box ${id.slice(0, 8)}`, parentId: null }));
    return id;
  };
  const make = async (part: Parameters<typeof draft>[0]) => {
    const { id } = await write((tx) => addItem(tx, draft(part)));
    const item = await editor().read((tx) => openItem(tx, id));
    if (!item) throw new Error("The item is gone.");
    return item;
  };
  /** Does one thing half, lets another begin, and then does the rest. */
  const crossed = async (
    half: (tx: WriteTx) => Promise<unknown>,
    other: (tx: WriteTx) => Promise<unknown>,
    rest: (tx: WriteTx) => Promise<unknown>,
  ) => {
    let beside: Promise<unknown> | undefined;
    await write(async (tx) => {
      await half(tx);
      beside = write(other);
      beside.catch(() => {});
      await waiting();
      await rest(tx);
    });
    await beside;
  };

  test("one of two that wait for each other is given up with a name of its own, and changes nothing", async () => {
    const [one, other] = [await make({ name: "One" }), await make({ name: "Other" })];
    const tell = (tx: WriteTx, id: string, story: string) =>
      tx.update(items).set({ story }).where(eq(items.id, id));
    const hold = (tx: WriteTx, id: string) =>
      tx.select({ id: items.id }).from(items).where(eq(items.id, id)).for("update");
    const both = await Promise.allSettled(
      [
        [one.id, other.id],
        [other.id, one.id],
      ].map(([first = "", second = ""]) =>
        write(async (tx) => {
          await hold(tx, first);
          await waiting();
          await tell(tx, second, `by ${first}`);
        }),
      ),
    );
    const lost = both.filter(({ status }) => status === "rejected");
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({ reason: expect.any(WritesCrossed) });
    const stories = await editor().read((tx) =>
      Promise.all([openItem(tx, one.id), openItem(tx, other.id)]),
    );
    expect(stories.filter((item) => item?.draft.story !== "")).toHaveLength(1);
  });

  test("saving a copy out of a place, moving it and removing the place take turns", async () => {
    const [from, to] = [await makePlace(), await makePlace()];
    const copies = [EMPTY_COPY, EMPTY_COPY].map((copy) => ({ ...copy, placeId: from }));
    const item = await make({ copies });
    const ids = item.draft.copies.map(({ id }) => id);
    const out = item.draft.copies.map((copy) => ({ ...copy, placeId: null }));
    const hold = (tx: WriteTx) => saveDraft(tx, item.id, { ...item.draft, story: "Held." }, null);
    const save = (tx: WriteTx) => saveDraft(tx, item.id, { ...item.draft, copies: out }, null);
    await crossed(hold, (tx) => moveCopies(tx, ids, to), save);
    await crossed(hold, (tx) => removePlace(tx, from), save);
    await crossed(
      (tx) => moveCopies(tx, ids.slice(0, 1), null),
      (tx) => removePlace(tx, to),
      (tx) => moveCopies(tx, ids, null),
    );
  });

  test("an item can be saved while a field of it goes to the trash, comes back or is deleted", async () => {
    const field = await write((tx) =>
      addField(tx, {
        ...{ label: `Field ${randomUUID().slice(0, 8)}`, type: "text", of: "copy" },
        ...{ seenBy: "everyone", group: "", unit: "", choices: [] },
      }),
    );
    const item = await make({ copies: [{ ...EMPTY_COPY, own: { [field]: ["A1"] } }] });
    const silent = { ...item.draft, copies: item.draft.copies.map(({ own: _, ...copy }) => copy) };
    for (const [draft, text] of [
      [item.draft, "B2"],
      [silent, "Silent"],
    ] as const) {
      const touch = (tx: WriteTx) => saveDraft(tx, item.id, { ...draft, story: text }, null);
      const change = (tx: WriteTx) => saveDraft(tx, item.id, { ...draft, copies: [] }, null);
      await crossed(touch, (tx) => trashField(tx, field), change);
      await crossed(touch, (tx) => restoreField(tx, field), change);
      const again = await make({ copies: [{ ...EMPTY_COPY, own: { [field]: [text] } }] });
      await crossed(
        (tx) => saveDraft(tx, again.id, { ...again.draft, story: text }, null),
        (tx) => trashField(tx, field),
        (tx) => saveDraft(tx, again.id, { ...again.draft, copies: [] }, null),
      );
      await crossed(
        (tx) => saveDraft(tx, again.id, { ...again.draft, story: `${text}.` }, null),
        (tx) => restoreField(tx, field),
        change,
      );
    }
    await write((tx) => trashField(tx, field));
    const last = await make({ copies: [EMPTY_COPY] });
    await crossed(
      (tx) => saveDraft(tx, last.id, { ...last.draft, story: "Held." }, null),
      (tx) => deleteField(tx, field),
      (tx) => saveDraft(tx, last.id, { ...last.draft, copies: [] }, null),
    );
  });

  test("items can be hidden while a field of theirs goes to the trash or comes back", async () => {
    const field = await write((tx) =>
      addField(tx, {
        ...{ label: `Shade ${randomUUID().slice(0, 8)}`, type: "choice", of: "item" },
        ...{ seenBy: "everyone", group: "", unit: "", choices: ["dark"] },
      }),
    );
    const { id } = await make({ own: { [field]: ["dark"] } });
    const isItem = eq(items.id, id);
    for (const [visibility, change] of [
      ["private", trashField],
      ["public", restoreField],
    ] as const)
      await crossed(
        (tx) => tx.select({ id: items.id }).from(items).where(isItem).for("update"),
        (tx) => change(tx, field),
        (tx) => tx.update(items).set({ visibility }).where(isItem),
      );
  });

  test("taking back waits for who saves the same item and for who moves places", async () => {
    const place = await makePlace();
    const item = await make({ copies: [EMPTY_COPY] });
    const copies = item.draft.copies.map((copy) => ({ ...copy, placeId: place, note: "Boxed." }));
    const set = await write(async (tx) => {
      await saveDraft(tx, item.id, { ...item.draft, copies }, null);
      return tx.changeSet;
    });
    const touch = (tx: WriteTx) =>
      saveDraft(tx, item.id, { ...item.draft, copies, story: "Held." }, null);
    await crossed(
      touch,
      (tx) => undoChangeSet(tx, set),
      (tx) => saveDraft(tx, item.id, { ...item.draft, copies: [] }, null),
    );
    const removed = await write(async (tx) => {
      await removePlace(tx, place);
      return tx.changeSet;
    });
    const other = await makePlace();
    await crossed(
      (tx) => removePlace(tx, other),
      (tx) => undoChangeSet(tx, removed),
      (tx) => addPlace(tx, { id: randomUUID(), name: randomUUID(), parentId: null }),
    );
  });
});

/** Long enough for another transaction to come as far as it can, and for less than Postgres takes to see a deadlock. */
function waiting(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300));
}
