import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Shelf } from "@/components/site/shelf";
import type { ShelfRow } from "@/db/tenant/queries/shelf";
import { defaultSkin } from "@/themes/presets";
import { shelfItems } from "./shelf-view";

// A drawing's address names the version of the program, which is a setting.
Object.assign(process.env, {
  SECRET: "a secret of at least thirty-two characters",
  DATABASE_URL: "postgres://localhost:5432",
  DEMO: "1",
});

const peanut: ShelfRow = {
  id: "1",
  slug: "peanut",
  name: "Peanut",
  animal: "Elephant",
  variant: "",
  styleNumber: "4062",
  colour: "Royal blue",
  introduced: "1995-06",
  retired: "",
  status: "owned",
  visibility: "public",
  copies: 1,
  bestCondition: null,
  swingTag: "unsure",
  photo: null,
};

test("a private item says so to those who are shown it, on every shelf", () => {
  for (const preset of ["attic", "ledger"] as const) {
    const skin = defaultSkin(preset);
    const shown = (row: ShelfRow) =>
      renderToStaticMarkup(<Shelf skin={skin} items={shelfItems([row], 0)} />);
    expect(shown({ ...peanut, visibility: "private" })).toContain("Private");
    expect(shown(peanut)).not.toContain("Private");
  }
});

test("an item is marked by what is not the rule: its status first, then who sees it", () => {
  const marks = (row: Partial<ShelfRow>) => shelfItems([{ ...peanut, ...row }], 0)[0]?.marks;
  expect(marks({})).toEqual([]);
  expect(marks({ status: "wanted" })).toEqual(["Wanted"]);
  expect(marks({ status: "trade" })).toEqual(["For trade"]);
  expect(marks({ status: "sale", visibility: "unlisted" })).toEqual(["For sale", "Unlisted"]);
});

test("condition and tag are told in words", () => {
  const [graded] = shelfItems([{ ...peanut, bestCondition: "near-mint" }], 0);
  expect(graded).toMatchObject({ bestCondition: "Near mint", swingTag: "Generation unsure" });
  const [not] = shelfItems([{ ...peanut, bestCondition: "", swingTag: "" }], 0);
  expect(not).toMatchObject({ bestCondition: null, swingTag: null });
});

test("a public item's drawing has another address for each change of what it shows; no other item's address tells", () => {
  const srcOf = (row: Partial<ShelfRow>) =>
    shelfItems([{ ...peanut, ...row }], 0)[0]?.picture.src ?? "";
  const changes = [{}, { name: "Nut" }, { animal: "Bear" }, { colour: "Red" }, { variant: "New" }];
  const all = [...changes, { id: "2" }].map(srcOf);
  expect(new Set(all).size).toBe(all.length);
  for (const src of all) expect(src).toMatch(/^\/plush\/peanut\?v=[\w-]{22}$/);
  expect(srcOf({ styleNumber: "1" })).toBe(srcOf({}));
  for (const visibility of ["unlisted", "private"] as const)
    expect(srcOf({ visibility })).toBe("/plush/peanut");
});
