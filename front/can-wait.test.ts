import { expect, test } from "vitest";
import { canWait } from "./can-wait";

test.each(["/card", "/card/items/peanut", "/plush/peanut", "/photos/a/shelf.webp"])(
  "the picture %s waits for pages, whoever asks for it",
  (pathname) => {
    expect(canWait({}, pathname)).toBe(true);
  },
);

test.each(["/", "/cards", "/items/card", "/items/photos"])("%s waits for no other", (pathname) => {
  expect(canWait({}, pathname)).toBe(false);
});
