import { readFile } from "node:fs/promises";
import { basename, isAbsolute, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** How many tests passed, failed and were skipped. A test file that could not run counts as failed. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The failed tests, each with its file, its name and what it says, as far as a report names them. */
  readonly failures: readonly string[];
}

export function sum(totals: readonly Totals[]): Totals {
  return totals.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      failures: [...all.failures, ...one.failures],
    }),
    { passed: 0, failed: 0, skipped: 0, failures: [] },
  );
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Vitest's JSON report, with one failure for each file that failed outside of its tests. */
export async function vitestTotals(file: string, code: number): Promise<Totals> {
  const report: VitestReport | null = await reportIn(file);
  if (!report) return noReport(file);
  const failing = report.testResults.map(({ assertionResults, ...rest }) => ({
    ...rest,
    tests: assertionResults.filter((result) => result.status === "failed"),
  }));
  const broken = failing.filter(({ status, tests }) => status === "failed" && tests.length === 0);
  return honest(code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...failing.flatMap(({ name, tests }) =>
        tests.map((test) => lineOf(name, test.fullName, test.failureMessages[0])),
      ),
      ...broken.map(({ name, message }) => lineOf(name, "outside of its tests", message)),
    ],
  });
}

interface PlaywrightReport {
  readonly errors: readonly { readonly message?: string }[];
  readonly suites: readonly PlaywrightSuite[];
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

interface PlaywrightSuite {
  readonly specs: readonly PlaywrightSpec[];
  readonly suites?: readonly PlaywrightSuite[];
}

interface PlaywrightSpec {
  readonly file: string;
  readonly title: string;
  readonly ok: boolean;
  readonly tests: readonly {
    readonly results: readonly { readonly error?: { readonly message?: string } }[];
  }[];
}

/** Playwright's JSON report, with one failure for each error outside of its tests. */
export async function playwrightTotals(file: string, code: number): Promise<Totals> {
  const report: PlaywrightReport | null = await reportIn(file);
  if (!report) return noReport(file);
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failing = report.suites.flatMap(specsIn).filter(({ ok }) => !ok);
  return honest(code, {
    passed: expected + flaky,
    failed: unexpected + report.errors.length,
    skipped,
    failures: [
      ...failing.map(({ file, title, tests }) =>
        lineOf(`e2e/${file}`, title, tests[0]?.results[0]?.error?.message),
      ),
      ...report.errors.map(({ message }) => lineOf("e2e", "outside of its tests", message)),
    ],
  });
}

/** The specs of a suite of Playwright's report and of all within it. */
function specsIn({ specs, suites = [] }: PlaywrightSuite): readonly PlaywrightSpec[] {
  return [...specs, ...suites.flatMap(specsIn)];
}

/** How many tests Playwright's list has, which is its report of a run that only lists. */
export async function playwrightCount(file: string): Promise<number> {
  const report: PlaywrightReport | null = await reportIn(file);
  if (!report) throw new Error(`Playwright left no list of its tests in ${file}.`);
  return report.suites.flatMap(specsIn).reduce((count, { tests }) => count + tests.length, 0);
}

/** What `scripts/prove.ts` counted. */
export async function proofTotals(file: string, code: number): Promise<Totals> {
  const counted: Omit<Totals, "failures"> | null = await reportIn(file);
  return counted ? honest(code, { ...counted, failures: [] }) : noReport(file);
}

/** Counts a failure if the suite ended with an error although no test failed. */
function honest(code: number, totals: Totals): Totals {
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

function noReport(file: string): Totals {
  const failures = [lineOf(basename(file), "left no report", undefined)];
  return { passed: 0, failed: 1, skipped: 0, failures };
}

/**
 * What the failure says, down to its stack and without the colours of a terminal: the first line behind the names,
 * further ones below, because Playwright says there what it found.
 */
function lineOf(file: string, name: string, says = ""): string {
  const lines = stripVTControlCharacters(says).split("\n");
  const stack = lines.findIndex((line) => /^\s*at /.test(line));
  const said = (stack < 0 ? lines : lines.slice(0, stack)).filter((line) => line.trim() !== "");
  const shown = said.length > LINES ? [...said.slice(0, LINES), "…"] : said;
  const names = `${isAbsolute(file) ? relative(process.cwd(), file) : file}: ${name}`;
  return [names, shown.join("\n      ")].filter(Boolean).join(": ");
}

/** How many lines of one failure the summary shows. */
const LINES = 30;

async function reportIn<T>(file: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return null;
  }
}
