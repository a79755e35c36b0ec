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
  readonly steps: { readonly died: number; readonly survived: number };
  readonly random: { readonly died: number; readonly survived: number };
  /** Whether every test of those that kill has passed. */
  readonly well: boolean;
}

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
      return assertionResults.map(({ title }) => ({ title, well }));
    });
    const random = tests.flatMap(({ title, well }) => {
      const deaths = Number(/^after \d+ of (\d+) deaths/.exec(title)?.[1] ?? 0);
      return Array.from({ length: deaths }, () => ({ well }));
    });
    const steps = tests.filter(({ title }) => title.startsWith("before it "));
    return {
      steps: survivedOf(steps),
      random: survivedOf(random),
      well: tests.every(({ well }) => well),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function survivedOf(deaths: readonly { readonly well: boolean }[]) {
  return { died: deaths.length, survived: deaths.filter(({ well }) => well).length };
}

function runVitest(words: readonly string[], adminUrl: string | undefined): Promise<void> {
  const env = { ...process.env, DEATHS: String(DEATHS), TEST_DATABASE_URL: adminUrl ?? "" };
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--project", "database"];
  const child = spawn(process.execPath, [...vitest, ...words], { cwd: root, env, stdio: "ignore" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
}

/** Births in processes that are killed at random moments. */
export const fiftyDeaths: Proof = {
  name: "deaths",
  async lacks() {
    return null;
  },
  async run(step) {
    await step(
      `after ${DEATHS} random deaths each tenant is active or wholly absent, and nothing else is there`,
      async () => {
        const { random, well } = await countDeaths("jobs/killed-anywhere.test.ts");
        if (!well || random.died !== DEATHS || random.survived !== DEATHS)
          throw new Error(`${random.survived} of ${random.died} deaths were survived.`);
      },
    );
  },
};
