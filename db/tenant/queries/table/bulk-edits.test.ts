import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { describeTwins, draft, type Twin } from "@/db/testing";
import { EMPTY_COPY, type ItemDraft } from "../../item";
import { changeSets } from "../../schema";
import { openItem } from "../drafts";
import { addItem, changeItem } from "../items";
import { undoChangeSet } from "../undo";
import {
  beginBulkEdit,
  continueBulkEdit,
  findLastBulkEdit,
  type Progress,
  previewChange,
} from "./bulk-edits";
import { type Change, readSelection, type Selection } from "./change";
import { BUILT_IN } from "./fields";
import type { Filter } from "./filter";
import { listRows, type TableRow } from "./rows";
import { listTableFields } from "./site-fields";

const COPY = { ...EMPTY_COPY, label: "One", condition: "good", swingTag: "3" } as const;

describe("a selection from outside", () => {
  const id = randomUUID();
  test.for([
    ["nothing", null],
    ["no ids", { ids: [] }],
    ["what is no id", { ids: [id, "1"] }],
    ["more ids than can be picked", { ids: Array(5001).fill(id) }],
    ["a filter that can't be read", { filter: { field: "secret", is: "filled" } }],
    ["exceptions that are none", { filter: { all: [] }, except: [7] }],
  ] as const)("with %s is not read", ([, given]) => {
    expect(readSelection(given, BUILT_IN)).toBeNull();
  });
});

describeTwins("a bulk edit", (twins) => {
  const tagged = (tag: string): Filter => ({ field: "tags", is: "is", value: tag });
  const all = (tag: string): Selection => ({ filter: tagged(tag), except: [] });

  /** Items of this test alone, which carry its tag. */
  async function make(tag: string, drafts: readonly Partial<ItemDraft>[]): Promise<string[]> {
    return twins()
      .ours.as("editor")
      .write(async (tx) => {
        const ids: string[] = [];
        for (const one of drafts)
          ids.push((await addItem(tx, draft({ ...one, tags: [tag, ...(one.tags ?? [])] }))).id);
        return ids;
      });
  }

  async function look(selection: Selection, change: Change) {
    const scope = twins().ours.as("editor");
    const fields = await scope.read((tx) => listTableFields(tx));
    return scope.read((tx) => previewChange(tx, fields, selection, change));
  }

  async function begin(selection: Selection, change: Change): Promise<string> {
    const { ours } = twins();
    const { seen } = await look(selection, change);
    const id = randomUUID();
    const edit = { id, memberId: ours.members.editor.id, selection, change, seen };
    await ours.as("editor").write((tx) => beginBulkEdit(tx, edit));
    return id;
  }

  /** As the worker has it: all parts are one change set. */
  function scopeOf(id: string) {
    return twins().ours.as("editor").during("bulk edit", id);
  }

  async function finish(id: string): Promise<Progress> {
    for (;;) {
      const now = await scopeOf(id).write((tx) => continueBulkEdit(tx, id));
      if (now.ended) return now;
    }
  }

  const run = async (selection: Selection, change: Change) =>
    finish(await begin(selection, change));

  const statusesOf = ({ copies }: TableRow) => copies.map(({ status }) => status);

  const rowsOf = (twin: Twin, tag: string) => {
    const window = {
      filter: tagged(tag),
      order: { key: "name", down: false },
      from: { at: 0 },
      limit: 2000,
    };
    return twin.as("viewer").read((tx) => listRows(tx, BUILT_IN, window));
  };

  test("sets a field of those it is about, and of no other, as its preview said", async () => {
    await make("set", [
      { name: "A", copies: [{ ...COPY, status: "trade" }] },
      { name: "B", copies: [COPY, { ...COPY, status: "trade" }] },
      { name: "C", copies: [COPY] },
      { name: "D" },
    ]);
    const change = { do: "set", field: "status", value: "trade" } as const;
    const { total, changes, unable, sample } = await look(all("set"), change);
    expect({ total, changes, unable }).toEqual({ total: 4, changes: 2, unable: 1 });
    expect(sample.map(({ name }) => name)).toEqual(["B", "C"]);
    expect(await run(all("set"), change)).toMatchObject({ passed: 4, changed: 2, leftAlone: 0 });
    expect((await rowsOf(twins().ours, "set")).flatMap(statusesOf)).toEqual(Array(4).fill("trade"));
    const others = await rowsOf(twins().ours, twins().ours.mark);
    expect(new Set(others.flatMap(statusesOf))).toEqual(new Set(["owned"]));
  });

  test("goes by a filter that its own change makes untrue, and leaves out exceptions", async () => {
    const [a = ""] = await make("moving", [{ name: "A" }, { name: "B" }, { name: "C" }]);
    const filter: Filter = {
      all: [tagged("moving"), { field: "animal", is: "is", value: "Elephant" }],
    };
    const change = { do: "set", field: "animal", value: "Bear" } as const;
    expect(await run({ filter, except: [a] }, change)).toMatchObject({ total: 2, changed: 2 });
    expect((await rowsOf(twins().ours, "moving")).map(({ animal }) => animal)).toEqual([
      "Elephant",
      "Bear",
      "Bear",
    ]);
  });

  test.for([
    [{ do: "set", field: "condition", value: "mint" }, ["mint", "mint"], 1],
    [{ do: "clear", field: "condition" }, ["", ""], 1],
    [{ do: "set", field: "pricePaid", value: "EUR 599" }, [599, 599], 1],
  ] as const)(
    "does %o to every copy of an item, and says how many have none",
    async ([change, after, changed]) => {
      const tag = `copies ${change.do} ${change.field}`;
      await make(tag, [{ name: "A", copies: [COPY, { ...COPY, label: "Two" }] }, { name: "B" }]);
      const { changes, unable } = await look(all(tag), change);
      expect({ changes, unable }).toEqual({
        changes: changed,
        unable: change.do === "set" ? 1 : 0,
      });
      expect((await run(all(tag), change)).changed).toBe(changed);
      const [a] = await rowsOf(twins().ours, tag);
      expect(a?.copies.map((copy) => copy[change.field])).toEqual(after);
      expect(a?.copies.map(({ label, swingTag }) => [label, swingTag])).toEqual([
        ["One", "3"],
        ["Two", "3"],
      ]);
    },
  );

  test("adds a tag once, takes it away, and leaves the other tags", async () => {
    await make("tags", [{ name: "A", tags: ["error"] }, { name: "B" }]);
    expect(await run(all("tags"), { do: "add", field: "tags", value: "error" })).toMatchObject({
      changed: 1,
    });
    expect((await rowsOf(twins().ours, "tags")).map(({ tags }) => tags)).toEqual([
      ["error", "tags"],
      ["error", "tags"],
    ]);
    await run(all("tags"), { do: "remove", field: "tags", value: "error" });
    expect((await rowsOf(twins().ours, "tags")).map(({ tags }) => tags)).toEqual([
      ["tags"],
      ["tags"],
    ]);
  });

  test("adds no thirty-first tag, and says so before", async () => {
    const full = Array.from({ length: 29 }, (_, number) => `t${number}`);
    await make("full", [{ name: "A", tags: full }, { name: "B" }]);
    const change = { do: "add", field: "tags", value: "one more" } as const;
    expect(await look(all("full"), change)).toMatchObject({ total: 2, changes: 1, unable: 1 });
    expect((await run(all("full"), change)).changed).toBe(1);
  });

  test("leaves alone what was changed since its preview, and names it", async () => {
    const [a = "", b = ""] = await make("since", [{ name: "Anna" }, { name: "Bruno" }]);
    const scope = twins().ours.as("owner");
    const change = { do: "set", field: "colour", value: "Red" } as const;
    const id = await begin({ ids: [a, b] }, change);
    const theirs = draft({ name: "Anna", colour: "Blue", tags: ["since"] });
    await scope.write((tx) => changeItem(tx, a, theirs));
    expect(await finish(id)).toMatchObject({
      changed: 1,
      leftAlone: 1,
      left: [{ id: a, name: "Anna" }],
    });
    expect((await rowsOf(twins().ours, "since")).map(({ colour }) => colour)).toEqual([
      "Blue",
      "Red",
    ]);
  });

  test("does each item once when a worker is killed in the midst of a part or between two, and is one undo", async () => {
    for (let part = 0; part < 31; part++)
      await make("killed", Array(20).fill({ name: `K${part}` }));
    const id = await begin(all("killed"), { do: "set", field: "variant", value: "Killed" });
    const scope = scopeOf(id);
    const killed = (tx: Parameters<typeof continueBulkEdit>[0]) =>
      continueBulkEdit(tx, id).then(() => Promise.reject(new Error("killed")));
    await expect(scope.write(killed)).rejects.toThrow("killed");
    const first = await scope.write((tx) => continueBulkEdit(tx, id));
    expect(first).toMatchObject({ passed: 500, changed: 500, ended: false });
    await expect(scope.write(killed)).rejects.toThrow("killed");
    expect(await finish(id)).toMatchObject({ passed: 620, changed: 620, leftAlone: 0 });
    // Asked again after its end it does nothing more.
    expect(await finish(id)).toMatchObject({ passed: 620, changed: 620 });

    const editor = twins().ours.as("editor");
    const last = () => editor.read((tx) => findLastBulkEdit(tx, twins().ours.members.editor.id));
    expect((await last())?.id).toBe(id);
    const [one] = await rowsOf(twins().ours, "killed");
    await editor.write((tx) =>
      changeItem(tx, one?.id ?? "", draft({ name: "K0", variant: "Mine", tags: ["killed"] })),
    );
    expect(await editor.write((tx) => undoChangeSet(tx, id))).toEqual({ rows: 619 });
    const variants = (await rowsOf(twins().ours, "killed")).map(({ variant }) => variant);
    expect(variants.filter((variant) => variant !== "")).toEqual(["Mine"]);
    expect(await last()).toBeNull();
  }, 240_000);

  test("moves to the trash, and duplicates with copies and tags", async () => {
    const ids = await make("twice", [{ name: "A", copies: [COPY] }, { name: "B" }]);
    expect((await run({ ids }, { do: "duplicate" })).changed).toBe(2);
    const rows = await rowsOf(twins().ours, "twice");
    expect(rows.map(({ name, copies }) => [name, copies.length])).toEqual([
      ["A", 1],
      ["A", 1],
      ["B", 0],
      ["B", 0],
    ]);
    expect(new Set(rows.map(({ slug }) => slug)).size).toBe(4);
    expect((await run({ ids }, { do: "trash" })).changed).toBe(2);
    expect(await rowsOf(twins().ours, "twice")).toHaveLength(2);
    const gone = await twins()
      .ours.as("editor")
      .read((tx) => openItem(tx, ids[0] ?? ""));
    expect(gone?.trashedAt).toBeInstanceOf(Date);
  });

  test("of another site's items is one of none", async () => {
    const { ours, theirs } = twins();
    const ids = Object.values(theirs.items);
    expect(await run({ ids }, { do: "trash" })).toMatchObject({ total: 0, changed: 0 });
    await expect(
      theirs.as("editor").write((tx) => continueBulkEdit(tx, randomUUID())),
    ).rejects.toThrow("There is no such bulk edit.");
    const id = await begin({ ids: [ours.items.peanut ?? ""] }, { do: "clear", field: "colour" });
    await expect(theirs.as("editor").write((tx) => continueBulkEdit(tx, id))).rejects.toThrow(
      "There is no such bulk edit.",
    );
  });

  test("adds nothing to what somebody else has done, whatever id it is sent with", async () => {
    const { ours } = twins();
    const [item = ""] = await make("forged", [{ colour: "red" }]);
    const byOwner = await ours.as("owner").write(async (tx) => {
      await addItem(tx, draft({ name: "The owner's" }));
      return tx.changeSet;
    });
    const id = await begin({ ids: [item] }, { do: "clear", field: "colour" });
    const change = { do: "trash" } as const;
    const seen = String(Date.now() * 1000);
    const as = (edit: string, memberId: string) =>
      ours
        .as("editor")
        .during("bulk edit", edit)
        .write((tx) =>
          beginBulkEdit(tx, { id: edit, memberId, selection: { ids: [item] }, change, seen }),
        );
    await expect(as(byOwner, ours.members.editor.id)).rejects.toMatchObject({ status: 409 });
    await expect(as(id, ours.members.owner.id)).rejects.toMatchObject({ status: 409 });
    // One's own again is the one that was begun.
    await as(id, ours.members.editor.id);
    expect(await finish(id)).toMatchObject({ change: { do: "clear" }, changed: 1 });
    const sets = await ours
      .as("owner")
      .read((tx) =>
        tx.select({ fields: changeSets.fields }).from(changeSets).where(eq(changeSets.id, byOwner)),
      );
    expect(sets[0]?.fields).not.toContain("items.trashed_at");
    expect(await rowsOf(ours, "forged")).toHaveLength(1);
  });

  test("sent again with fewer items tells how many it was begun with", async () => {
    const { ours } = twins();
    const ids = await make("again", [{ name: "A" }, { name: "B" }, { name: "C" }]);
    const change = { do: "clear", field: "colour" } as const;
    const id = await begin({ ids }, change);
    const again = { id, memberId: ours.members.editor.id, change, seen: "1" };
    const begun = await scopeOf(id).write((tx) =>
      beginBulkEdit(tx, { ...again, selection: { ids: ids.slice(0, 1) } }),
    );
    expect(begun.total).toBe(3);
  });
});
