import { expect, test } from "vitest";
import { belowFloors } from "./floors";
import { commentsOf } from "./phrases";

const floors = { sharp: "0.35.4" };

test.each([
  ["0.35.4", 0],
  ["0.35.10", 0],
  ["1.0.0", 0],
  ["0.35.3", 1],
  ["0.34.9", 1],
  ["0.35.4-rc.1", 1],
  ["", 1],
])("a locked version %j gives %i problems at a floor of 0.35.4", (version, problems) => {
  const packages = { "node_modules/sharp": { version }, "node_modules/sharper": { version: "0" } };
  expect(belowFloors(packages, floors)).toHaveLength(problems);
});

test("a copy nested in another package stands on the floor too", () => {
  const packages = {
    "node_modules/sharp": { version: "0.35.5" },
    "node_modules/next/node_modules/sharp": { version: "0.33.0" },
  };
  expect(belowFloors(packages, floors)).toEqual([
    "node_modules/next/node_modules/sharp is 0.33.0, below 0.35.4",
  ]);
});

test("a floor of a package that is gone is a problem, so that floors don't outlive their packages", () => {
  expect(belowFloors({}, floors)).toHaveLength(1);
});

test("comments keep their lines, and code, strings and addresses are no comments", () => {
  const code = 'const a = "shelf"; // why\n/* two\nlines */ call("https://shelf.example");\n';
  expect(commentsOf(code)).toBe("// why\n/* two\nlines */\n");
});
