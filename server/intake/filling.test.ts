import { expect, test } from "vitest";
import type { Scope } from "@/db/scope";
import { openDrafts, openItem } from "@/db/tenant/queries/drafts";
import { findIntake } from "@/db/tenant/queries/intake/intakes";
import { undoWhole } from "@/db/tenant/queries/undo";
import { describeTwins } from "@/db/testing";
import { bring } from "./testing-intake";

const SHEET = `Name,Style number,Variant,Colour,Retired
Pinchers,4026,,Red,
Bongo,4067,,,
Peanut,4062,Royal blue,,1996
Own make,,,,
Pinchers,4026,,Red,
`;

describeTwins("a sheet whose blanks the catalogue can fill", (twins) => {
  const read = (scope: Scope, fills: boolean) =>
    bring(scope, SHEET, (mapping) => ({ ...mapping, fills }));
  const fillable = async (scope: Scope, id: string) =>
    (await scope.read((tx) => findIntake(tx, id)))?.fillable;
  const itemOf = async (scope: Scope, id: string | null | undefined) =>
    (await scope.read((tx) => openItem(tx, id ?? "")))?.draft;

  test("nothing is filled until somebody says so, and how many rows it would be is known", async () => {
    const scope = twins().ours.as("editor");
    const { id, rows } = await read(scope, false);
    // Bongo has two variants, so that its number names no single entry; the second Pinchers is another copy of the first.
    expect(await fillable(scope, id)).toBe(2);
    const [pinchers] = await rows();
    const fields = pinchers?.changes.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(["name", "colour", "styleNumber"]));
    for (const blank of ["animal", "line", "birthday", "retired"])
      expect(fields).not.toContain(blank);
  });

  test("what is blank is filled and marked, what a cell says stays, and the item is of the entry", async () => {
    const { ours, theirs } = twins();
    const scope = ours.as("editor");
    const sheet = await read(scope, true);
    const [pinchers, bongo, peanut] = await sheet.rows();
    expect(pinchers?.changes.filter(({ by }) => by === "catalogue")).toEqual(
      [
        ["animal", "Lobster"],
        ["line", "Beanie Babies"],
        ["birthday", "1993-06-19"],
        ["introduced", "1994-01"],
        ["retired", "1998-05-01"],
      ].map(([field, to]) => ({ field, from: [], to: [to], by: "catalogue" })),
    );
    expect(bongo?.changes.filter(({ by }) => by)).toEqual([]);
    expect((await sheet.take()).added).toBe(4);
    expect(await itemOf(scope, pinchers?.itemId)).toMatchObject({
      animal: "Lobster",
      colour: "Red",
      retired: "1998-05-01",
      copies: [{}, {}],
      entry: { key: "pinchers/4026", release: 1, mine: [] },
    });
    // The sheet said when it was retired, which the catalogue doesn't.
    expect(await itemOf(scope, peanut?.itemId)).toMatchObject({
      variant: "Royal blue",
      retired: "1996",
      introduced: "1995-06-03",
      entry: { key: "peanut/4062/royal-blue" },
    });
    expect(await itemOf(scope, bongo?.itemId)).toMatchObject({ animal: "", entry: null });
    expect(
      await theirs.as("editor").read((tx) => openDrafts(tx, [pinchers?.itemId ?? ""])),
    ).toEqual([]);

    // Brought again it changes nothing: what its owner empties meanwhile stays empty too.
    const again = await read(scope, true);
    expect(await again.outcomes()).toEqual({ same: 5 });
    expect(await fillable(scope, again.id)).toBe(0);

    await scope.write((tx) => undoWhole(tx, sheet.id));
    expect(await itemOf(scope, pinchers?.itemId)).toBeUndefined();
  });

  test("an item that was there gets what it lacks, and keeps what it says", async () => {
    const scope = twins().ours.as("editor");
    const first = await bring(scope, "Name,Style number,Animal\nPinchers,4026,Crayfish\n");
    await first.take();
    const [there] = await first.rows();
    const sheet = await read(scope, true);
    const [pinchers] = await sheet.rows();
    expect(pinchers).toMatchObject({ itemId: there?.itemId, outcome: "changed" });
    await sheet.take();
    expect(await itemOf(scope, there?.itemId)).toMatchObject({
      animal: "Crayfish",
      birthday: "1993-06-19",
      entry: { key: "pinchers/4026", mine: ["animal"] },
    });
  });
});
