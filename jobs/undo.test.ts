import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { findOperation, listOperations } from "@/db/platform/queries/operations";
import type { Scope, WriteTx } from "@/db/scope";
import { copies } from "@/db/tenant/copy-schema";
import { openItem } from "@/db/tenant/queries/drafts";
import { listChangeSets } from "@/db/tenant/queries/history";
import { addItem } from "@/db/tenant/queries/items";
import { addMember, changeRole } from "@/db/tenant/queries/members";
import { addPlace, changePlace, listPlaces } from "@/db/tenant/queries/places";
import { nameSite } from "@/db/tenant/queries/site";
import { items, itemTags } from "@/db/tenant/schema";
import { describeTwins } from "@/db/testing";
import { seeUndo } from "@/server/history/large-undo";
import { type TakenBack, takeBack } from "@/server/history/take-back";
import { NEW_ITEM } from "@/server/intake/merging";
import { bring, rowsWritten } from "@/server/intake/testing-intake";
import { ending, removeTestFolder } from "./testing-archives";

afterAll(removeTestFolder);

/** More than a worker takes back in one transaction. */
const ROWS = 620;

describeTwins("an undo that a worker does", (twins) => {
  const editor = () => twins().ours.as("editor");

  /** An import with places and a field of its own, written to its end. @returns the change set */
  async function imported(stem: string, rows = ROWS): Promise<string> {
    const lines = Array.from(
      { length: rows },
      (_, at) => `${stem} ${at},red,Attic ${stem} › Box ${at % 5},Fair ${at % 3}`,
    );
    const sheet = await bring(
      editor(),
      `Name,Colour,Place,Shop ${stem}\n${lines.join("\n")}\n`,
      (mapping) => ({
        ...mapping,
        places: "make",
        columns: mapping.columns.map((column, at) =>
          at < 3
            ? column
            : {
                ...column,
                target: {
                  ...{ to: "new field", label: column.name, type: "choice" },
                  ...{ of: "item", seenBy: "members" },
                },
              },
        ),
      }),
    );
    await sheet.take();
    const [operation] = await platform.read((tx) => listOperations(tx, twins().ours.tenant.id));
    if (operation?.kind === "intake") await ending(operation.id);
    return sheet.id;
  }

  /** Whatever a change set's size, a worker takes it back. */
  async function undone(id: string, over: readonly string[] | null = null, as: Scope = editor()) {
    const went = await takeBack(as, id, over, 0);
    await ending(operationOf(went));
    return { operation: operationOf(went), seen: await seeUndo(as, operationOf(went)) };
  }

  const named = async (name: string) => {
    const [item] = await editor().read((tx) =>
      tx.select({ id: items.id }).from(items).where(eq(items.name, name)),
    );
    if (!item) throw new Error(`There is no ${name}.`);
    return item.id;
  };
  const recolour = (id: string, colour: string) =>
    editor().write((tx) =>
      tx.update(items).set({ colour, updatedAt: sql`clock_timestamp()` }).where(eq(items.id, id)),
    );

  test("leaves each row as it was, is one entry of the history, and is taken back like any other", async () => {
    const { ours } = twins();
    const before = await rowsWritten(ours, "without");
    const id = await imported("Many");
    const after = await rowsWritten(ours, "without");
    const { operation, seen } = await undone(id);
    expect(await rowsWritten(ours, "without")).toEqual(before);
    // Items, copies, what is kept of copies, a value of each; places and the field.
    expect(seen).toEqual({
      ...{ state: "done", changeSet: operation, rows: 4 * ROWS + 6 + 1, leftAlone: 0 },
    });
    const told = () => editor().read((tx) => listChangeSets(tx, { limit: 3 }));
    expect((await told()).filter(({ undoes }) => undoes === id)).toHaveLength(1);
    expect((await told()).find((set) => set.id === id)).toMatchObject({ isUndone: true });
    await undone(operation);
    expect(await rowsWritten(ours, "without")).toEqual(after);
    expect((await told()).find((set) => set.id === id)).toMatchObject({ isUndone: false });
  });

  test("names what was changed since before it does anything, and leaves that", async () => {
    const id = await imported("Since", 12);
    const changed = await named("Since 7");
    await recolour(changed, "blue");
    const before = await rowsWritten(twins().ours, "with versions");
    const { operation, seen } = await undone(id);
    const thing = { thing: changed, name: "Since 7", why: ["Changed since"], choosable: true };
    expect(seen).toMatchObject({ state: "asks", leftAlone: [thing] });
    expect(await rowsWritten(twins().ours, "with versions")).toEqual(before);
    // What things are called stays behind the walls of the site.
    const stored = await platform.read((tx) => findOperation(tx, operation));
    expect(JSON.stringify(stored)).not.toContain("Since");

    const kept = await editor().read((tx) => openItem(tx, changed));
    // With the item stay the place of its copy, the place around that, and the field of its value.
    expect((await undone(id, [])).seen).toMatchObject({ state: "done", leftAlone: 4 });
    expect((await editor().read((tx) => openItem(tx, changed)))?.draft).toEqual(kept?.draft);
    await expect(named("Since 8")).rejects.toThrow();
    expect((await undone(id, [changed])).seen).toMatchObject({ state: "done", leftAlone: 0 });
    await expect(named("Since 7")).rejects.toThrow();
  });

  test("sees what was hung on an item since, and a copy that was moved to another", async () => {
    const elsewhere = await editor().write((tx) =>
      addItem(tx, { ...NEW_ITEM, name: "Here before" }),
    );
    const id = await imported("Hung", 12);
    const tagged = await named("Hung 3");
    const parted = await named("Hung 5");
    await editor().write(async (tx) => {
      await tx.insert(itemTags).values({ itemId: tagged, tag: "kept" });
      await tx.update(copies).set({ itemId: elsewhere.id }).where(eq(copies.itemId, parted));
    });
    const { seen } = await undone(id);
    expect(seen).toMatchObject({ state: "asks", clear: expect.any(Number) });
    const things = seen?.state === "asks" ? seen.leftAlone.map(({ thing }) => thing) : [];
    expect(new Set(things)).toEqual(new Set([tagged, parted]));
    expect((await undone(id, [])).seen).toMatchObject({ state: "done" });
    await expect(named("Hung 4")).rejects.toThrow();
    expect((await editor().read((tx) => openItem(tx, tagged)))?.draft.tags).toEqual(["kept"]);
    expect((await editor().read((tx) => openItem(tx, elsewhere.id)))?.draft.copies).toHaveLength(1);
  });

  test("leaves what an item that is left alone names, also where no worker is needed", async () => {
    const id = await imported("Small", 12);
    const changed = await named("Small 7");
    await recolour(changed, "blue");
    const kept = await editor().read((tx) => openItem(tx, changed));
    expect(await takeBack(editor(), id, null)).toMatchObject({ state: "asks" });
    expect(await takeBack(editor(), id, [])).toMatchObject({ state: "done" });
    expect((await editor().read((tx) => openItem(tx, changed)))?.draft).toEqual(kept?.draft);
    await expect(named("Small 8")).rejects.toThrow();
  });

  test("takes back what stands in its own way, in the order in which it can be", async () => {
    const attic = randomUUID();
    await editor().write((tx) => addPlace(tx, { id: attic, name: "Loft", parentId: null }));
    const before = await rowsWritten(twins().ours, "without");
    const set = await many(async (tx) => {
      // In the first part it comes back from where it is; where it comes back to goes in the last one.
      await changePlace(tx, { id: attic, name: "Moved", parentId: null });
      await addPlace(tx, { id: randomUUID(), name: "Loft", parentId: attic });
    });
    expect((await undone(set)).seen).toMatchObject({ state: "done", leftAlone: 0 });
    expect(await rowsWritten(twins().ours, "without")).toEqual(before);
    expect((await editor().read(listPlaces)).map(({ name }) => name)).toContain("Loft");
  });

  test("is ordered once however often it is asked for, and only by whom it is not too much", async () => {
    const { ours, theirs } = twins();
    const id = await imported("Once", 3);
    const [one, other] = await Promise.all([
      takeBack(editor(), id, null, 0),
      takeBack(ours.as("owner"), id, null, 0),
    ]);
    expect(operationOf(one)).toBe(operationOf(other));
    expect(await seeUndo(theirs.as("owner"), operationOf(one))).toBeNull();
    await expect(takeBack(theirs.as("owner"), id, null, 0)).rejects.toMatchObject({ status: 404 });
    await expect(takeBack(ours.as("viewer"), id, null, 0)).rejects.toMatchObject({ status: 403 });
    await ending(operationOf(one));
    const again = await undone(id);
    expect(again.seen).toMatchObject({ state: "done", rows: 0 });
    const site = await many((tx) => nameSite(tx, "Renamed"), ours.as("owner"));
    await expect(takeBack(editor(), site, null, 0)).rejects.toMatchObject({ status: 403 });
    expect((await undone(site, null, ours.as("owner"))).seen).toMatchObject({ rows: 1 });
  });

  test("does nothing for somebody who may not change items any more", async () => {
    const { ours } = twins();
    const id = await imported("Demoted", 3);
    const { member } = await ours.as("owner").write(async (tx) => ({
      member: await addMember(tx, {
        ...{ email: `${randomUUID()}@ours.example`, role: "editor", verified: true },
      }),
    }));
    const before = await rowsWritten(ours, "with versions");
    const scope = Object.create(editor(), {
      actor: { value: { kind: "member", id: member.id, role: "editor" } },
    });
    const went = await takeBack(scope, id, null, 0);
    await ours.as("owner").write((tx) => changeRole(tx, member.id, "viewer"));
    await ending(operationOf(went));
    expect(await seeUndo(editor(), operationOf(went))).toMatchObject({
      ...{ state: "failed", problem: "Whoever asked for it may not change items any more." },
    });
    expect(await rowsWritten(ours, "with versions")).toEqual(before);
  });

  async function many(work: (tx: WriteTx) => Promise<unknown>, as = editor()): Promise<string> {
    return as.during("test").write(async (tx) => {
      await work(tx);
      return tx.changeSet;
    });
  }
});

function operationOf(went: TakenBack): string {
  if (went.state !== "going") throw new Error(`No worker has it: ${went.state}`);
  return went.operation;
}
