import { expect, test } from "vitest";
import { EMPTY_COPY } from "@/db/tenant/item";
import { putItem } from "./item-block";
import type { Material, PaperItem } from "./material";
import { type Block, MM, type Sheet } from "./sheet";
import type { Styles } from "./styles";

/** A sheet whose lines are 10 points high, and where each of them stands. */
function linesOf(copies: number, pictureHeight: number) {
  const said: { words: string; y: number }[] = [];
  let y = 0;
  const text = (words: string): Block => ({
    height: 10,
    draw: (_, at) => void said.push({ words, y: at }),
  });
  const put = (block: Block, gap = 0) => {
    y += gap;
    block.draw(0, y);
    y += block.height;
    return false;
  };
  const sheet = { body: { width: 500 }, text, line: () => text(""), put, left: () => 800 };
  const row = {
    ...{ name: "Peanut", variant: "", styleNumber: "", line: "", animal: "", colour: "" },
    ...{ introduced: "", retired: "" },
    copies: Array.from({ length: copies }, (_, id) => ({ ...EMPTY_COPY, id: String(id) })),
  };
  const picture = { width: 100, height: pictureHeight, draw: () => {} };
  putItem(
    sheet as unknown as Sheet,
    {} as Styles,
    { paper: { values: false }, places: [] } as unknown as Material,
    { row, worths: new Map(), photos: [], want: undefined } as unknown as PaperItem,
    [picture],
  );
  return said.filter(({ words }) => words.startsWith("Copy")).map((one) => one.y);
}

test.each([1, 2, 3, 8])(
  "%i copies stand below each other, and none beyond the photograph",
  (copies) => {
    for (const picture of [12, 34, 49, 55, 130]) {
      const at = linesOf(copies, picture);
      for (const [index, y] of at.slice(1).entries())
        expect(y - (at[index] ?? 0)).toBeCloseTo(10 + 2 * MM);
    }
  },
);
