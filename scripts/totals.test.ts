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
  testResults: [{ status: "failed", assertionResults: [{ status: "failed" }] }],
};

test("tests that are to be written count as skipped", async () => {
  const file = await report(vitest);
  expect(await vitestTotals(file, 1)).toEqual({ passed: 4, failed: 1, skipped: 3 });
});

test("a file that fails before its first test counts as one failure", async () => {
  const testResults = [...vitest.testResults, { status: "failed", assertionResults: [] }];
  const file = await report({ ...vitest, testResults });
  expect((await vitestTotals(file, 1)).failed).toBe(2);
});

test("a suite that ends with an error never counts as without failure", async () => {
  const file = await report({ ...vitest, numFailedTests: 0, testResults: [] });
  expect((await vitestTotals(file, 1)).failed).toBe(1);
});

test("a suite that leaves no report counts as one failure", async () => {
  const nowhere = join(folder, "none.json");
  expect(await vitestTotals(nowhere, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(await playwrightTotals(nowhere, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(await proofTotals(nowhere, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("an error outside of Playwright's tests counts as a failure", async () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
  const file = await report({ stats, errors: [{ message: "no browser" }] });
  expect(await playwrightTotals(file, 1)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test("the totals of suites add up", () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
});

async function report(content: unknown): Promise<string> {
  const file = join(folder, "report.json");
  await writeFile(file, JSON.stringify(content));
  return file;
}
