import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { progressSince, sentenceOf } from "./progress";
import { type Sort, sortTests } from "./sorts";
import { proofTotals, sum, type Totals, vitestTotals } from "./totals";

/**
 * `npm test`: the checks, the unit tests, the database tests, the browser's against a built app, and the proofs of
 * which something has changed. `npm test -- unit …`, `-- database …`, `-- e2e …` and `-- proofs …` run one of them,
 * with arguments for vitest, Playwright or the names of proofs. The last line is the totals; the checks count as one.
 */
const root = join(import.meta.dirname, "..");
const data = join(root, ".data");
const only = ["unit", "database", "e2e", "proofs"].find((part) => part === process.argv[2]);
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
  totals = { passed: 0, failed: 1, skipped: 0, failures: [sentenceOf(error)] };
} finally {
  for (const stop of started.reverse())
    await stop().catch((error: unknown) => process.stderr.write(`${sentenceOf(error)}\n`));
}
// Last, because what a suite printed may be thousands of lines above, or cut off.
if (totals.failures.length > 0)
  process.stdout.write(`What failed:\n${totals.failures.map((line) => `  ${line}\n`).join("")}`);
process.stdout.write(
  `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`,
);
process.exit(stopping.signal.aborted ? 130 : totals.failed > 0 ? 1 : 0);

async function run(): Promise<Totals> {
  await mkdir(join(data, "results"), { recursive: true });
  if (only === "unit") return testWithVitest("unit", {});
  const { takeLock } = await import("@/db/embedded/process");
  const taken = await takeLock(join(data, "test.lock"));
  if (typeof taken !== "function")
    throw new Error(`Tests run in this folder already (process ${taken.pid}).`);
  started.push(taken);
  if (only === "proofs") return testProofs();
  const results: Totals[] = [];
  if (!only) {
    results.push(await check());
    if (results[0]?.failed) return sum(results);
    await buildBeside();
    results.push(await testWithVitest("unit", {}));
  }
  stopping.signal.throwIfAborted();
  const { provideParts } = await import("./parts");
  const parts = await provideParts(report);
  const url = await database();
  if (only !== "e2e")
    results.push(
      await testWithVitest("database", {
        TEST_DATABASE_URL: url,
        TEST_PGBOUNCER: parts.pgbouncer,
      }),
    );
  stopping.signal.throwIfAborted();
  const { signal } = stopping;
  const { testInBrowser } = await import("./browser-tests");
  if (only !== "database")
    results.push(await testInBrowser({ url, chromium: parts.chromium, words, report, signal }));
  stopping.signal.throwIfAborted();
  if (!only) results.push(await testProofs());
  return sum(results);
}

async function check(): Promise<Totals> {
  report("Checks");
  const code = await runNode(["--import", "tsx", "scripts/check.ts"], {});
  return code === 0
    ? { passed: 1, failed: 0, skipped: 0, failures: [] }
    : { passed: 0, failed: 1, skipped: 0, failures: ["the checks"] };
}

/**
 * Begins the build that the browser's tests wait for, while those run that need none: they wait for each other and for
 * Postgres at times, and the last file of each sort leaves a core idle. A build that fails is tried and told of there.
 */
async function buildBeside(): Promise<void> {
  const { buildApp } = await import("@/packages/local/build");
  const ending = new AbortController();
  const told = (step: string) => step.startsWith(" ") || report(step);
  const built = buildApp(told, AbortSignal.any([stopping.signal, ending.signal])).catch(() => {});
  started.push(async () => {
    ending.abort();
    await built;
  });
}

async function database(): Promise<string> {
  const given = process.env.DATABASE_URL;
  if (given) return (await import("./server-given")).proveServer(given);
  const { startTestPostgres } = await import("@/db/testing-postgres");
  report("Starting Postgres");
  const postgres = await startTestPostgres(report);
  started.push(postgres.stop);
  return postgres.url;
}

/** @throws Error naming the other sort when a file of that is asked for */
async function testWithVitest(sort: Sort, env: Record<string, string>): Promise<Totals> {
  const [other] = (["unit", "database"] as const).filter((one) => one !== sort);
  const stray = sortTests(root)[other ?? sort].find((file) => only && words.includes(file));
  if (stray) throw new Error(`${stray} is a ${other} test. Run: npm test -- ${other} ${stray}`);
  report(sort === "unit" ? "Unit tests" : "Database tests");
  const file = join(data, `results/vitest-${sort}.json`);
  await rm(file, { force: true });
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
  const asked = ["--project", sort, `--outputFile.json=${file}`, ...(only ? words : [])];
  return vitestTotals(file, await runNode([...vitest, ...asked], env));
}

/**
 * Those that a test run can hold, where what they build from has changed since they were green; each says loudly when
 * this machine can't run it. Those that are unchanged count as skipped, with the day on which they were green.
 */
async function testProofs(): Promise<Totals> {
  const { proofs } = await import("@/packages/deploy/proof/proofs");
  const { readProven, sourcesOfProofs } = await import("@/packages/deploy/proof/proven");
  const [proven, sources] = await Promise.all([readProven(), sourcesOfProofs()]);
  const tested = Object.keys(proofs).filter((name) => proofs[name]?.tested);
  const asked = words.length > 0 ? words : tested;
  const names = asked.filter((name) => only || proven[name]?.sources !== sources);
  for (const name of asked.filter((one) => !names.includes(one)))
    report(`Proof ${name}: unchanged since it was green on ${proven[name]?.on}`);
  const skipped = asked.length - names.length;
  const unchanged = { passed: 0, failed: 0, skipped, failures: [] };
  if (names.length === 0) return unchanged;
  const { provide } = await import("./parts");
  await provide([...new Set(names.flatMap((name) => proofs[name]?.packages ?? []))], report);
  report(`Proofs: ${names.join(", ")}`);
  const file = join(data, "results/proofs.json");
  await rm(file, { force: true });
  const program = ["--import", "tsx", "scripts/prove.ts", ...names];
  const code = await runNode(program, { PROOF_RESULTS: file });
  return sum([await proofTotals(file, code), unchanged]);
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
