import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { addressOf, env, readEnv } from "@/base/env";
import { keepDemoSettings } from "@/cli/demo-settings";
import { takeLock } from "@/db/embedded/process";
import { closePools } from "@/db/pools";
import type { Installation } from "@/db/setup";
import { buildApp } from "@/packages/local/build";
import { prepareDemo, SITES, storedSecret } from "@/packages/local/installation";
import { keepPostgres } from "@/packages/local/postgres";
import {
  awaitAnswers,
  portOrAnother,
  provePortFree,
  startApp,
  stopLeftApp,
} from "@/packages/local/serve";
import { photographCertificate } from "./certificate-picture";
import { progressSince, sentenceOf } from "./progress";
import { proveServer } from "./server-given";

/** `npm run demo`: everything from nothing to two branded sites in the browser; `dev` serves unbuilt. */
const dev = process.argv[2] === "dev";
const command = dev ? "npm run dev" : "npm run demo";
const data = join(import.meta.dirname, "../.data");
const log = join(data, "app.log");
const collectorLog = join(data, "collector.log");
const workerLog = join(data, "worker.log");
const say = progressSince(Date.now());

/** How to stop what was started; called in reverse order. */
const started: (() => Promise<void>)[] = [];
const stopping = new AbortController();
let collectorAddress: string | undefined;

/** Once the demo is asked to stop, the next step does not begin. */
function report(step: string): void {
  stopping.signal.throwIfAborted();
  say(step);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => void leave(0, "Stopping …"));
process.on("disconnect", () => void leave(0, "Stopping …"));

const running = run();
running.catch((error: unknown) => leave(1, sentenceOf(error)));

async function run(): Promise<void> {
  await mkdir(data, { recursive: true });
  await beTheOnlyOne();
  process.env.DEMO ||= "1";
  // What makes stacks is handed to a worker of its own, never to the pages.
  process.env.WORKER ||= (process.env.STACKS || "none") === "none" ? "inside" : "apart";
  process.env.SECRET ||= await storedSecret(join(data, "secret"));
  process.env.FILES ||= join(data, "files");
  process.env.BACKUPS ||= join(data, "backups");
  const given = process.env.DATABASE_URL;
  // Checks the settings before anything slow happens. The server's address is not known yet, so it gets a
  // placeholder.
  const { PORT, BASE_DOMAIN } = readEnv({ ...process.env, DATABASE_URL: given || "postgres://x" });
  if (await stopLeftApp(log)) report("Stopped the server of a run that was killed");
  await stopLeftApp(collectorLog);
  await stopLeftApp(workerLog);
  await provePortFree(PORT, command);
  await prepare(given);
  await serve(PORT, BASE_DOMAIN);
  await printAddresses();
}

/** The build needs no database, so both are made at once; where one fails, the other comes to its end first. */
async function prepare(given: string | undefined): Promise<void> {
  const failing = new AbortController();
  const signal = AbortSignal.any([stopping.signal, failing.signal]);
  const both = [prepareDatabases(given), dev ? undefined : buildApp(report, signal)];
  await Promise.all(both).catch(() => failing.abort());
  await Promise.allSettled(both);
  await Promise.all(both);
}

async function prepareDatabases(given: string | undefined): Promise<void> {
  process.env.DATABASE_URL = given ? await proveServer(given) : await startPostgres();
  if (!process.env.OTLP_URL) await startCollector();
  await prepareDemo(installation(), report, photographCertificate);
  report("Databases are ready");
}

async function beTheOnlyOne(): Promise<void> {
  const taken = await takeLock(join(data, "demo.lock"));
  if (typeof taken !== "function")
    throw new Error(
      `A demo runs in this folder already (process ${taken.pid}). Stop it with Ctrl-C where it runs.`,
    );
  started.push(taken);
}

async function startPostgres(): Promise<string> {
  report("Starting Postgres");
  const failed = (error: unknown) => void leave(1, sentenceOf(error));
  const postgres = await keepPostgres({ folder: join(data, "postgres"), report, failed });
  started.push(postgres.stop);
  await keepDemoSettings(data);
  process.env.DATABASE_LOGS ||= postgres.home;
  return postgres.url;
}

/** Starts the collector. Nothing waits for it, and the demo goes on if it fails. */
async function startCollector(): Promise<void> {
  const port = await portOrAnother(Number(process.env.COLLECTOR_PORT || 4318));
  const env = {
    COLLECTOR_PORT: String(port),
    COLLECTOR_ADDRESS: "127.0.0.1",
    TELEMETRY_FOLDER: join(data, "telemetry"),
  };
  const program = ["--import", "tsx", "scripts/collector.ts"];
  const collector = await startApp({ env, log: collectorLog, program });
  started.push(collector.stop);
  process.env.OTLP_URL = `http://127.0.0.1:${port}`;
  collectorAddress = `http://localhost:${port}`;
}

function installation(): Installation {
  const { DATABASE_URL, DATABASE_PREFIX, DATABASE_GUARD, SECRET } = env();
  return {
    adminUrl: DATABASE_URL,
    prefix: DATABASE_PREFIX,
    secret: SECRET,
    guard: DATABASE_GUARD,
  };
}

async function serve(port: number, domain: string): Promise<void> {
  report("Starting the server");
  const app = await startApp({ env: {}, log, dev });
  started.push(app.stop);
  const hosts = [domain, ...SITES.map((site) => `${site}.${domain}`)];
  await awaitAnswers(app, { port, hosts, log });
  if (env().WORKER === "apart") await startWorker();
  void app.ended.then(() => leave(1, `The server ended by itself; its log is ${log}.`));
}

async function startWorker(): Promise<void> {
  const program = ["--import", "tsx", "scripts/worker.ts"];
  const worker = await startApp({ env: {}, log: workerLog, program });
  started.push(worker.stop);
}

/** Each sign-in address works once. Another `npm run demo`, or the sign-in page, makes a new one. */
async function printAddresses(): Promise<void> {
  const { makeOwnerSignIn } = await import("./owner-sign-in");
  const lines = [`\n  Swingtag      ${addressOf(null)}`];
  for (const site of SITES) lines.push(`  ${site.padEnd(12)}  ${addressOf(site)}`);
  lines.push("\n  Sign in as the owner, once each:");
  for (const site of SITES) lines.push(`  ${site.padEnd(12)}  ${await makeOwnerSignIn(site)}`);
  const { linkForDemo } = await import("@/server/operator/demo");
  const [operator = ""] = env().OPERATORS;
  lines.push("\n  Sign in as the operator; the page shows the code that an authenticator would:");
  lines.push(`  ${"operators".padEnd(12)}  ${await linkForDemo(operator)}`);
  if (collectorAddress) lines.push(`\n  Lines and figures of all of it: ${collectorAddress}`);
  lines.push(`\n  Mail that would have been sent is shown where it was asked for. Log: ${log}`);
  lines.push("  Ctrl-C stops all of it.\n");
  await closePools();
  report("Ready");
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** Waits up to 4 seconds for the running step, stops what was started, last first, and exits. */
async function leave(code: number, sentence: string): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  (code === 0 ? process.stdout : process.stderr).write(`${sentence}\n`);
  await Promise.race([running.catch(() => {}), pause(4000)]);
  for (const stop of started.reverse())
    await stop().catch((error: unknown) => process.stderr.write(`${sentenceOf(error)}\n`));
  process.exit(code);
}
