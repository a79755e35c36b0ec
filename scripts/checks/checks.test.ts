import { expect, test } from "vitest";
import { belowFloors } from "./floors";
import { deadPaths, treeOf } from "./paths";
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

test("a glob in a string begins no comment", () => {
  const code = 'const all = ["db/*/guard.sql", "**/*.ts"]; /* why */\nconst one = "db/*";\n';
  expect(commentsOf(code)).toBe("/* why */\n\n");
});

const tree = treeOf([
  "README.md",
  "db/scope.ts",
  "db/tenant/queries/items.ts",
  "app/[tenant]/(site)/page.tsx",
  "packages/deploy/app.ts",
  "docs/guides/compose.md",
]);

test.each([
  ["// db/scope.ts, db/scope and db/tenant/ stand.", []],
  ["// Ends of paths: queries/items.ts, scope.ts.", []],
  ["// app/[tenant]/(site)/page.tsx and db/*/queries/NAME.ts and db/{scope,scope}.ts", []],
  ["// https://sites.example/db/gone.ts and /opt/db/gone.ts are no paths of ours", []],
  ["/** `db/gone.ts` was here. */", ["db/gone.ts"]],
  ["// See db/gone.", ["db/gone"]],
  ["// See db/*/gone.sql.", ["db/*/gone.sql"]],
  ["// See gone.ts and queries/gone.ts.", ["gone.ts", "queries/gone.ts"]],
  ["// The room deploy/app.ts moved", ["deploy/app.ts"]],
  ['fail("Add a line to db/gone.ts, then run it again.");', ["db/gone.ts"]],
  [`const one = "gone.ts"; const two = \`db/\${gone}.ts\`;`, []],
])("%s names %j that is not there", (code, gone) => {
  const found = deadPaths("db/seal.ts", code, tree);
  expect(found).toEqual(gone.map((path) => `db/seal.ts:1 names ${path}`));
});

test("a test plants paths in its code, and its comments are read all the same", () => {
  const code = 'expect("db/gone.ts");\n// db/gone.ts';
  expect(deadPaths("db/scope.test.ts", code, tree)).toEqual([
    "db/scope.test.ts:2 names db/gone.ts",
  ]);
});

test("a document's links lead to what stands beside it", () => {
  const text =
    "[one](compose.md) [two](../../db/scope.ts#why) [three](https://a.example)\n[four](gone.md)";
  expect(deadPaths("docs/guides/compose.md", text, tree)).toEqual([
    "docs/guides/compose.md:2 names gone.md",
  ]);
});
