import { expect, test } from "vitest";
import { Refusal } from "@/base/refusal";
import { describeTwins, type Twin } from "@/db/testing";
import { BUILT_IN } from "./fields";
import { FIRST_VIEW, readView, type ViewValue } from "./view-value";
import { keepArrangement, keepView, listViews, removeView } from "./views";

const read = (given: unknown) => readView(given, BUILT_IN);
const CLOSE: ViewValue = { ...FIRST_VIEW, density: "close" };

test("a view from outside is read as far as it is known, and the name stays a column", () => {
  expect(
    read({
      columns: [
        { key: "animal", width: 5 },
        { key: "secret", width: 100 },
        { key: "animal", width: 90 },
        { key: "variant", width: "wide" },
      ],
      density: "crowded",
      filter: { field: "tenantId", is: "is", value: "1" },
      order: { key: "photo" },
    }),
  ).toEqual({
    columns: [
      { key: "name", width: 230 },
      { key: "animal", width: 60 },
      { key: "variant", width: 140 },
    ],
    density: "roomy",
    filter: { all: [] },
    order: { key: "name", down: false },
  });
  for (const nothing of [null, 7, "view", [], { columns: "name" }])
    expect(read(nothing)).toEqual(FIRST_VIEW);
});

describeTwins("views of the table", (twins) => {
  const seen = (twin: Twin, who: "owner" | "editor" | "viewer") =>
    twin.as(who).read((tx) => listViews(tx, BUILT_IN, twin.members[who].id));

  test("one's own is nobody else's, the site's is every member's, and another site's nobody's", async () => {
    const { ours, theirs } = twins();
    const { id: memberId } = ours.members.editor;
    await ours.as("editor").write(async (tx) => {
      await keepView(tx, { memberId, name: "Mine", value: CLOSE });
      await keepView(tx, { memberId: null, name: "Ours", value: CLOSE });
      await keepArrangement(tx, memberId, CLOSE);
    });
    const editor = await seen(ours, "editor");
    expect(editor.named.map(({ name, shared }) => [name, shared])).toEqual([
      ["Ours", true],
      ["Mine", false],
    ]);
    expect(editor.last).toEqual(CLOSE);
    const viewer = await seen(ours, "viewer");
    expect(viewer.named.map(({ name }) => name)).toEqual(["Ours"]);
    expect(viewer.last).toBeNull();
    expect(await seen(theirs, "editor")).toEqual({ named: [], last: null });
    expect(await ours.as("visitor").read((tx) => listViews(tx, BUILT_IN, memberId))).toEqual({
      named: [],
      last: null,
    });
  });

  test("keeping under the same name replaces, and forgetting takes one's own alone", async () => {
    const { ours } = twins();
    const { editor, owner } = ours.members;
    const scope = ours.as("editor");
    const view = { memberId: editor.id, name: "Again", value: FIRST_VIEW };
    const id = await scope.write((tx) => keepView(tx, view));
    expect(await scope.write((tx) => keepView(tx, { ...view, value: CLOSE }))).toBe(id);
    for (const other of [owner.id, null])
      await expect(scope.write((tx) => removeView(tx, id, other))).rejects.toThrow(Refusal);
    await scope.write((tx) => removeView(tx, id, editor.id));
    expect((await seen(ours, "editor")).named.map(({ name }) => name)).not.toContain("Again");
  });

  test("the fifty-first name of a member is refused, and a kept one can still be changed", async () => {
    const { ours } = twins();
    const { id: memberId } = ours.members.owner;
    const keep = (name: string) =>
      ours.as("owner").write((tx) => keepView(tx, { memberId, name, value: FIRST_VIEW }));
    for (let number = 1; number <= 50; number++) await keep(`View ${number}`);
    await expect(keep("One more")).rejects.toThrow("There are 50 views already.");
    await keep("View 50");
  });
});
