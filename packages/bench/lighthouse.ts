import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Figure } from "./figures";
import { BROWSER, FLAGS } from "./pages";
import type { Testbed } from "./testbed";

const BARS = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 } as const;

/** Lighthouse's mobile scores of the shelf: the median of three runs, in percent. */
export async function measureLighthouse(testbed: Testbed): Promise<Figure[]> {
  if (!existsSync(BROWSER))
    throw new Error(`Lighthouse needs a browser: ${BROWSER} is not there. Set TEST_CHROMIUM.`);
  const server = await testbed.start();
  try {
    const address = `http://${testbed.few.slug}.localhost:${server.port}/`;
    const runs = [1, 2, 3].map(() => patiently(() => scoresOf(address)));
    return Object.entries(BARS).map(([category, bar]) => {
      const scores = runs.map((run) => run[category] ?? 0).sort((one, other) => one - other);
      const median = scores[1] ?? 0;
      return {
        what: `Lighthouse, mobile, ${category}`,
        value: String(median),
        bar: `≥ ${bar}`,
        met: median >= bar,
      };
    });
  } finally {
    await server.stop();
  }
}

/** Tries again with a new browser, because a browser now and then fails to record a load. */
function patiently<T>(measure: () => T): T {
  for (let attempt = 1; ; attempt++)
    try {
      return measure();
    } catch (error) {
      if (attempt === 3) throw error;
    }
}

function scoresOf(address: string): Record<string, number> {
  const program = join(import.meta.dirname, "../../node_modules/lighthouse/cli/index.js");
  const said = execFileSync(
    process.execPath,
    [
      program,
      address,
      "--quiet",
      "--output=json",
      `--chrome-flags=--headless ${FLAGS.join(" ")}`,
      `--only-categories=${Object.keys(BARS).join()}`,
    ],
    { encoding: "utf8", maxBuffer: 100_000_000, env: { ...process.env, CHROME_PATH: BROWSER } },
  );
  const { categories }: { categories: Record<string, { score: number | null }> } = JSON.parse(said);
  return Object.fromEntries(
    Object.entries(categories).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)]),
  );
}
