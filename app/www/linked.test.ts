import fc from "fast-check";
import { expect, test } from "vitest";
import { linked } from "./linked";

test("an address on a line of its own becomes a link, and what stands around it stays text", () => {
  const letter = "Sign in:\nhttp://matt.localhost:3000/confirm?token=a_b-c\n\n--\nSwingtag";
  expect(linked(letter)).toEqual([
    { text: "Sign in:\n", isLink: false, at: 0 },
    { text: "http://matt.localhost:3000/confirm?token=a_b-c", isLink: true, at: 9 },
    { text: "\n\n--\nSwingtag", isLink: false, at: 55 },
  ]);
});

test("nothing but http and https is ever a link", () => {
  expect(linked("javascript:alert(1) data:text/html,x").some((each) => each.isLink)).toBe(false);
});

test("no letter of a text is lost or added", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl())), (parts) => {
      const text = parts.join(" ");
      expect(
        linked(text)
          .map((each) => each.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
