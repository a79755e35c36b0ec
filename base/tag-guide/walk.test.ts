import { describe, expect, test } from "vitest";
import type { TagKind } from "./generation";
import { UNSURE } from "./questions";
import { GENERATIONS, type Walk, walk } from "./walk";

type Given = Readonly<Record<string, string>>;

/** Tags as they lie on a table, described by hand from the agreed facts and what is told, one of each generation. */
const TAGS: Readonly<Record<TagKind, Readonly<Record<string, Given>>>> = {
  swing: {
    "1": { opens: "flat", star: "none", letters: "thin", wearer: "other", made: "1994" },
    "2": { opens: "book", star: "none", letters: "thin", wearer: "other", made: "1994" },
    "3": { opens: "book", star: "none", letters: "thick", wearer: "other", made: "1997" },
    "4": { opens: "book", star: "yellow", wearer: "other", inside: "upright", made: "1997" },
    princess: { opens: "book", star: "yellow", wearer: "princess", inside: "round", made: "1997" },
    "5": { opens: "book", star: "yellow", wearer: "other", inside: "round", made: "1999" },
    "6": { opens: "book", star: "hologram", wearer: "other", wording: "2000", made: "2000" },
    zodiac: { opens: "book", star: "hologram", wearer: "zodiac", made: "2000" },
    "7": { opens: "book", star: "hologram", wearer: "other", wording: "other", made: "2000" },
    later: { opens: "book", star: "white", wearer: "other", made: "later" },
  },
  tush: {
    "1": { kind: "printed", heart: "none", name: "none", wearer: "other" },
    "2": { kind: "printed", heart: "red", name: "none", wearer: "other" },
    later: { kind: "printed", heart: "red", name: "printed", wearer: "other" },
    princess: { kind: "printed", heart: "red", name: "printed", wearer: "princess" },
    second: { kind: "two", wearer: "other" },
    embroidered: { kind: "embroidered", wearer: "other" },
  },
};

/** What sources say against an answer, by hand: whoever gives it holds no tag of these generations. */
const AGAINST: Readonly<Record<TagKind, Readonly<Record<string, readonly string[]>>>> = {
  swing: {
    "opens flat": ["2", "3"],
    "opens book": ["1"],
    "star none": ["4", "5", "6", "7"],
    "star yellow": ["3", "6", "7"],
    "star hologram": ["3", "4", "5"],
    "star white": ["3", "4", "5", "6", "7"],
    "letters thin": ["3"],
    "letters thick": ["1", "2"],
    "wearer princess": ["zodiac"],
    "wearer zodiac": ["princess"],
    "wearer other": ["princess", "zodiac"],
    "wording 2000": ["7"],
    "wording other": ["6"],
    "inside none": ["4", "5"],
    "inside upright": ["5"],
    "inside round": ["4"],
    "made 1994": ["3", "5", "6", "zodiac", "7", "later"],
    "made 1997": ["5", "6", "zodiac", "7", "later"],
    "made 1999": ["6", "zodiac", "7", "later"],
    "made 2000": ["later"],
  },
  tush: {
    "kind printed": ["second", "embroidered"],
    "kind two": ["embroidered"],
    "kind embroidered": ["second"],
    "heart none": ["2"],
    "heart red": ["1"],
    "name none": ["later"],
    "name printed": ["2"],
    "wearer other": ["princess"],
  },
};

describe.each(["swing", "tush"] as const)("the questions about a %s tag", (tag) => {
  const keys = GENERATIONS[tag].map(({ key }) => key);

  test("each generation in the data is held by somebody here, and no other", () => {
    expect(Object.keys(TAGS[tag]).sort()).toEqual([...keys].sort());
  });

  test("whatever is answered, the questions end within seven, and something is left", () => {
    let ends = 0;
    everyPath(tag, (given, { left, steps }) => {
      ends += 1;
      expect(left.length, say(given)).toBeGreaterThan(0);
      expect(steps.length, say(given)).toBeLessThanOrEqual(7);
    });
    expect(ends).toBeGreaterThan(20);
  });

  test("whoever answers all that is asked comes to one possibility or two", () => {
    everyPath(tag, (given, { left }) => {
      if (!Object.values(given).includes(UNSURE))
        expect(left.length, say(given)).toBeLessThanOrEqual(2);
    });
  });

  test("no path ends in a generation that an answer speaks against", () => {
    everyPath(tag, (given, { left, steps }) => {
      const ends = left.map(({ key }) => key);
      for (const { question, answer } of steps)
        for (const key of (answer && AGAINST[tag][`${question.key} ${answer.value}`]) ?? [])
          expect(ends, say(given)).not.toContain(key);
    });
  });

  test("what was passed over or left is all there is", () => {
    everyPath(tag, (given, { left, ruledOut }) => {
      const all = [...left, ...ruledOut.map(({ generation }) => generation)];
      expect(all.map(({ key }) => key).sort(), say(given)).toEqual([...keys].sort());
    });
  });

  test.each(Object.entries(TAGS[tag]))(
    "who holds a tag of %s comes to it, whatever of it can't be told",
    (key, held) => {
      const alone: boolean[] = [];
      everyPath(tag, (given, { left }) => {
        const isTrue = Object.entries(given).every(
          ([question, value]) => value === UNSURE || isTrueOf(held, question, value),
        );
        if (!isTrue) return;
        expect(
          left.map((one) => one.key),
          say(given),
        ).toContain(key);
        alone.push(left.length === 1);
      });
      expect(alone).toContain(true);
    },
  );

  test("each question offers two to five answers", () => {
    everyStep(tag, (given, { asked }) => {
      const { length } = asked?.answers ?? [];
      expect(length, say(given)).toBeGreaterThanOrEqual(2);
      expect(length, say(given)).toBeLessThanOrEqual(5);
    });
  });

  test("answers count in whatever order they come, and what answers nothing counts for nothing", () => {
    everyPath(tag, (given, end) => {
      const turned = Object.fromEntries(Object.entries(given).reverse());
      const noise = { nonsense: "1", toString: "flat", star: "purple", ...turned };
      expect(walk(tag, noise), say(given)).toEqual(end);
    });
  });
});

test("what no answer could be is taken for none", () => {
  const start = walk("swing", {});
  for (const opens of ["", "FLAT", "__proto__", "constructor", 1, null, ["flat"], {}, "flat\u0000"])
    expect(walk("swing", { opens })).toEqual(start);
  const inherited: Given = Object.create({ opens: "flat" });
  expect(walk("swing", inherited)).toEqual(start);
});

test("an answer that leaves nothing is not offered, and skipped where an address has it", () => {
  const shimmers = walk("swing", { opens: "book", star: "hologram" });
  expect(shimmers.asked?.answers.map(({ value }) => value)).toEqual(["zodiac", "other"]);
  expect(walk("swing", { opens: "book", star: "hologram", wearer: "princess" })).toEqual(shimmers);
});

/** Visits the end of each path. */
function everyPath(tag: TagKind, visit: (given: Given, end: Walk) => void, given: Given = {}) {
  const now = walk(tag, given);
  if (!now.asked) return visit(given, now);
  const { question, answers } = now.asked;
  for (const value of [...answers.map((one) => one.value), UNSURE])
    everyPath(tag, visit, { ...given, [question.key]: value });
}

/** Visits each place where something is asked. */
function everyStep(tag: TagKind, visit: (given: Given, now: Walk) => void, given: Given = {}) {
  const now = walk(tag, given);
  if (!now.asked) return;
  visit(given, now);
  const { question, answers } = now.asked;
  for (const value of [...answers.map((one) => one.value), UNSURE])
    everyStep(tag, visit, { ...given, [question.key]: value });
}

/** Who can say that it was made by 1994 can say by 2000 as well. */
function isTrueOf(held: Given, question: string, value: string): boolean {
  return question === "made" && value !== "later"
    ? Number(held.made) <= Number(value)
    : held[question] === value;
}

function say(given: Given): string {
  return JSON.stringify(given);
}
