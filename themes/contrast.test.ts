import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyHex, anySkin } from "./arbitraries";
import { colourDistance, contrastRatio, withLightness } from "./colour";
import { contrastReport, repair, repairAll } from "./contrast";
import { defaultSkin, PRESETS } from "./presets";
import { parseSkin } from "./skin";

describe("colour arithmetic", () => {
  test("the ratio of two colours does not depend on their order and lies in 1..21", () => {
    fc.assert(
      fc.property(anyHex, anyHex, (one, other) => {
        const ratio = contrastRatio(one, other);
        expect(ratio).toBe(contrastRatio(other, one));
        expect(ratio).toBeGreaterThanOrEqual(1);
        expect(ratio).toBeLessThanOrEqual(21);
      }),
    );
  });

  // Figures published by WCAG techniques and common checkers.
  test.each([
    ["#000000", "#ffffff", 21],
    ["#777777", "#ffffff", 4.48],
    ["#767676", "#ffffff", 4.54],
    ["#ff0000", "#ffffff", 4],
    ["#0000ff", "#ffffff", 8.59],
  ] as const)("%s on %s is %d", (one, other, ratio) => {
    expect(contrastRatio(one, other)).toBeCloseTo(ratio, 2);
  });

  test("another lightness keeps the hue and ends in black and white", () => {
    fc.assert(
      fc.property(anyHex, (hex) => {
        expect(withLightness(hex, 0)).toBe("#000000");
        expect(withLightness(hex, 1)).toBe("#ffffff");
      }),
    );
    expect(colourDistance(withLightness("#336699", 0.5038), "#336699")).toBeLessThan(0.01);
  });
});

describe("the contrast report", () => {
  test.each(PRESETS.map((each) => [each.name, each] as const))(
    "%s passes WCAG AA in light and in dark",
    (_, { skin }) => {
      expect(contrastReport(skin).pairs.filter((pair) => !pair.passes)).toEqual([]);
    },
  );

  test("names no pair twice and tells a person where it is seen", () => {
    fc.assert(
      fc.property(anySkin, (skin) => {
        const { pairs } = contrastReport(skin);
        const names = pairs.map((pair) => [pair.scheme, pair.foreground, pair.background].join());
        expect(new Set(names).size).toBe(pairs.length);
        expect(pairs.every((pair) => pair.where.length > 0)).toBe(true);
      }),
    );
  });

  test("judges reversed rows only where the shelf is a table", () => {
    const reversed = (shelf: "grid" | "table") =>
      contrastReport(defaultSkin("ledger", { shelf })).pairs.filter(
        (pair) => pair.foreground === "paper",
      ).length;
    expect(reversed("table")).toBe(2);
    expect(reversed("grid")).toBe(0);
  });

  test("judges the board of a shelf only where there are boards", () => {
    const boards = (shelf: "grid" | "shelves") =>
      contrastReport(defaultSkin("attic", { shelf })).pairs.filter(
        (pair) => pair.background === "line",
      ).length;
    expect(boards("shelves")).toBe(2);
    expect(boards("grid")).toBe(0);
  });
});

describe("repair", () => {
  test("makes the pair pass and touches one role of one scheme", () => {
    fc.assert(
      fc.property(anySkin, (skin) => {
        const failing = contrastReport(skin).pairs.find((pair) => !pair.passes);
        fc.pre(failing !== undefined);
        const repaired = repair(skin, failing);
        const again = contrastReport(repaired).pairs.find(
          (pair) =>
            pair.scheme === failing.scheme &&
            pair.foreground === failing.foreground &&
            pair.background === failing.background,
        );
        expect(again?.passes).toBe(true);
        expect(repaired.colours[failing.scheme]).toEqual({
          ...skin.colours[failing.scheme],
          [failing.moves]: failing.suggestion,
        });
        expect(parseSkin(repaired)).toEqual(repaired);
      }),
      { numRuns: 60 },
    );
  });

  test("stops at the edge: soft grey on white moves to the first grey that passes", () => {
    const skin = defaultSkin("ledger");
    const light = { ...skin.colours.light, soft: "#8a8a8a", card: "#ffffff" } as const;
    const pale = { ...skin, colours: { ...skin.colours, light } };
    const name = { scheme: "light", foreground: "soft", background: "paper" } as const;
    expect(["#767676", "#757575", "#747474"]).toContain(repair(pale, name).colours.light.soft);
  });

  test("leaves a passing skin as it is", () => {
    const skin = defaultSkin("attic");
    const name = { scheme: "light", foreground: "ink", background: "paper" } as const;
    expect(repair(skin, name)).toBe(skin);
    expect(repairAll(skin)).toBe(skin);
  });

  test("repairing all publishes a skin whose owner chose a pale grey for everything soft", () => {
    const skin = defaultSkin("terminal");
    const dark = {
      ...skin.colours.dark,
      soft: "#3b2a4c",
      accent: "#2a5a3a",
      ink: "#443355",
    } as const;
    const dim = { ...skin, colours: { ...skin.colours, dark } };
    expect(contrastReport(dim).passes).toBe(false);
    expect(contrastReport(repairAll(dim)).passes).toBe(true);
  });
});
