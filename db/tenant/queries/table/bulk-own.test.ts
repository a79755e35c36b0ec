import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { WriteTx } from "@/db/scope";
import { describeTwins, draft } from "@/db/testing";
import { EMPTY_COPY, EMPTY_ITEM, type ItemDraft } from "../../item";
import type { FieldDraft } from "../../own";
import { openItem } from "../drafts";
import { addItem } from "../items";
import { addField, changeField, trashField } from "../own-fields";
import { retypeField } from "../own-types";
import { addPlace, removePlace } from "../places";
import { deleteTemplate, saveTemplate } from "../templates";
import { undoChangeSet } from "../undo";
import { beginBulkEdit, continueBulkEdit, type Progress, previewChange } from "./bulk-edits";
import { type Change, readSelection, type Selection } from "./change";
import { listTableFields } from "./site-fields";
import { FIRST_VIEW } from "./view-value";
import { keepView, listViews } from "./views";

let named = 0;

describeTwins("a bulk edit of an owner's field", (twins) => {
  const editor = () => twins().ours.as("editor");

  /** A field of this test alone. @returns its id and its key in the table */
  async function field(change: Partial<FieldDraft>): Promise<{ id: string; key: string }> {
    const label = `field ${++named}`;
    const made: FieldDraft = {
      ...{ label, type: "text", of: "item", seenBy: "members", group: "", unit: "", choices: [] },
      ...change,
    };
    const id = await editor().write((tx) => addField(tx, made));
    return { id, key: `own-${label.replace(" ", "-")}` };
  }

  async function make(drafts: readonly Partial<ItemDraft>[]): Promise<string[]> {
    return editor().write(async (tx) => {
      const ids: string[] = [];
      for (const one of drafts) ids.push((await addItem(tx, draft(one))).id);
      return ids;
    });
  }

  async function look(selection: Selection, change: Change) {
    const fields = await editor().read((tx) => listTableFields(tx));
    return editor().read((tx) => previewChange(tx, fields, selection, change));
  }

  async function begin(selection: Selection, change: Change): Promise<string> {
    const { seen } = await look(selection, change);
    const id = randomUUID();
    const memberId = twins().ours.members.editor.id;
    await editor().write((tx) => beginBulkEdit(tx, { id, memberId, selection, change, seen }));
    return id;
  }

  async function finish(id: string): Promise<Progress> {
    const scope = editor().during("bulk edit", id);
    for (;;) {
      const now = await scope.write((tx) => continueBulkEdit(tx, id));
      if (now.ended) return now;
    }
  }

  async function counts(selection: Selection, change: Change) {
    const { total, changes, unable } = await look(selection, change);
    return { total, changes, unable };
  }

  const draftsOf = (ids: readonly string[]) =>
    editor().write((tx: WriteTx) =>
      Promise.all(ids.map(async (id) => (await openItem(tx, id))?.draft ?? EMPTY_ITEM)),
    );

  test.for([
    ["text", "PVC", "PE", []],
    ["number", "12.5", "3", []],
    ["date", "1995-06", "1996", []],
    ["choice", "Blue", "Red", ["Blue", "Red"]],
    ["yes/no", "yes", "no", []],
    ["link", "https://a.example/", "https://b.example/", []],
    ["long text", "Sewn anew", "Washed", []],
  ] as const)("sets and empties a %s, as its preview said, and is one undo", async (given) => {
    const [type, value, other, choices] = given;
    const { id, key } = await field({ type, choices });
    const ids = await make([
      { name: "A", own: { [id]: [value] } },
      { name: "B", own: { [id]: [other] } },
      { name: "C" },
    ]);
    const change = { do: "set", field: key, value } as const;
    expect(await counts({ ids }, change)).toEqual({ total: 3, changes: 2, unable: 0 });
    const edit = await begin({ ids }, change);
    expect(await finish(edit)).toMatchObject({ changed: 2, leftAlone: 0, problem: "" });
    const saidBy = async () => (await draftsOf(ids)).map(({ own }) => own[id]);
    expect(await saidBy()).toEqual([[value], [value], [value]]);
    await editor().write((tx) => undoChangeSet(tx, edit));
    expect(await saidBy()).toEqual([[value], [other], undefined]);
    const clear = { do: "clear", field: key } as const;
    expect(await counts({ ids }, clear)).toEqual({ total: 3, changes: 2, unable: 0 });
    expect(await finish(await begin({ ids }, clear))).toMatchObject({ changed: 2 });
    expect(await saidBy()).toEqual([undefined, undefined, undefined]);
    // What is written is compared by what was written.
    await finish(await begin({ ids }, change));
    const filter = { all: [{ field: key, is: type === "long text" ? "contains" : "is", value }] };
    const fields = await editor().read((tx) => listTableFields(tx));
    const selection = readSelection({ filter }, fields);
    expect((await look(selection ?? { ids: [] }, clear)).total).toBe(3);
  });

  test("sets an amount in every copy of an item, and says how many have none", async () => {
    const { id, key } = await field({ type: "money", of: "copy" });
    const [one, two] = [
      { ...EMPTY_COPY, label: "One" },
      { ...EMPTY_COPY, label: "Two" },
    ];
    const ids = await make([
      { name: "A", copies: [{ ...one, own: { [id]: ["1250 EUR"] } }, two] },
      { name: "B", copies: [] },
    ]);
    const change = { do: "set", field: key, value: "EUR 1250" } as const;
    expect(await counts({ ids }, change)).toEqual({ total: 2, changes: 1, unable: 1 });
    expect(await finish(await begin({ ids }, change))).toMatchObject({ changed: 1 });
    const [a, b] = await draftsOf(ids);
    expect(a?.copies.map(({ label, own }) => [label, own?.[id]])).toEqual([
      ["One", ["1250 EUR"]],
      ["Two", ["1250 EUR"]],
    ]);
    expect(b?.copies).toEqual([]);
  });

  test("adds a choice once, takes it away, leaves the others, and no more than there may be", async () => {
    const choices = Array.from({ length: 40 }, (_, number) => `c${number}`);
    const { id, key } = await field({ type: "choices", choices });
    const ids = await make([
      { name: "A", own: { [id]: ["c1", "c39"] } },
      { name: "B" },
      { name: "C", own: { [id]: choices.slice(0, 30) } },
    ]);
    const add = { do: "add", field: key, value: "c39" } as const;
    expect(await counts({ ids }, add)).toEqual({ total: 3, changes: 1, unable: 1 });
    expect(await finish(await begin({ ids }, add))).toMatchObject({ changed: 1 });
    const said = async () => (await draftsOf(ids)).map(({ own }) => own[id]);
    expect(await said()).toEqual([["c1", "c39"], ["c39"], choices.slice(0, 30)]);
    const remove = { do: "remove", field: key, value: "c1" } as const;
    expect(await counts({ ids }, remove)).toEqual({ total: 3, changes: 2, unable: 0 });
    await finish(await begin({ ids }, remove));
    expect(await said()).toEqual([
      ["c39"],
      ["c39"],
      choices.slice(0, 30).filter((one) => one !== "c1"),
    ]);
    await finish(await begin({ ids }, { ...add, value: "c1" }));
    expect((await said())[0]).toEqual(["c39", "c1"]);
  });

  test("adds a choice to the copies that lack it", async () => {
    const { id, key } = await field({ type: "choices", of: "copy", choices: ["Pen", "Stain"] });
    const [one, two] = [
      { ...EMPTY_COPY, label: "One" },
      { ...EMPTY_COPY, label: "Two" },
    ];
    const ids = await make([
      { name: "A", copies: [{ ...one, own: { [id]: ["Pen"] } }, two] },
      { name: "B", copies: [] },
    ]);
    const add = { do: "add", field: key, value: "Pen" } as const;
    expect(await counts({ ids }, add)).toEqual({ total: 2, changes: 1, unable: 1 });
    await finish(await begin({ ids }, add));
    const [a] = await draftsOf(ids);
    expect(a?.copies.map(({ own }) => own?.[id])).toEqual([["Pen"], ["Pen"]]);
  });

  test("puts all copies into a place and out of it", async () => {
    const [box, attic] = [randomUUID(), randomUUID()];
    await editor().write(async (tx) => {
      await addPlace(tx, { id: box, name: `Box ${box}`, parentId: null });
      await addPlace(tx, { id: attic, name: `Attic ${attic}`, parentId: null });
    });
    const ids = await make([
      { name: "A", copies: [{ ...EMPTY_COPY, placeId: attic }, EMPTY_COPY] },
      { name: "B", copies: [{ ...EMPTY_COPY, placeId: box }] },
      { name: "C", copies: [] },
    ]);
    const placesOf = async () =>
      (await draftsOf(ids)).map(({ copies }) => copies.map(({ placeId }) => placeId));
    const change = { do: "set", field: "place", value: box } as const;
    expect(await counts({ ids }, change)).toEqual({ total: 3, changes: 1, unable: 1 });
    const edit = await begin({ ids }, change);
    expect(await finish(edit)).toMatchObject({ changed: 1 });
    expect(await placesOf()).toEqual([[box, box], [box], []]);
    await editor().write((tx) => undoChangeSet(tx, edit));
    expect(await placesOf()).toEqual([[attic, null], [box], []]);
    await finish(await begin({ ids }, { do: "clear", field: "place" }));
    expect(await placesOf()).toEqual([[null, null], [null], []]);
  });

  test("applies a template to those it changes: what is empty is filled, what stands there stays", async () => {
    const { id } = await field({ type: "choice", choices: ["PVC", "PE"] });
    const template = await editor().write((tx) =>
      saveTemplate(tx, { label: `T ${id}`, facts: { line: "Attic" }, own: { [id]: ["PVC"] } }),
    );
    const ids = await make([
      { name: "A", line: "" },
      { name: "B", line: "Original", own: { [id]: ["PE"] } },
      { name: "C", line: "Attic", own: { [id]: ["PVC"] }, template },
    ]);
    const change = { do: "template", template } as const;
    expect(await counts({ ids }, change)).toEqual({ total: 3, changes: 2, unable: 0 });
    const edit = await begin({ ids }, change);
    expect(await finish(edit)).toMatchObject({ changed: 2 });
    const said = async () =>
      (await draftsOf(ids)).map((one) => [one.line, one.own[id]?.[0], one.template]);
    expect(await said()).toEqual([
      ["Attic", "PVC", template],
      ["Original", "PE", template],
      ["Attic", "PVC", template],
    ]);
    expect(await counts({ ids }, change)).toMatchObject({ changes: 0 });
    await editor().write((tx) => undoChangeSet(tx, edit));
    expect(await said()).toEqual([
      ["", undefined, null],
      ["Original", "PE", null],
      ["Attic", "PVC", template],
    ]);
  });

  test("ends and says why where what it names went between two parts, and what was done is one undo", async () => {
    const { id, key } = await field({ type: "choice", choices: ["Blue", "Red"] });
    const [place, gone] = [randomUUID(), await field({ type: "text" })];
    const template = await editor().write(async (tx) => {
      await addPlace(tx, { id: place, name: `P ${place}`, parentId: null });
      return saveTemplate(tx, { label: `T ${place}`, facts: { line: "Attic" }, own: {} });
    });
    const ids = await make([{ name: "A", copies: [EMPTY_COPY] }]);
    const choices = { label: key, group: "", seenBy: "members", unit: "" } as const;
    const cases: [Change, (tx: WriteTx) => Promise<unknown>, RegExp][] = [
      [
        { do: "set", field: key, value: "Blue" },
        (tx) =>
          changeField(tx, id, { ...choices, choices: ["Navy", "Red"], renamed: { Blue: "Navy" } }),
        /“Blue” is none of the choices/,
      ],
      [
        { do: "set", field: gone.key, value: "x" },
        (tx) => trashField(tx, gone.id),
        /not there any more/,
      ],
      [
        { do: "set", field: "place", value: place },
        (tx) => removePlace(tx, place),
        /not there any more/,
      ],
      [
        { do: "template", template },
        (tx) => deleteTemplate(tx, template),
        /template is not there any more/,
      ],
    ];
    for (const [change, away, problem] of cases) {
      const edit = await begin({ ids }, change);
      await editor().write(away);
      const ended = await finish(edit);
      expect(ended).toMatchObject({ ended: true, changed: 0 });
      expect(ended.problem).toMatch(problem);
    }
    const [one] = await draftsOf(ids);
    expect([one?.own, one?.line, one?.copies[0]?.placeId]).toEqual([{}, "", null]);
  });

  test("whose filter asks for a field that went changes nothing, rather than everything", async () => {
    const { id, key } = await field({ type: "text" });
    const ids = await make([{ name: "A", own: { [id]: ["x"] } }, { name: "B" }]);
    const filter = { all: [{ field: key, is: "is-not", value: "x" }] } as const;
    const edit = await begin({ filter, except: [] }, { do: "set", field: "colour", value: "grey" });
    await editor().write((tx) => trashField(tx, id));
    expect((await finish(edit)).problem).toMatch(/not there any more/);
    expect((await draftsOf(ids)).map(({ colour }) => colour)).not.toContain("grey");
  });

  test("a view that names a field which took another type, or went, opens with the rest of what it names", async () => {
    const { id, key } = await field({ type: "number" });
    const { ours } = twins();
    const filter = {
      all: [
        { field: key, is: "between", from: "1", to: "2" },
        { field: "animal", is: "is", value: "Bear" },
      ],
    } as const;
    const columns = [
      { key, width: 90 },
      { key: "animal", width: 90 },
    ];
    const value = { ...FIRST_VIEW, filter, columns, order: { key, down: true } };
    await editor().write((tx) => keepView(tx, { memberId: null, name: key, value }));
    const seen = async () => {
      const fields = await editor().read((tx) => listTableFields(tx));
      const { named: views } = await editor().read((tx) =>
        listViews(tx, fields, ours.members.editor.id),
      );
      return views.find(({ name }) => name === key)?.value;
    };
    expect(await seen()).toMatchObject({ filter, order: { key } });
    const none = { read: [], unread: [] };
    await editor().write((tx) =>
      retypeField(tx, id, { type: "choice", unit: "", choices: ["Big"] }, none),
    );
    expect(await seen()).toMatchObject({
      filter: { all: [{ field: "animal", is: "is", value: "Bear" }] },
      columns: [{ key: "name" }, { key }, { key: "animal" }],
      order: { key, down: true },
    });
    await editor().write((tx) => trashField(tx, id));
    expect(await seen()).toMatchObject({
      filter: { all: [{ field: "animal", is: "is", value: "Bear" }] },
      columns: [{ key: "name" }, { key: "animal" }],
      order: { key: "name", down: false },
    });
  });
});
