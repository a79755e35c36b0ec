import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { startDiskPostgres } from "@/db/testing-postgres";
import { beginRun } from "@/db/testing-runs";
import { FIGURES, type Figure } from "@/packages/bench/figures";
import { makeTestbed } from "@/packages/bench/testbed";
import { buildApp } from "@/packages/local/build";
import { progressSince, sentenceOf } from "./progress";

/**
 * `npm run bench` measures every figure of the product on this machine and prints it beside its bar. Figures
 * that are ratios compare two sides within this run, in turns. `npm run bench -- cpu sign-up` measures some, and
 * `npm run bench -- soak 5` lets the soak last five minutes.
 */
const root = join(import.meta.dirname, "..");
const report = progressSince(Date.now());
const words = process.argv.slice(2);
const wanted = words.filter((word) => Number.isNaN(Number(word)));
const minutes = words.map(Number).find((word) => word > 0);
const unknown = wanted.filter((word) => !FIGURES.some(({ name }) => name.startsWith(word)));
if (unknown.length > 0) {
  const asked = unknown.every((word) => word === "--help" || word === "-h");
  const names = FIGURES.map(({ name }) => name).join(", ");
  process.stdout.write(
    `${asked ? "npm run bench -- NAME … measures some figures, without a name all" : `There is no figure ${unknown.join(", ")}`}: ${names}.
`,
  );
  process.exit(asked ? 0 : 2);
}
const server = await startDiskPostgres(report);
const run = await beginRun(server.url, "bench");
let missed = 0;
try {
  // Statistics are made by hand while generating; autovacuum would run in the middle of a measurement.
  await tellServer(server.url, "alter system set autovacuum = off");
  await buildApp(report);
  const sources = await readFile(join(root, ".next/swingtag-sources"), "utf8");
  const testbed = await makeTestbed({ adminUrl: server.url, prefix: run.prefix, sources, report });
  for (const { name, measure } of FIGURES) {
    if (wanted.length && !wanted.some((word) => name.startsWith(word))) continue;
    report(`Measuring: ${name}`);
    const figures = await measure(testbed, minutes).catch((error: unknown): Figure[] => [
      { what: name, value: `not measured: ${sentenceOf(error)}`, bar: "none", met: false },
    ]);
    for (const { what, value, bar, met } of figures) {
      if (!met) missed++;
      process.stdout.write(`${met ? "met   " : "MISSED"}  ${what}: ${value} (bar ${bar})\n`);
    }
  }
  await testbed.end();
} finally {
  await tellServer(server.url, "alter system reset autovacuum");
  await run.end();
  await server.stop();
  await rm(join(root, ".data/bench/files"), { recursive: true, force: true });
}
process.exit(missed > 0 ? 1 : 0);

async function tellServer(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await sql.unsafe(statement);
  await sql`select pg_reload_conf()`;
  await sql.end();
}
