import { expect, test } from "vitest";
import { armed, csvHeader, csvLine } from "./csv";

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "＝1", "\u00a0=1", "\u200b=1"])(
  "the text %j is no formula in a spreadsheet",
  (text) => {
    expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  },
);

test.each([
  ["Peanut", "Peanut"],
  ["a, b", '"a, b"'],
  ['say "a"', '"say ""a"""'],
  ["two\nlines", '"two\nlines"'],
  [" blanks ", '" blanks "'],
  [-3, "-3"],
  [true, "true"],
  [null, ""],
  [{ a: [1] }, '"{""a"":[1]}"'],
])("%j stands as %j", (value, cell) => {
  expect(csvLine([value, 1])).toBe(`${cell},1\r\n`);
});

test("the first line has the mark of UTF-8 and the names", () => {
  expect(csvHeader(["id", "name"])).toBe("\ufeffid,name\r\n");
});

test.each(["=1", "'=1", "''=1", "'quoted'", "-", "\t=1", "Peanut", "'"])(
  "the text %j is itself again once it is read back",
  (text) => {
    const [, cell = ""] = /^"?(.*?)"?\r\n$/s.exec(csvLine([text])) ?? [];
    expect(armed(cell)).toBe(text);
  },
);
