import { expect, test } from "vitest";
import { describeTwins, draft } from "@/db/testing";
import { EMPTY_COPY } from "../item";
import { listAlike } from "./alike";
import { addItem } from "./items";
import { listNamed } from "./photo-names";
import { trashItem } from "./trash";

describeTwins("items that are called alike", (twins) => {
  const editor = () => twins().ours.as("editor");
  const add = (name: string, variant = "", copies = 0) =>
    editor().write((tx) =>
      addItem(tx, draft({ name, variant, copies: Array(copies).fill(EMPTY_COPY) })),
    );
  const alike = async (name: string, variant = "") =>
    (await editor().read((tx) => listAlike(tx, { name, variant }))).map(({ id }) => id);

  test("are found by name and variant whatever the case, and no others", async () => {
    const plain = await add("Zebra Élan", "", 2);
    const blue = await add("Zebra Élan", "Blue");
    const gone = await add("Zebra Élan");
    await editor().write((tx) => trashItem(tx, gone.id));
    expect(await alike("  zebra élan ")).toEqual([plain.id]);
    expect(await alike("ZEBRA ÉLAN", "blue")).toEqual([blue.id]);
    expect(await alike("Zebra")).toEqual([]);
    const [found] = await editor().read((tx) => listAlike(tx, { name: "Zebra Élan", variant: "" }));
    expect(found).toMatchObject({ copies: 2 });
  });

  test.each(["", "   ", "\u0000", "%", "'; --", "'", "🧸"])(
    "%j is called like nothing",
    async (name) => {
      expect(await alike(name)).toEqual([]);
    },
  );

  test("the neighbour's are not among them, nor among those that files are named after", async () => {
    await add("Only ours", "", 1);
    const theirs = twins().theirs.as("editor");
    expect(await theirs.read((tx) => listAlike(tx, { name: "Only ours", variant: "" }))).toEqual(
      [],
    );
    expect(await theirs.read((tx) => listNamed(tx, ["ours"]))).toEqual([]);
    expect(await editor().read((tx) => listNamed(tx, ["ours"]))).toHaveLength(1);
  });
});
