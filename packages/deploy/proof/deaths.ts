import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Proof } from "./proof";

const root = join(import.meta.dirname, "../../..");

/** How many random deaths the proof and the bench ask for; a test run dies eight times. */
const DEATHS = 50;

const ReportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), title: z.string() })),
    }),
  ),
});

/** How often something of ours was killed, and how often what was looked at afterwards was as promised. */
export interface Deaths {
  readonly steps: Survived;
  /** Deaths at random moments, by what their test promises. */
  readonly random: ReadonlyMap<string, Survived>;
  /** The titles of tests of those that kill which did not pass. */
  readonly failed: readonly string[];
}

export interface Survived {
  readonly died: number;
  readonly survived: number;
}

/** What the tests that kill at random moments promise, as their titles begin behind the number of deaths. */
export const PROMISED = {
  births: "each tenant",
  imports: "each sheet",
  undos: "each import that was taken back",
} as const;

/**
 * Runs the tests that kill the worker, the app and Postgres, with fifty random deaths, and counts. A death counts as
 * survived when all of its file's tests have passed.
 * @param files which of `jobs/killed*.test.ts`, by how their paths begin
 * @param adminUrl of the server to use; one of the tests' own is started where none is named
 */
export async function countDeaths(files: string, adminUrl?: string): Promise<Deaths> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-deaths-"));
  const report = join(folder, "report.json");
  try {
    // That a test failed stands in the report, too.
    await runVitest(["--reporter", "json", "--outputFile", report, files], adminUrl);
    const { testResults } = ReportSchema.parse(JSON.parse(await readFile(report, "utf8")));
    const tests = testResults.flatMap(({ assertionResults }) => {
      const well = assertionResults.every(({ status }) => status === "passed");
      return assertionResults.map(({ title, status }) => ({ title, status, well }));
    });
    const random = tests.flatMap(({ title, well }) => {
      const [, deaths = 0, what = ""] = /^after \d+ of (\d+) deaths (.*)/.exec(title) ?? [];
      const promise = Object.values(PROMISED).find((begins) => what.startsWith(begins)) ?? what;
      return Array.from({ length: Number(deaths) }, () => ({ promise, well }));
    });
    const steps = tests.filter(({ title }) => title.startsWith("before it "));
    return {
      steps: survivedOf(steps),
      random: new Map(
        [...Map.groupBy(random, ({ promise }) => promise)].map(([promise, deaths]) => [
          promise,
          survivedOf(deaths),
        ]),
      ),
      failed: tests.filter(({ status }) => status !== "passed").map(({ title }) => title),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function survivedOf(deaths: readonly { readonly well: boolean }[]): Survived {
  return { died: deaths.length, survived: deaths.filter(({ well }) => well).length };
}

function runVitest(words: readonly string[], adminUrl: string | undefined): Promise<void> {
  const env = { ...process.env, DEATHS: String(DEATHS), TEST_DATABASE_URL: adminUrl ?? "" };
  // One file after the other: beside another that kills, a minute in which all is to be well again is over too soon.
  const vitest = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--project",
    "database",
    "--no-file-parallelism",
  ];
  const child = spawn(process.execPath, [...vitest, ...words], { cwd: root, env, stdio: "ignore" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
}

/** Births, imports and their undos in processes that are killed at random moments. */
export const fiftyDeaths: Proof = {
  name: "deaths",
  async lacks() {
    return null;
  },
  async run(step) {
    await step(
      `after ${DEATHS} random deaths each tenant is active or wholly absent, and nothing else is there`,
      () => surviveAll("jobs/killed-anywhere.test.ts", [PROMISED.births]),
    );
    await step(
      `after ${DEATHS} random deaths each row of a sheet is written once, and after as many what was taken back is as before`,
      () => surviveAll("jobs/killed-import.test.ts", [PROMISED.imports, PROMISED.undos]),
    );
  },
};

async function surviveAll(file: string, promises: readonly string[]): Promise<void> {
  const { random, failed } = await countDeaths(file);
  for (const promise of promises) {
    const { died, survived } = random.get(promise) ?? { died: 0, survived: 0 };
    if (failed.length > 0 || died !== DEATHS || survived !== DEATHS)
      throw new Error(
        [`${survived} of ${died} deaths were survived: ${promise} …`, ...failed].join("; "),
      );
  }
}
