import { expect, test } from "vitest";
import { visibleText } from "./stored-text";

test.each([
  ["turns a line around", "abc\u202edcba", "abc⟨U+202E⟩dcba"],
  ["isolates", "\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"],
  ["marks a direction", "a\u200fb\u061c", "a⟨U+200F⟩b⟨U+061C⟩"],
  ["takes no room", "a\u200bb\ufeffc\u2060", "a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+2060⟩"],
  ["controls a terminal", "\u001b[31mred\u0007\u0000", "⟨U+001B⟩[31mred⟨U+0007⟩⟨U+0000⟩"],
  ["ends a line where none ends", "a\u2028b\u2029c\r", "a⟨U+2028⟩b⟨U+2029⟩c⟨U+000D⟩"],
  ["fills a line with nothing", "a\u3164b\u115f", "a⟨U+3164⟩b⟨U+115F⟩"],
  ["tags in private", "a\u{e0041}\ue000", "a⟨U+E0041⟩⟨U+E000⟩"],
  ["is half a character", "a\ud800b", "a⟨U+D800⟩b"],
])("what %s is seen as its number", (_, text, seen) => {
  expect(visibleText(text)).toBe(seen);
});

test("marks that pile up beyond three are seen as numbers and cover no other line", () => {
  const seen = visibleText(`e${"\u0301".repeat(40)}`);
  expect(seen.startsWith("e\u0301\u0301\u0301⟨U+0301⟩")).toBe(true);
});

test("words of every script, emoji and line ends stay as they are", () => {
  for (const text of ["Grüße, Ολα καλά, שלום, مرحبا, こんにちは, 🧸", "one\ntwo"])
    expect(visibleText(text)).toBe(text);
});

test("markup stays the text that it is", () => {
  const text = '<script>alert(1)</script><img src=x onerror="1">';
  expect(visibleText(text)).toBe(text);
});

test("a text of 10,000 characters is cut, and how long it was is said", () => {
  expect(visibleText("x".repeat(10_000), 40)).toBe(`${"x".repeat(40)}… (10000 characters)`);
});

test("cutting never halves a character", () => {
  expect(visibleText("🧸".repeat(50), 10).isWellFormed()).toBe(true);
});
