import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { playwrightTotals, proofTotals, sum, vitestTotals } from "./totals";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-totals-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const vitest = {
  numPassedTests: 4,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    {
      name: join(process.cwd(), "base/day.test.ts"),
      status: "failed",
      assertionResults: [
        { status: "passed", fullName: "a day is a day", failureMessages: [] },
        {
          status: "failed",
          fullName: "a day to come is said",
          failureMessages: ["\u001b[31mError: it is past\u001b[39m\n    at day.test.ts:3"],
        },
      ],
    },
  ],
};

test("tests that are to be written count as skipped", async () => {
  const file = await report(vitest);
  expect(await vitestTotals(file, 1)).toMatchObject({ passed: 4, failed: 1, skipped: 3 });
});

test("a file that fails before its first test counts as one failure", async () => {
  const broken = { name: "db/rls.test.ts", status: "failed", message: "No server.\nat x" };
  const testResults = [...vitest.testResults, { ...broken, assertionResults: [] }];
  const { failed, failures } = await vitestTotals(await report({ ...vitest, testResults }), 1);
  expect(failed).toBe(2);
  expect(failures).toEqual([
    "base/day.test.ts: a day to come is said: Error: it is past",
    "db/rls.test.ts: outside of its tests: No server.",
  ]);
});

test("a list that was expected empty is printed in the message of its failure", () => {
  const list = ["a table that nobody may read", "and one that everybody may", { why: "no policy" }];
  expect(() => expect(list).toEqual([])).toThrow(
    "expected [ 'a table that nobody may read', 'and one that everybody may', { why: 'no policy' } ]",
  );
});

test("what a failure says stands in the summary down to its stack", async () => {
  const says = "Error: not equal\n\n- Array []\n+ Array [ 1 ]\n    at day.spec.ts:3\n    at run";
  const broken = { name: "day.test.ts", status: "failed", message: says, assertionResults: [] };
  const file = await report({ ...vitest, testResults: [broken] });
  expect((await vitestTotals(file, 1)).failures).toEqual([
    "day.test.ts: outside of its tests: Error: not equal\n      - Array []\n      + Array [ 1 ]",
  ]);
});

test("a suite that ends with an error never counts as without failure", async () => {
  const file = await report({ ...vitest, numFailedTests: 0, testResults: [] });
  expect((await vitestTotals(file, 1)).failed).toBe(1);
});

test("a suite that leaves no report counts as one failure", async () => {
  const nowhere = join(folder, "none.json");
  const failures = ["none.json: left no report"];
  for (const totals of [vitestTotals, playwrightTotals, proofTotals])
    expect(await totals(nowhere, 0)).toEqual({ passed: 0, failed: 1, skipped: 0, failures });
});

test("an error outside of Playwright's tests counts as a failure", async () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
  const error = { message: "Expected a photo" };
  const specs = [
    {
      file: "photos.spec.ts",
      title: "a photo shows",
      ok: false,
      tests: [{ results: [{ error }] }],
    },
    { file: "photos.spec.ts", title: "it turns", ok: true, tests: [{ results: [{}] }] },
  ];
  const suites = [{ specs: [], suites: [{ specs }] }];
  const file = await report({ stats, suites, errors: [{ message: "no browser" }] });
  expect(await playwrightTotals(file, 1)).toEqual({
    passed: 4,
    failed: 2,
    skipped: 2,
    failures: [
      "e2e/photos.spec.ts: a photo shows: Expected a photo",
      "e2e: outside of its tests: no browser",
    ],
  });
});

test("the totals of suites add up", () => {
  const one = { passed: 1, failed: 2, skipped: 3, failures: ["a"] };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6, failures: ["a", "a"] });
});

async function report(content: unknown): Promise<string> {
  const file = join(folder, "report.json");
  await writeFile(file, JSON.stringify(content));
  return file;
}
