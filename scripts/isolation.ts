import { execFileSync, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmbedded } from "@/db/embedded";
import { takeLock } from "@/db/embedded/process";
import { attackProduct, type Result } from "@/packages/isolation/run";
import { buildApp } from "@/packages/local/build";
import { storedSecret } from "@/packages/local/installation";
import { sentenceOf } from "./progress";
import { proveServer } from "./server-given";

/**
 * `npm run isolation` attacks the built product on both tiers and takes its walls down one by one. With
 * `--quick` fewer pairs of sites meet; `--json` prints the result for programs. It ends with 1 when anything
 * crossed a wall, a wall was taken down unnoticed, or something could not be tried.
 */
const root = join(import.meta.dirname, "..");
const data = join(root, ".data");
const words = process.argv.slice(2);
const unknown = words.filter((word) => word !== "--quick" && word !== "--json");
if (unknown.length > 0) {
  process.stderr.write(
    `There is no ${unknown[0]}. Type npm run isolation, with -- --quick or -- --json.\n`,
  );
  process.exit(2);
}
const json = words.includes("--json");
const quick = words.includes("--quick");
const began = Date.now();
const started: (() => Promise<void>)[] = [];

/** The demo's own settings, before this process takes on those of the attacked installation. */
const demo = { ...process.env };

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => void leave(130));
process.on("disconnect", () => void leave(130));

try {
  const result = await run();
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else print(result);
  await leave(result.passed ? 0 : 1);
} catch (error) {
  // Errors are not printed while the attack is being stopped, because stopping causes them.
  if (!stopping) process.stderr.write(`${sentenceOf(error)}\n`);
  await leave(1);
}

async function run(): Promise<Result> {
  await mkdir(data, { recursive: true });
  const taken = await takeLock(join(data, "isolation.lock"));
  if (typeof taken !== "function")
    throw new Error(`The walls of this folder are being attacked already (process ${taken.pid}).`);
  started.push(taken);
  await buildApp(report);
  const url = await server();
  const result = await attackProduct({ url, quick, report, started: (stop) => started.push(stop) });
  await writeFile(join(data, "isolation/result.json"), JSON.stringify(result, null, 2));
  await record(result, url);
  return result;
}

async function server(): Promise<string> {
  if (process.env.DATABASE_URL) return proveServer(process.env.DATABASE_URL);
  report("Starting Postgres");
  const postgres = await startEmbedded({ folder: join(data, "postgres"), report });
  started.push(postgres.stop);
  return postgres.url;
}

/** Enters the result where operators and owners read it, if there is an installation beside. */
async function record(result: Result, url: string): Promise<void> {
  const run = {
    startedAt: result.startedAt,
    endedAt: result.endedAt,
    version: commit(),
    requests: result.requests,
    wrongSide: result.wrongSide,
    mutants: result.mutants,
    caught: result.caught,
    passed: result.passed,
    detail: {
      quick,
      statements: result.statements,
      routes: result.routes,
      actions: result.actions,
      secrets: result.secrets,
      counts: result.counts,
      failures: result.findings
        .slice(0, 50)
        .map(({ kind, what }) => `${kind}: ${what}`.slice(0, 400)),
    },
  };
  const env = {
    ...demo,
    DATABASE_URL: url,
    SECRET: demo.SECRET || (await storedSecret(join(data, "secret"))),
    DEMO: demo.SMTP_URL ? demo.DEMO : "1",
  };
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/isolation-record.ts"], {
    cwd: root,
    env,
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (piece: Buffer) => {
    said += piece.toString("utf8");
  });
  child.stdin.end(JSON.stringify(run));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  report(code === 0 ? "The result stands on the operators' and owners' pages" : said.trim());
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short=12", "HEAD"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}

function print(result: Result): void {
  const lines = ["", "What was tried:"];
  for (const [kind, count] of Object.entries(result.counts).sort(([, a], [, b]) => b - a))
    lines.push(`${String(count).padStart(8)}  ${kind}`);
  lines.push(
    "",
    `${result.spared.length} kinds of field hold no canary (typed, counted or chosen from a list):`,
  );
  for (const reason of result.spared.filter((one) => !/: it is /.test(one)))
    lines.push(`  ${reason}`);
  if (result.findings.length > 0) {
    lines.push("", "What went wrong:");
    for (const kind of new Set(result.findings.map((finding) => finding.kind))) {
      const alike = result.findings.filter((finding) => finding.kind === kind);
      for (const { what } of alike.slice(0, 20)) lines.push(`  ${kind}: ${what}`);
      if (alike.length > 20) lines.push(`  ${kind}: and ${alike.length - 20} more`);
    }
  }
  lines.push(
    "",
    `${result.requests} requests and ${result.statements} statements over ${result.routes} routes and ${result.actions} actions, ${result.secrets} canaries, ids and tokens planted`,
    `${result.wrongSide} on the wrong side`,
    `${result.caught} of ${result.mutants} walls taken down were noticed (by the attack ${result.byAttack}, by the contract ${result.byContract})`,
    result.passed ? "The walls held." : "THE WALLS DID NOT HOLD, or were not all tried.",
    "",
  );
  process.stdout.write(lines.join("\n"));
}

/** With `--json` steps go to stderr, so that the result stands alone. */
function report(step: string): void {
  const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
  (json ? process.stderr : process.stdout).write(`${seconds} s  ${step}\n`);
}

async function leave(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const stop of started.reverse())
    await stop().catch((error: unknown) => process.stderr.write(`${sentenceOf(error)}\n`));
  process.exit(code);
}
