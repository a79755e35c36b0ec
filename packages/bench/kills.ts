import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { Figure } from "./figures";
import type { Ground } from "./ground";

const root = join(import.meta.dirname, "../..");

const ReportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), title: z.string() })),
    }),
  ),
});

/**
 * Runs the tests that kill the worker, the app and Postgres, and counts the deaths. A death counts as
 * survived when what is looked at after all of its file's deaths is as promised.
 */
export async function measureKills(ground: Ground): Promise<Figure[]> {
  const file = join(root, ".data", `kills-${process.pid}.json`);
  const words = ["run", "jobs/killed", "--reporter", "json", "--outputFile", file];
  const env = { ...process.env, TEST_DATABASE_URL: ground.adminUrl };
  const ran = promisify(execFile)(join(root, "node_modules/.bin/vitest"), words, {
    cwd: root,
    env,
  });
  // That a test failed stands in the report, too.
  await ran.catch(() => {});
  const report = ReportSchema.parse(JSON.parse(await readFile(file, "utf8")));
  await rm(file, { force: true });
  const tests = report.testResults.flatMap(({ name, assertionResults }) => {
    const well = assertionResults.every(({ status }) => status === "passed");
    return assertionResults.map(({ title }) => ({ name, title, well }));
  });
  const steps = tests.filter(({ title }) => title.startsWith("before it "));
  const random = tests.flatMap(({ title, well }) => {
    const deaths = Number(/^after \d+ of (\d+) deaths/.exec(title)?.[1] ?? 0);
    return Array.from({ length: deaths }, () => ({ well }));
  });
  const survived = (deaths: readonly { well: boolean }[]) =>
    `${deaths.filter(({ well }) => well).length} of ${deaths.length}`;
  return [
    {
      what: "kill points survived: steps, random moments",
      value: `${survived(steps)} steps, ${survived(random)} random`,
      bar: "all steps and 50 of 50 random",
      met: steps.length > 0 && random.length === 50 && tests.every(({ well }) => well),
    },
  ];
}
