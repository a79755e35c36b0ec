import { describe, expect, test } from "vitest";
import { wordsOf } from "./line-words";

const LINE = {
  id: "1",
  at: new Date("2026-11-22T23:30:00Z"),
  actor: "owner",
  action: "renamed the site",
  reason: "",
  detail: {},
};
const nobody = () => null;

describe("a line of the site's log", () => {
  test("names the member who did it, and any owner where that one has left", () => {
    const line = { ...LINE, detail: { member: "m1" } };
    expect(wordsOf(line, (id) => (id === "m1" ? "Ann" : null)).who).toBe("Ann");
    expect(wordsOf(line, nobody).who).toBe("An owner");
  });

  test.each([
    ["operator ann@example.com", "The operator ann@example.com"],
    ["command line", "Swingtag’s command line"],
    ["Swingtag", "Swingtag"],
  ])("says who %s is", (actor, who) => {
    expect(wordsOf({ ...LINE, actor }, nobody).who).toBe(who);
  });

  test.each([
    [{ from: "artmatt", to: "matt" }, "artmatt → matt"],
    [{ from: "pool", to: "own" }, "the shared database → a database of its own"],
    [{ removedFrom: "2026-12-22T10:00:00Z" }, "to be removed for good on 22 December 2026"],
    [{ hours: 4 }, "for 4 hours"],
    [null, ""],
    ["text", ""],
    [{ nested: { from: "x" } }, ""],
  ])("tells of %j what a person can use", (detail, more) => {
    expect(wordsOf({ ...LINE, detail }, nobody).more).toBe(more);
  });

  test("hidden and turned text shows itself, wherever it stands", () => {
    const evil = "\u202Egnp.exe\u0000";
    const words = wordsOf(
      {
        ...LINE,
        actor: `operator ${evil}`,
        action: evil,
        reason: evil,
        detail: { from: evil, to: "b" },
      },
      nobody,
    );
    for (const text of [words.who, words.what, words.why, words.more])
      expect(text).toMatch(/⟨U\+202E⟩gnp\.exe⟨U\+0000⟩/);
  });

  test("the day and the time are those of UTC", () => {
    expect(wordsOf(LINE, nobody)).toMatchObject({ day: "22 November 2026", time: "23:30" });
  });
});
