import { expect, test } from "vitest";
import type { GridRow } from "./grid";
import { leftRows } from "./left-rows";

const row = (id: string, name: string): GridRow => ({ id, cells: name ? { name } : {} });

test("saved rows go, and what was typed while they were saved stays as new items", () => {
  const saved = [row("a", "Peanut"), row("b", "Zip")];
  const left = leftRows(
    [row("a", "Peanut"), row("b", "Zip II"), row("c", "Nana"), row("d", "")],
    saved,
  );
  expect(left.slice(0, 2).map(({ cells }) => cells.name)).toEqual(["Zip II", "Nana"]);
  expect(left[0]?.id).not.toBe("b");
  expect(left[1]?.id).toBe("c");
  expect(left.slice(2).every(({ cells }) => Object.keys(cells).length === 0)).toBe(true);
  expect(left).toHaveLength(20);
});

test("where nothing was typed meanwhile, every row is empty and new", () => {
  const saved = [row("a", "Peanut")];
  expect(leftRows(saved, saved).map(({ cells }) => cells)).toEqual(Array(20).fill({}));
});
