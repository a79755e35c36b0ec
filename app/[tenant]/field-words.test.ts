import { expect, test } from "vitest";
import { wordOf } from "@/db/tenant/field";
import type { OwnField } from "@/db/tenant/own";
import { ownInWords } from "./field-words";

const website: OwnField = {
  id: "0b7e7c1e-0000-4000-8000-000000000001",
  key: "website",
  label: "Website",
  type: "link",
  of: "item",
  seenBy: "everyone",
  group: "own",
  position: 0,
};

test.each([
  ["https://www.example.org/", "https://www.example.org/"],
  ["javascript:alert(1)", undefined],
  ["ask at the counter", undefined],
])("%j in a field of links leads to %j", (value, href) => {
  const [shown] = ownInWords([website], "item", { [website.id]: [value] });
  expect(shown?.href).toBe(href);
  expect(shown?.value).toBe(href ? "example.org" : value);
});

test.each(["__proto__", "constructor", "toString"])("%s is a value like any other", (value) => {
  expect(wordOf({ key: "condition", words: { mint: "Mint" } }, value)).toBe(value);
});
