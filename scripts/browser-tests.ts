import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "@/base/free-port";
import { beginRun } from "@/db/testing-runs";
import { buildApp } from "@/packages/local/build";
import { prepareDemo, SITES } from "@/packages/local/installation";
import { awaitAnswers, startApp, stopLeftApp } from "@/packages/local/serve";
import { photographCertificate } from "./certificate-picture";
import { playwrightCount, playwrightTotals, type Totals } from "./totals";

const root = join(import.meta.dirname, "..");
const data = join(root, ".data/e2e");
const log = join(data, "app.log");
const results = join(root, ".data/results/playwright.json");

export interface BrowserTests {
  /** The administrator's address of the server that gets the databases. */
  readonly url: string;
  /** The browser; empty where there is none, and every test then counts as skipped. */
  readonly chromium: string;
  /** Arguments for Playwright. */
  readonly words: readonly string[];
  readonly report: (step: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs e2e/ against the built app with fresh databases, on a domain where siblings are same-site as in
 * production.
 */
export async function testInBrowser(tests: BrowserTests): Promise<Totals> {
  const { url, chromium, words, report, signal } = tests;
  if (!chromium) return { passed: 0, failed: 0, skipped: await countTests(words), failures: [] };
  await stopLeftApp(log);
  await rm(data, { recursive: true, force: true });
  const run = await beginRun(url, "e2e");
  try {
    const port = await freePort();
    const domain = "app.localhost";
    const env = {
      DATABASE_URL: url,
      DATABASE_PREFIX: run.prefix,
      SECRET: randomBytes(32).toString("base64url"),
      PORT: String(port),
      BASE_DOMAIN: domain,
      FILES: join(data, "files"),
      BACKUPS: join(data, "backups"),
      DEMO: "1",
      WORKER: "inside",
      SMTP_URL: "",
      PUBLIC_PORT: "",
      PUBLIC_SCHEME: "",
      TRUSTED_PROXIES: "",
    };
    // The seed and some specs read the databases, so this process needs the same settings.
    Object.assign(process.env, env);
    await prepareDemo(
      { adminUrl: url, prefix: run.prefix, secret: env.SECRET },
      report,
      photographCertificate,
    );
    await buildApp(report, signal);
    report("Browser tests");
    const app = await startApp({ env, log });
    try {
      const hosts = [domain, ...SITES.map((site) => `${site}.${domain}`)];
      await awaitAnswers(app, { port, hosts, log });
      await rm(results, { force: true });
      const code = await playwright(["test", ...words], { TEST_CHROMIUM: chromium }, signal);
      return await playwrightTotals(results, code);
    } finally {
      await app.stop();
    }
  } finally {
    await run.end();
  }
}

async function countTests(words: readonly string[]): Promise<number> {
  await playwright(["test", "--list", ...words], {}, undefined);
  return playwrightCount(results);
}

function playwright(
  words: readonly string[],
  extra: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const listing = words.includes("--list");
  const child = spawn(
    process.execPath,
    ["node_modules/playwright/cli.js", ...words, "--reporter=list,json"],
    {
      cwd: root,
      env: { ...process.env, ...extra, PLAYWRIGHT_JSON_OUTPUT_FILE: results },
      stdio: ["ignore", listing ? "ignore" : "inherit", "inherit"],
      signal,
    },
  );
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
}
