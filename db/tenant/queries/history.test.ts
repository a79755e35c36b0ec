import { expect, test } from "vitest";
import type { WriteTx } from "@/db/scope";
import { describeTwinsInPool, draft } from "@/db/testing";
import { EMPTY_COPY } from "../item";
import { openItem, saveDraft } from "./drafts";
import { type HistoryAsked, listAuthors, listChangeSets, listChangesOf } from "./history";
import { addItem } from "./items";
import { nameSite } from "./site";
import { undoChangeSet } from "./undo";

describeTwinsInPool("the history", (twins) => {
  const as = (who: "owner" | "editor" | "viewer" | "visitor", action = "save item") =>
    twins().ours.as(who).during(action);
  const write = (work: (tx: WriteTx) => Promise<unknown>, scope = as("editor")) =>
    scope.write(async (tx) => {
      await work(tx);
      return tx.changeSet;
    });
  const add = async (name: string) =>
    (
      await as("editor", "add item").write((tx) =>
        addItem(tx, draft({ name, copies: [{ ...EMPTY_COPY, pricePaid: 500, currency: "USD" }] })),
      )
    ).id;
  const edit = (id: string, change: Parameters<typeof draft>[0], scope = as("editor")) =>
    write(async (tx) => {
      const item = await openItem(tx, id);
      if (item) await saveDraft(tx, id, { ...item.draft, ...change }, item.version);
    }, scope);
  const price = async (id: string, pricePaid: number, scope = as("editor")) => {
    const item = await scope.read((tx) => openItem(tx, id));
    const copies = (item?.draft.copies ?? []).map((copy) => ({ ...copy, pricePaid }));
    return edit(id, { copies }, scope);
  };
  const list = (asked: Partial<HistoryAsked> = {}) =>
    as("owner").read((tx) => listChangeSets(tx, { limit: 50, ...asked }));

  test("tells who did what when, with the name of that time, and what became of each field", async () => {
    const { ours } = twins();
    const id = await add("Historical");
    const before = new Date();
    const changeSet = await price(id, 750);
    const [set] = await list({ itemId: id });
    expect(set).toMatchObject({
      id: changeSet,
      action: "save item",
      memberId: ours.members.editor.id,
      isWhole: true,
      isUndone: false,
    });
    expect(set?.at.getTime()).toBeGreaterThanOrEqual(before.getTime() - 1000);
    const changes = await as("editor").read((tx) => listChangesOf(tx, [changeSet]));
    expect(changes.get(changeSet)).toMatchObject({
      rows: 1,
      items: 1,
      changes: [
        {
          tableName: "copy_private",
          itemId: id,
          itemName: "Historical",
          before: { pricePaid: 500 },
          after: { pricePaid: 750 },
          currency: "USD",
        },
      ],
    });
  });

  test("who changed the price is found by field, person and time", async () => {
    const { ours } = twins();
    const id = await add("Priced");
    await edit(id, { story: "Told" });
    const mine = await price(id, 600);
    const theirs = await price(id, 700, as("owner"));
    const field = "copy_private.price_paid";
    const idsOf = async (asked: Partial<HistoryAsked>) =>
      (await list({ itemId: id, ...asked })).map((set) => set.id);
    expect(await idsOf({ field })).toEqual([theirs, mine]);
    expect(await idsOf({ field, memberId: ours.members.editor.id })).toEqual([mine]);
    expect(await idsOf({ field, until: new Date(Date.now() - 3_600_000) })).toEqual([]);
    expect(await idsOf({ field, from: new Date(Date.now() - 3_600_000) })).toHaveLength(2);
    const authors = await as("editor").read(listAuthors);
    expect(authors.map((one) => one.id)).toEqual(
      expect.arrayContaining([ours.members.editor.id, ours.members.owner.id]),
    );
  });

  test("pages follow each other without a gap or a repetition", async () => {
    const id = await add("Paged");
    for (let number = 0; number < 7; number++) await edit(id, { story: `Story ${number}` });
    const all = (await list({ itemId: id })).map((set) => set.id);
    expect(all).toHaveLength(8);
    const paged: string[] = [];
    for (let after: string | undefined; ; after = paged.at(-1)) {
      const page = await list({ itemId: id, limit: 3, after });
      paged.push(...page.map((set) => set.id));
      if (page.length < 3) break;
    }
    expect(paged).toEqual(all);
  });

  test("what was taken back says so, and no more once that is taken back", async () => {
    const id = await add("Back and forth");
    const changeSet = await edit(id, { name: "Forth" });
    const isUndone = async () =>
      (await list({ itemId: id })).find((set) => set.id === changeSet)?.isUndone;
    const back = await write((tx) => undoChangeSet(tx, changeSet));
    expect(await isUndone()).toBe(true);
    expect((await list({ itemId: id }))[0]).toMatchObject({ id: back, undoes: changeSet });
    await write((tx) => undoChangeSet(tx, back));
    expect(await isUndone()).toBe(false);
  });

  test("the site's own fields are told, and what nobody changed is not", async () => {
    const named = await write((tx) => nameSite(tx, "Newly named"), as("owner", "rename site"));
    const sets = await list({ field: "site.name" });
    expect(sets.map((set) => set.id)).toEqual([named]);
    const id = await add("Unchanged");
    await edit(id, {});
    expect(await list({ itemId: id })).toHaveLength(1);
  });

  test("viewers and visitors read none of it, and the neighbour's is not found", async () => {
    const { ours, theirs } = twins();
    const id = await add("Private past");
    const read = (who: "viewer" | "visitor") =>
      as(who).read((tx) => listChangeSets(tx, { limit: 5 }));
    await expect(read("viewer")).rejects.toMatchObject({ name: "Refusal", status: 403 });
    await expect(read("visitor")).rejects.toMatchObject({ name: "Refusal", status: 403 });
    const [set] = await list({ itemId: id });
    const foreign = await theirs.as("owner").read(async (tx) => ({
      sets: await listChangeSets(tx, { itemId: id, limit: 5 }),
    }));
    expect(foreign.sets).toEqual([]);
    const changes = await theirs.as("owner").read((tx) => listChangesOf(tx, [set?.id ?? ""]));
    expect(changes.get(set?.id ?? "")?.rows ?? 0).toBe(0);
    expect(ours.tenant.id).not.toBe(theirs.tenant.id);
  });
});
