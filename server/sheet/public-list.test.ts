import { expect, test } from "vitest";
import { BUILT_IN } from "@/db/tenant/queries/table/fields";
import { suggestMapping } from "./match";
import { questionsOf } from "./questions";
import { rowReader } from "./read-row";
import { listedToys, publicList } from "./testing-public-list";
import { readAll, surveyIn } from "./testing-sheets";

test("a public list of 2,081 toys comes in with one answer about its dates, each as it was meant", async () => {
  const { names, rows } = await readAll(publicList());
  expect(rows).toHaveLength(2081);
  const survey = await surveyIn(names, rows);
  const { mapping, sure, preset } = suggestMapping(survey, BUILT_IN);
  expect(preset).toBe("beanie-list");
  expect(new Set(sure)).toEqual(new Set(["sure"]));
  const asked = questionsOf(survey, mapping, BUILT_IN);
  expect(asked).toMatchObject([
    { about: "order", name: "Introduced", count: 1146, filled: 2008, dayFirst: 0, monthFirst: 862 },
  ]);
  expect(asked[0]?.examples).toHaveLength(3);

  const before = rowReader(mapping, BUILT_IN);
  const refused = rows.flatMap((cells) => before(cells).refused);
  expect(refused).toHaveLength(1146);
  expect(new Set(refused.map(({ column, readings }) => `${column} ${readings.length}`))).toEqual(
    new Set(["3 2"]),
  );

  const columns = mapping.columns.map((column) =>
    column.name === "Introduced" ? { ...column, order: "month first" as const } : column,
  );
  const read = rowReader({ ...mapping, columns }, BUILT_IN);
  const toys = listedToys();
  for (const [at, cells] of rows.entries()) {
    const { changes, refused: wrong } = read(cells);
    const toy = toys[at];
    expect(wrong).toEqual([]);
    expect(changes.item).toEqual({
      name: toy?.name.replace("&amp;", "&"),
      animal: "Bear",
      styleNumber: toy?.style,
      ...(toy?.introduced && { introduced: toy.introduced }),
    });
    expect(changes.copy).toEqual({ swingTag: String(1 + (at % 20)), tushTag: toy?.tush });
  }
});
