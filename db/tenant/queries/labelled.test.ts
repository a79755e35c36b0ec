import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeTwins, draft } from "@/db/testing";
import { EMPTY_COPY } from "../item";
import { openItem } from "./drafts";
import { addItem } from "./items";
import { findLabelled } from "./labelled";
import { addPlace } from "./places";
import { trashItem } from "./trash";

describeTwins("what a label's id names", (twins) => {
  const add = async (visibility: "public" | "unlisted" | "private") => {
    const copies = [EMPTY_COPY, { ...EMPTY_COPY, keptOff: true }];
    const made = await twins()
      .ours.as("editor")
      .write((tx) => addItem(tx, draft({ name: "Kept", visibility, copies })));
    const item = await twins()
      .ours.as("editor")
      .read((tx) => openItem(tx, made.id));
    const [open = "", off = ""] = item?.draft.copies.map(({ id }) => id) ?? [];
    return { ...made, open, off, named: { kind: "item", id: made.id, slug: made.slug } };
  };
  const asVisitor = (id: string) =>
    twins()
      .ours.as("visitor")
      .read((tx) => findLabelled(tx, id));
  const asMember = (id: string) =>
    twins()
      .ours.as("viewer")
      .read((tx) => findLabelled(tx, id));

  test("leads members to every copy's item and to places", async () => {
    const place = randomUUID();
    await twins()
      .ours.as("editor")
      .write((tx) => addPlace(tx, { id: place, name: "Box 7", parentId: null }));
    expect(await asMember(place)).toEqual({ kind: "place", id: place });
    for (const visibility of ["public", "private"] as const) {
      const { open, off, named } = await add(visibility);
      expect(await asMember(open)).toEqual(named);
      expect(await asMember(off)).toEqual(named);
    }
    expect(await asVisitor(place)).toBeNull();
  });

  test("leads visitors to what they may see who have its link, and tells nothing of the rest", async () => {
    const [shown, linked, hidden] = [
      await add("public"),
      await add("unlisted"),
      await add("private"),
    ];
    for (const { open, named } of [shown, linked]) expect(await asVisitor(open)).toEqual(named);
    for (const id of [shown.off, linked.off, hidden.open, hidden.off, randomUUID()])
      expect(await asVisitor(id)).toBeNull();
  });

  test("names nothing in the trash, and nothing on another site", async () => {
    const { id, open } = await add("public");
    for (const person of [twins().theirs.as("visitor"), twins().theirs.as("owner")])
      expect(await person.read((tx) => findLabelled(tx, open))).toBeNull();
    await twins()
      .ours.as("editor")
      .write((tx) => trashItem(tx, id));
    expect(await asMember(open)).toBeNull();
    expect(await asVisitor(open)).toBeNull();
  });
});
