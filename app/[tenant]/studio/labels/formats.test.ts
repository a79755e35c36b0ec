import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FORMATS, formatOf, insetOf, onAPage, onPages, placeOnPage } from "./formats";

describe("labels on paper", () => {
  // By the makers' data sheets, from the upper left corner of the paper.
  test.for([
    ["a4-24", 0, 0, 4.5],
    ["a4-24", 4, 70, 40.5],
    ["a4-21", 0, 7.25, 15.15],
    ["a4-21", 20, 139.25, 243.75],
    ["a4-14", 1, 106.25, 15.15],
    ["a4-65", 0, 4.75, 10.7],
    ["a4-65", 64, 167.15, 265.1],
    ["a4-8", 0, 4.65, 13.1],
    ["letter-30", 0, 4.7625, 12.7],
    ["letter-30", 29, 144.4625, 241.3],
    ["letter-10", 0, 3.96875, 12.7],
    ["roll-62", 0, 0, 0],
  ] as const)("of %s the one at %i stands at %f and %f mm", ([key, at, left, top]) => {
    const place = placeOnPage(formatOf(key), at);
    expect(place.left).toBeCloseTo(left, 3);
    expect(place.top).toBeCloseTo(top, 3);
  });

  test.for(FORMATS.map((format) => [format.key, format] as const))(
    "none of %s leaves the paper or lies on another",
    ([, format]) => {
      const { paper, label } = format;
      const boxes = Array.from({ length: onAPage(format) }, (_, at) => placeOnPage(format, at));
      for (const [at, { left, top }] of boxes.entries()) {
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
        expect(left + label.width).toBeLessThanOrEqual(paper.width + 0.001);
        expect(top + label.height).toBeLessThanOrEqual(paper.height + 0.001);
        for (const other of boxes.slice(at + 1)) {
          const beside =
            other.left >= left + label.width - 0.001 || other.left + label.width <= left;
          expect(beside || other.top >= top + label.height - 0.001).toBe(true);
        }
      }
    },
  );

  test.for(FORMATS.map((format) => [format.key, format] as const))(
    "the paper of %s is a page of the style sheet, of the same size",
    ([, { paper }]) => {
      const css = readFileSync(new URL("labels.css", import.meta.url), "utf8");
      const [, width, height] =
        new RegExp(`@page ${paper.name} \\{\\s*size: ([\\d.]+)mm ([\\d.]+)mm;\\s*margin: 0;`).exec(
          css,
        ) ?? [];
      expect([Number(width), Number(height)]).toEqual([paper.width, paper.height]);
    },
  );

  test.for(FORMATS.filter((format) => onAPage(format) > 1).map((one) => [one.key, one] as const))(
    "nothing of %s is printed where printers leave a sheet white",
    ([, format]) => {
      const last = placeOnPage(format, format.columns - 1);
      const right = format.paper.width - last.left - format.label.width;
      for (const edge of [placeOnPage(format, 0).left, right])
        expect(edge + insetOf(format)).toBeGreaterThanOrEqual(4.9);
    },
  );

  test("begin at the first label that is free and go on over the pages", () => {
    const pages = onPages(formatOf("a4-8"), ["a", "b", "c", "d"], 6);
    expect(pages).toEqual([
      [
        { at: 6, label: "a" },
        { at: 7, label: "b" },
      ],
      [
        { at: 0, label: "c" },
        { at: 1, label: "d" },
      ],
    ]);
  });

  test("an unknown format is the first", () => {
    for (const key of ["constructor", "__proto__", "", undefined])
      expect(formatOf(key)).toBe(FORMATS[0]);
  });
});
