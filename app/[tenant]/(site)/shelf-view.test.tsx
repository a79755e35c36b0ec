import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Shelf } from "@/components/site/shelf";
import { EMPTY_ITEM } from "@/db/tenant/item";
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
  ...EMPTY_ITEM,
  standings: ["owned"],
  name: "Peanut",
  animal: "Elephant",
  styleNumber: "4062",
  colour: "Royal blue",
  introduced: "1995-06",
  copies: 1,
  ofCopies: { condition: null, swingTag: "unsure" },
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
  expect(marks({ standings: ["wanted"] })).toEqual(["Wanted"]);
  expect(marks({ standings: ["wanted", "owned", "trade"] })).toEqual(["Wanted", "For trade"]);
  expect(marks({ standings: ["sale"], visibility: "unlisted" })).toEqual(["For sale", "Unlisted"]);
  expect(marks({ standings: ["sold"] })).toEqual(["Sold"]);
  expect(marks({ standings: ["wanted", "sold"] })).toEqual(["Wanted", "Sold"]);
  expect(marks({ standings: ["owned", "sold", "given"] })).toEqual([]);
});

test("condition and tag are told in words", () => {
  const shown = (condition: string | null, swingTag: string | null) =>
    shelfItems([{ ...peanut, ofCopies: { condition, swingTag } }], 0)[0];
  const values = (item: ReturnType<typeof shown>) =>
    Object.fromEntries(item?.cells.map(({ label, value }) => [label, value]) ?? []);
  const graded = shown("near-mint", "unsure");
  expect(graded?.bestCondition).toBe("Near mint");
  expect(values(graded)).toEqual({
    Animal: "Elephant",
    Style: "4062",
    Year: "1995",
    Tag: "Generation unsure",
    Condition: "Near mint",
  });
  expect(values(shown(null, "3"))).toMatchObject({ Tag: "Generation 3", Condition: null });
  expect(shown("", "")?.bestCondition).toBeNull();
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
