import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { claim } from "@/db/embedded/process";
import { startTestPostgres } from "@/db/testing-postgres";
import { testInBrowser } from "./browser-tests";
import { findParts, type Parts, provide } from "./parts";
import { progressSince, sentenceOf } from "./progress";
import { proofs } from "./proofs";
import { proveServer } from "./server-given";
import { proofTotals, sum, type Totals, vitestTotals } from "./totals";

/**
 * `npm test`: the checks, every unit and database test, every browser test against a built app, and the proofs.
 * `npm test -- unit …`, `npm test -- e2e …` and `npm test -- proofs …` run one of them, with arguments for vitest,
 * Playwright or the names of proofs.
 * The last line is the totals; the checks count as one.
 */
const root = join(import.meta.dirname, "..");
const data = join(root, ".data");
const only = ["unit", "e2e", "proofs"].find((part) => part === process.argv[2]);
const words = process.argv.slice(only ? 3 : 2);
const report = progressSince(Date.now());

const started: (() => Promise<void>)[] = [];
const stopping = new AbortController();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => stopping.abort());
process.on("disconnect", () => stopping.abort());

let totals: Totals;
try {
  totals = await run();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  totals = { passed: 0, failed: 1, skipped: 0 };
} finally {
  for (const stop of started.reverse())
    await stop().catch((error: unknown) => process.stderr.write(`${sentenceOf(error)}\n`));
}
process.stdout.write(
  `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`,
);
process.exit(stopping.signal.aborted ? 130 : totals.failed > 0 ? 1 : 0);

async function run(): Promise<Totals> {
  await mkdir(join(data, "results"), { recursive: true });
  const claimed = await claim(join(data, "test.lock"));
  if (typeof claimed !== "function")
    throw new Error(`Tests run in this folder already (process ${claimed.pid}).`);
  started.push(claimed);
  const checks = only ? { passed: 0, failed: 0, skipped: 0 } : await check();
  if (checks.failed > 0) return checks;
  if (only === "proofs") return testProofs();
  const parts = await findParts(report);
  const url = await database();
  const results = [checks];
  if (only !== "e2e") results.push(await testUnits(url, parts));
  stopping.signal.throwIfAborted();
  const { signal } = stopping;
  if (only !== "unit")
    results.push(await testInBrowser({ url, chromium: parts.chromium, words, report, signal }));
  if (!only) results.push(await testProofs());
  return sum(results);
}

async function check(): Promise<Totals> {
  report("Checks");
  const code = await runNode(["--import", "tsx", "scripts/check.ts"], {});
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

async function database(): Promise<string> {
  const given = process.env.DATABASE_URL;
  if (given) return proveServer(given);
  report("Starting Postgres");
  const postgres = await startTestPostgres(report);
  started.push(postgres.stop);
  return postgres.url;
}

async function testUnits(url: string, parts: Parts): Promise<Totals> {
  report("Unit and database tests");
  const file = join(data, "results/vitest.json");
  await rm(file, { force: true });
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
  const code = await runNode([...vitest, `--outputFile.json=${file}`, ...words], {
    TEST_DATABASE_URL: url,
    TEST_PGBOUNCER: parts.pgbouncer,
    TEST_CHROMIUM: parts.chromium,
  });
  return vitestTotals(file, code);
}

/** Those that a test run can hold: each says loudly when this machine can't run it. */
async function testProofs(): Promise<Totals> {
  const names = only ? words : Object.keys(proofs).filter((name) => proofs[name]?.tested);
  if (names.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  await provide(
    names.flatMap((name) => proofs[name]?.packages ?? []),
    report,
  );
  report(`Proofs: ${names.join(", ")}`);
  const file = join(data, "results/proofs.json");
  await rm(file, { force: true });
  const program = ["--import", "tsx", "scripts/prove.ts", ...names];
  const code = await runNode(program, { PROOF_RESULTS: file });
  return proofTotals(file, code);
}

/** The installation's own settings stay out of the tests, which bring theirs. */
function runNode(program: string[], extra: Record<string, string>): Promise<number> {
  const env = { ...process.env, ...extra };
  delete env.DATABASE_URL;
  const child = spawn(process.execPath, program, {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    signal: stopping.signal,
  });
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
}
