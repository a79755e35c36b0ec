import { expect, test } from "vitest";
import { sheetColumns } from "@/db/seed/sheet-columns";
import { offersFor } from "./adopt";
import { type MappedColumn, type Mapping, MappingSchema } from "./mapping";
import { mappedColumn, suggestMapping } from "./match";
import { SITE_FIELDS, surveyIn } from "./testing-sheets";

const NAMES = ["Toy", "Bought", "Tall", "Words"];
const ROWS = [["Peanut", "01/12/2018", "12", "x"]];

async function suggested() {
  return suggestMapping(await surveyIn(NAMES, ROWS), SITE_FIELDS);
}

const said = (columns: readonly MappedColumn[]): Mapping => ({
  columns: [...columns],
  places: "refuse",
  tidy: false,
});
const height = { to: "field", field: "own-height" } as const;

test("a list that comes again is matched and answered as it was before, whatever the order of its columns", async () => {
  const mapping = said([
    mappedColumn({ name: "TALL" }, height),
    { ...mappedColumn({ name: "Bought" }, { to: "field", field: "acquired" }), order: "day first" },
    mappedColumn({ name: "Toy" }, { to: "field", field: "variant" }),
  ]);
  const list = { name: "List.csv", isKept: false, mapping };
  const [offer, recognised] = offersFor(await suggested(), [list], SITE_FIELDS);
  expect(offer?.from).toEqual({ name: "List.csv", isKept: false });
  expect(recognised).toEqual({ from: null, suggested: await suggested() });
  const now = offer?.suggested;
  expect(now?.mapping).toMatchObject({
    places: "refuse",
    tidy: false,
    columns: [
      { name: "Toy", target: { to: "field", field: "variant" } },
      { name: "Bought", target: { to: "field", field: "acquired" }, order: "day first" },
      { name: "Tall", target: height },
      { name: "Words", target: { to: "new field" } },
    ],
  });
  expect(now?.sure).toEqual(["sure", "sure", "sure", "guess"]);
});

test("a field that was made then is found, and one that is gone is suggested anew", async () => {
  const made = {
    to: "new field",
    label: "height",
    type: "number",
    of: "item",
    seenBy: "members",
  } as const;
  const mapping = said([
    mappedColumn({ name: "Tall" }, made),
    mappedColumn({ name: "Toy" }, { to: "field", field: "own-gone" }),
    mappedColumn({ name: "Bought" }, { to: "nothing" }),
  ]);
  const list = { name: "List.csv", isKept: false, mapping };
  const [offer] = offersFor(await suggested(), [list], SITE_FIELDS);
  expect(offer?.suggested.mapping.columns.map(({ target }) => target)).toEqual([
    { to: "field", field: "name" },
    { to: "nothing" },
    height,
    expect.objectContaining({ to: "new field" }),
  ]);
});

test("another list says nothing of this one", async () => {
  const before = await suggested();
  const mapping = said([
    mappedColumn({ name: "Toy" }, { to: "nothing" }),
    mappedColumn({ name: "Else" }, { to: "nothing" }),
  ]);
  const other = { name: "Else.csv", isKept: true, mapping };
  const recognised = [{ from: null, suggested: before }];
  expect(offersFor(before, [other], SITE_FIELDS)).toEqual(recognised);
  expect(offersFor(before, [], SITE_FIELDS)).toEqual(recognised);
});

test("what the site keeps under names goes before what was said last, and each is offered", async () => {
  const one = (name: string, isKept: boolean, field: string) => ({
    ...{ name, isKept },
    mapping: said(NAMES.map((column) => mappedColumn({ name: column }, { to: "field", field }))),
  });
  const offers = offersFor(
    await suggested(),
    [one("Fair", true, "note"), one("Attic", true, "story"), one("Last.csv", false, "label")],
    SITE_FIELDS,
  );
  expect(offers.map(({ from }) => from?.name ?? null)).toEqual(["Fair", "Attic", null]);
  expect(offers[1]?.suggested.mapping.columns[0]?.target).toEqual({ to: "field", field: "story" });
});

test("what a lived-in site keeps can be read", () => {
  expect(MappingSchema.safeParse(sheetColumns.mapping).success).toBe(true);
});
