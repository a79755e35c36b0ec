import { appendFile, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followPostgresLog } from "./postgres-log";
import { linesOfText } from "./postgres-text";
import { startTestCollector, type TestCollector } from "./testing";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

let folder: string;
let collector: TestCollector;
let following: ReturnType<typeof followPostgresLog>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-pglog-"));
  collector = await startTestCollector();
  following = followPostgresLog(folder, collector.store);
});
afterEach(async () => {
  await following.stop();
  await collector.stop();
  await rm(folder, { recursive: true, force: true });
});

const entry = (message: string, more: Record<string, unknown> = {}) =>
  `${JSON.stringify({
    timestamp: "2026-11-22 12:42:32.123 UTC",
    dbname: "swingtag_pool_1",
    pid: 7,
    error_severity: "ERROR",
    state_code: "23505",
    message,
    application_name: `swingtag ${TRACE}-${SPAN}`,
    ...more,
  })}\n`;

const messages = async (typed = "") =>
  (await collector.search(typed)).map(({ message }) => message).toSorted();

test("an entry is kept with its trace, and without the row that Postgres quotes", async () => {
  await writeFile(
    join(folder, "a.json"),
    entry("duplicate key of ann@example.com", {
      detail: "Key (email)=(ann@example.com) already exists.",
      context: "parameters: $1 = 's3cret'",
      statement: "insert into members (email) values ($1)",
    }),
  );
  const lines = await vi.waitUntil(async () => {
    const found = await collector.search(TRACE);
    return found.length > 0 && found;
  });
  expect(lines).toMatchObject([
    {
      part: "database",
      level: "error",
      traceId: TRACE,
      spanId: SPAN,
      instance: "swingtag_pool_1",
      time: Date.parse("2026-11-22T12:42:32.123Z"),
      message: "duplicate key of [address]",
      attributes: { statement: "insert into members (email) values ($1)", state_code: "23505" },
    },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/ann@|s3cret|already exists/);
});

test("the comment tells the trace where the name does not", async () => {
  await writeFile(
    join(folder, "a.json"),
    entry("sealed", {
      application_name: "swingtag web-1",
      statement: `begin /*route='site',traceparent='00-${TRACE}-${SPAN}-01'*/; select 1`,
    }),
  );
  await vi.waitUntil(async () => (await collector.search(`trace:${TRACE}`)).length === 1);
});

test("what is written while it is read, in halves, and in a file begun anew is kept once", async () => {
  const file = join(folder, "log");
  const text = (message: string) => `2026-11-22 12:42:32.123 UTC [7] LOG:  ${message}\n`;
  await writeFile(file, "");
  const writing = Array.from({ length: 300 }, (_, at) => text(`line ${at}`));
  for (const line of writing) {
    await appendFile(file, line.slice(0, 30));
    await appendFile(file, line.slice(30));
  }
  await vi.waitUntil(async () => (await messages()).length >= 300);
  await truncate(file);
  await vi.waitUntil(async () => {
    await appendFile(file, text("anew"));
    return (await messages("anew")).length > 0;
  });
  const kept = await messages("line");
  expect(kept).toEqual(Array.from({ length: 300 }, (_, at) => `line ${at}`).toSorted());
});

test("a collector that begins again goes on where it was", async () => {
  const file = join(folder, "a.json");
  await writeFile(file, entry("one"));
  await vi.waitUntil(async () => (await messages()).length === 1);
  await following.stop();
  await appendFile(file, entry("two"));
  following = followPostgresLog(folder, collector.store);
  await vi.waitUntil(async () => (await messages("two")).length === 1);
  expect(await messages()).toEqual(["one", "two"]);
});

test("what is no entry is passed over", async () => {
  await writeFile(join(folder, "a.json"), `{\nnull\n[]\n{"message":`);
  await appendFile(join(folder, "a.json"), `}\n${entry("after it")}`);
  await vi.waitUntil(async () => (await messages("after")).length === 1);
  expect(await messages()).toEqual(["after it"]);
});

test("text is read entry by entry, with the statement and without detail", () => {
  const begun = (pid: number, name: string) =>
    `2026-11-22 12:42:32.123 UTC [${pid}] swingtag_pool_1|${name}| `;
  const ours = begun(7, `swingtag ${TRACE}-${SPAN}`);
  const lines = linesOfText(
    [
      "2026-11-22 12:42:31.000 UTC [1] LOG:  checkpoint starting: time",
      `${ours}ERROR:  duplicate key`,
      `${ours}DETAIL:  Key (name)=(secret) already exists.`,
      "\tsecret too",
      `${ours}STATEMENT:  insert into`,
      "\titems",
      `${begun(8, "swingtag web-1")}WARNING:  something`,
      "\telse",
      "a line of nobody",
    ].join("\n"),
  );
  expect(lines).toMatchObject([
    { message: "checkpoint starting: time", level: "info", traceId: "", instance: "postgres" },
    {
      message: "duplicate key",
      level: "error",
      traceId: TRACE,
      attributes: { statement: "insert into\nitems", pid: 7 },
    },
    { message: "something\nelse", level: "warn", traceId: "" },
  ]);
  expect(JSON.stringify(lines)).not.toContain("secret");
});
