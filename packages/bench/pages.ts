import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import type { Figure } from "./figures";
import type { Ground } from "./ground";

const BROWSER = process.env.TEST_CHROMIUM || "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"];

/** The JavaScript of the public pages, what stands in the page included, each file gzipped, in kB of 1,000 bytes. */
export async function measureScripts(ground: Ground): Promise<Figure[]> {
  const server = await ground.start();
  const browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
  try {
    const site = `http://${ground.few.slug}.localhost:${server.port}`;
    const page = await browser.newPage();
    const weigh = async (address: string) => {
      const sizes = new Map<string, number>();
      page.removeAllListeners("response");
      page.on("response", async (response) => {
        if (response.request().resourceType() !== "script") return;
        const body = await response.body().catch(() => Buffer.alloc(0));
        sizes.set(response.url(), gzipSync(body).length);
      });
      await page.goto(address, { waitUntil: "networkidle" });
      const inline = await page
        .locator("script:not([src])")
        .evaluateAll((scripts) => scripts.map((script) => script.textContent).join("\n"));
      if (inline) sizes.set("in the page", gzipSync(inline).length);
      return [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000;
    };
    const shelf = await weigh(site);
    const first = await page.locator('a[href^="/items/"]').first().getAttribute("href");
    const item = await weigh(`${site}${first}`);
    return [
      {
        what: "JavaScript of the shelf, gzip",
        value: `${shelf.toFixed(1)} kB`,
        bar: "≤ 120 kB",
        met: shelf <= 120,
      },
      {
        what: "JavaScript of an item's page, gzip",
        value: `${item.toFixed(1)} kB`,
        bar: "no more than the shelf's",
        met: item <= shelf,
      },
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

const BARS = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 } as const;

/** Lighthouse's mobile scores of the shelf: the median of three runs, in percent. */
export async function measureLighthouse(ground: Ground): Promise<Figure[]> {
  if (!existsSync(BROWSER))
    throw new Error(`Lighthouse needs a browser: ${BROWSER} is not there. Set TEST_CHROMIUM.`);
  const server = await ground.start();
  try {
    const address = `http://${ground.few.slug}.localhost:${server.port}/`;
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

/** A browser now and then fails to record a load; the next attempt is another browser. */
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
