import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySkin, hostileText } from "./arbitraries";
import { defaultSkin, getPreset, PRESETS } from "./presets";
import { COLOUR_ROLES, CORNERS, PRESET_IDS, parseSkin, type Skin, SkinSchema } from "./skin";

const skin = getPreset("vitrine").skin;

function refusedField(input: unknown): string {
  const result = SkinSchema.safeParse(input);
  return result.success ? "" : (result.error.issues[0]?.path.join(".") ?? "");
}

describe("parsing a skin", () => {
  test("parsing what was parsed changes nothing", () => {
    fc.assert(
      fc.property(anySkin, (any) => {
        expect(parseSkin(parseSkin(any))).toEqual(parseSkin(any));
      }),
    );
  });

  test("a skin survives being stored as JSON", () => {
    fc.assert(
      fc.property(anySkin, (any) => {
        expect(parseSkin(JSON.parse(JSON.stringify(any)))).toEqual(parseSkin(any));
      }),
    );
  });

  test("unknown keys are refused at every level", () => {
    expect(SkinSchema.safeParse({ ...skin, css: "body{}" }).success).toBe(false);
    const palette = { ...skin.colours.light, shadow: "#000000" };
    const colours = { ...skin.colours, light: palette };
    expect(SkinSchema.safeParse({ ...skin, colours }).success).toBe(false);
    expect(SkinSchema.safeParse({ ...skin, words: { ...skin.words, few: "x" } }).success).toBe(
      false,
    );
  });

  test("a colour is six hexadecimal digits and comes back in lower case", () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(...COLOUR_ROLES), (value, role) => {
        const light = { ...skin.colours.light, [role]: value };
        const result = SkinSchema.safeParse({ ...skin, colours: { ...skin.colours, light } });
        expect(result.success).toBe(/^#[0-9a-fA-F]{6}$/.test(value) && value.length === 7);
      }),
    );
    const light = { ...skin.colours.light, ink: "#ABCDEF" };
    expect(parseSkin({ ...skin, colours: { ...skin.colours, light } }).colours.light.ink).toBe(
      "#abcdef",
    );
  });

  test("a choice outside its list is refused by name", () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        fc.pre(!CORNERS.some((corner) => corner === value));
        expect(refusedField({ ...skin, corner: value })).toBe("corner");
      }),
    );
  });

  test.each([
    ["a control character", "Two\u0000lines"],
    ["a line break inside", "Two\nlines"],
    ["a direction override", "abc\u202edef"],
    ["121 letters", "x".repeat(121)],
  ])("a tagline with %s is refused", (_, tagline) => {
    expect(refusedField({ ...skin, tagline })).toBe("tagline");
  });

  test("a tagline is trimmed and may be empty", () => {
    expect(parseSkin({ ...skin, tagline: "  Hello  " }).tagline).toBe("Hello");
    expect(parseSkin({ ...skin, tagline: "" }).tagline).toBe("");
  });

  test.each([["<b>"], [""], ["  "], ["-"], ["x".repeat(25)], ["a;b"], ["a{b"]])(
    "the word %j is refused",
    (one) => {
      expect(refusedField({ ...skin, words: { ...skin.words, one } })).toBe("words.one");
    },
  );

  test.each([["Bär"], ["くま"], ["Ty's own"], ["Half-bear 2"]])("the word %j is taken", (one) => {
    expect(parseSkin({ ...skin, words: { ...skin.words, one } }).words.one).toBe(one);
  });

  test.each([
    ["../etc/passwd"],
    ["a/../../b"],
    ["/abs"],
    ["A.png"],
    ["a b"],
    [""],
    ["x".repeat(201)],
  ])("the logo key %j is refused", (key) => {
    const logo = { key, alt: "", width: 1, height: 1 };
    expect(refusedField({ ...skin, logo })).toBe("logo.key");
  });
});

describe("presets", () => {
  test("there is exactly one preset for each id", () => {
    expect(PRESETS.map((each) => each.id)).toEqual([...PRESET_IDS]);
  });

  test("no two presets share their structure", () => {
    const structure = ({ type, shelf, header, detail, density, corner }: Skin) =>
      [type, shelf, header, detail, density, corner].join();
    expect(new Set(PRESETS.map((each) => structure(each.skin))).size).toBe(PRESETS.length);
  });

  test("overrides are parsed as strictly as a form", () => {
    expect(defaultSkin("attic", { tagline: " Hi " }).tagline).toBe("Hi");
    expect(() => defaultSkin("attic", { tagline: "a\nb" })).toThrow();
  });
});
