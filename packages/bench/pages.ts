import { gzipSync } from "node:zlib";
import { chromium, type Page } from "playwright/test";
import type { Figure } from "./figures";
import type { Testbed } from "./testbed";

/** The browser that measures. */
export const BROWSER = process.env.TEST_CHROMIUM || "/usr/bin/chromium";
/** What it is started with as root on a machine without a screen. */
export const FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"];

/** The JavaScript of the public pages. */
export async function measureScripts(testbed: Testbed): Promise<Figure[]> {
  const server = await testbed.start();
  const browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
  try {
    const site = `http://${testbed.few.slug}.localhost:${server.port}`;
    const page = await browser.newPage();
    const weigh = async (address: string) => {
      const { files, inside } = await weighScripts(page, address);
      return files + inside;
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

/** JavaScript in kB of 1,000 bytes, gzipped. */
interface Weight {
  /** Each file by itself. */
  readonly files: number;
  /** What stands in the page. */
  readonly inside: number;
}

/** Opens a page and weighs its JavaScript. */
export async function weighScripts(page: Page, address: string): Promise<Weight> {
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
  return {
    files: [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000,
    inside: inline ? gzipSync(inline).length / 1000 : 0,
  };
}
