import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultSkin } from "@/themes/presets";
import { PRESET_IDS } from "@/themes/skin";
import { type Drafting, drafted, sayRatio, wearPreset } from "./skin-draft";

const start: Drafting = {
  now: { name: "ArtMatt", skin: defaultSkin("vitrine") },
  past: [],
  hand: null,
};

test("undoing every step leads back to the beginning, whatever the steps were", () => {
  const step = fc.record({
    hand: fc.constantFrom("name", "corner", "preset"),
    name: fc.string({ maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let drafting = steps.reduce(
        (state, { hand, name }) =>
          drafted(state, { kind: "change", hand, to: { ...state.now, name } }),
        start,
      );
      while (drafting.past.length > 0) drafting = drafted(drafting, { kind: "undo" });
      expect(drafting.now).toEqual(start.now);
    }),
  );
});

test("dragging through many colours is one step to undo", () => {
  let drafting = start;
  for (const accent of ["#111111", "#222222", "#333333"] as const) {
    const { skin } = drafting.now;
    const light = { ...skin.colours.light, accent };
    const to = { ...drafting.now, skin: { ...skin, colours: { ...skin.colours, light } } };
    drafting = drafted(drafting, { kind: "change", hand: "light accent", to });
  }
  expect(drafting.past).toHaveLength(1);
  expect(drafted(drafting, { kind: "undo" }).now).toEqual(start.now);
});

test("starting over can itself be undone", () => {
  const changed = drafted(start, {
    kind: "change",
    hand: "name",
    to: { ...start.now, name: "Other" },
  });
  const again = drafted(changed, { kind: "restart", with: start.now });
  expect(again.now).toEqual(start.now);
  expect(drafted(again, { kind: "undo" }).now.name).toBe("Other");
});

test("another preset brings its words along, unless they are the owner's own", () => {
  for (const id of PRESET_IDS) {
    expect(wearPreset(start.now.skin, id)).toEqual(defaultSkin(id));
    const own = defaultSkin("vitrine", {
      tagline: "Mine.",
      words: { one: "Bear", many: "Bears", collection: "Den" },
    });
    expect(wearPreset(own, id)).toMatchObject({ tagline: "Mine.", words: own.words });
  }
});

test("a ratio below its bar is never said to be at it", () => {
  expect(sayRatio(4.4999)).toBe("4.4");
  expect(sayRatio(4.5)).toBe("4.5");
  expect(sayRatio(21)).toBe("21.0");
});
