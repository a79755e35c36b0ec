import { expect, test } from "vitest";
import { adoptMapping } from "./adopt";
import type { MappedColumn, Mapping } from "./mapping";
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
  const { suggested: now, from } = adoptMapping(
    await suggested(),
    [{ fileName: "List.csv", mapping }],
    SITE_FIELDS,
  );
  expect(from).toBe("List.csv");
  expect(now.mapping).toMatchObject({
    places: "refuse",
    tidy: false,
    columns: [
      { name: "Toy", target: { to: "field", field: "variant" } },
      { name: "Bought", target: { to: "field", field: "acquired" }, order: "day first" },
      { name: "Tall", target: height },
      { name: "Words", target: { to: "new field" } },
    ],
  });
  expect(now.sure).toEqual(["sure", "sure", "sure", "guess"]);
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
  const { suggested: now } = adoptMapping(
    await suggested(),
    [{ fileName: "List.csv", mapping }],
    SITE_FIELDS,
  );
  expect(now.mapping.columns.map(({ target }) => target)).toEqual([
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
  expect(adoptMapping(before, [{ fileName: "Else.csv", mapping }], SITE_FIELDS)).toEqual({
    suggested: before,
    from: null,
  });
  expect(adoptMapping(before, [], SITE_FIELDS).from).toBeNull();
});
