import { describe, expect, test } from "vitest";
import { GENERATIONS } from "@/base/tag-guide/walk";
import { tagCodesOf } from "@/db/tenant/parts";
import { answersOf, askedIn, codesOf, endingOf, readGuide, stepsOf } from "./tag-guide-view";

const FOURTH = {
  tag: "swing",
  opens: "book",
  star: "yellow",
  wearer: "other",
  inside: "upright",
  made: "2000",
};

describe("which tag it is", () => {
  test("nothing said asks which tag it is, and so does whatever names no tag", () => {
    const nothing = readGuide({});
    expect(askedIn(nothing)?.answers.map(({ value }) => value)).toEqual(["swing", "tush"]);
    expect(endingOf(nothing)).toBeNull();
    const prototype = JSON.parse('{"__proto__": {"tag": "swing"}, "tag": "constructor"}');
    for (const given of [{ tag: "" }, { tag: [] }, { tag: ["neck"] }, { q: "swing" }, prototype])
      expect(readGuide(given)).toEqual(nothing);
  });

  test("of a parameter given twice the first one counts", () => {
    expect(answersOf(readGuide({ tag: ["tush", "swing"], kind: ["two", "printed"] }))).toEqual([
      ["tag", "tush"],
      ["kind", "two"],
    ]);
  });

  test("the same answers have one address, whatever stands beside them and in whichever order", () => {
    const turned = Object.fromEntries(Object.entries(FOURTH).reverse());
    const noise = { ...turned, letters: "thin", wording: "x".repeat(9_000), "\u0000": "\u0000" };
    expect(answersOf(readGuide(noise))).toEqual(Object.entries(FOURTH));
  });

  test("the end says what it is, how sure that is, where sources disagree and the earliest item", () => {
    const guide = readGuide(FOURTH);
    expect(askedIn(guide)).toBeNull();
    expect(endingOf(guide)).toMatchObject({
      title: "Generation 4",
      sure: { word: "Likely." },
      left: [
        {
          disputed: "One source gives 1998, against the item tables.",
          earliest: [
            "The earliest item with it is Curly, introduced on 15 June 1996. Two sources agree.",
          ],
        },
      ],
    });
    expect(stepsOf(guide).map(({ sure }) => sure !== null)).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(codesOf(guide)).toEqual(["4"]);
  });

  test("only what two sources agree on makes it sure", () => {
    const flat = readGuide({ tag: "swing", opens: "flat", made: "2000" });
    expect(endingOf(flat)).toMatchObject({ title: "Generation 1", sure: { word: "Sure." } });
    const white = readGuide({ tag: "swing", opens: "book", star: "white" });
    expect(endingOf(white)).toMatchObject({ sure: { word: "By exclusion." } });
    expect(codesOf(white)).toEqual(["unsure"]);
  });

  test("two possibilities are both named, and a field can take either or that it is unsure", () => {
    const guide = readGuide({ ...FOURTH, inside: "unsure" });
    expect(endingOf(guide)).toMatchObject({
      title: "Generation 4, or generation 5",
      sure: { word: "Not settled." },
    });
    expect(codesOf(guide)).toEqual(["4", "5", "unsure"]);
  });

  test("whoever could tell nothing is told so, with all that it can be", () => {
    const lost = Object.fromEntries(Object.keys(FOURTH).map((key) => [key, "unsure"]));
    const guide = readGuide({ ...lost, letters: "unsure", wording: "unsure", tag: "swing" });
    expect(endingOf(guide)).toMatchObject({ left: [], sure: { word: "Too little was seen." } });
    expect(endingOf(guide)?.many).toHaveLength(GENERATIONS.swing.length);
    expect(codesOf(guide)).toEqual(["unsure"]);
  });

  test("each code that it ends in is one that the form offers for Beanie Babies", () => {
    const offered = tagCodesOf("Beanie Babies");
    for (const [tag, codes] of [
      ["swing", offered.swingTag],
      ["tush", offered.tushTag],
    ] as const)
      for (const { code } of GENERATIONS[tag]) expect(codes).toContain(code ?? "unsure");
  });
});
