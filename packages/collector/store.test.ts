import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readQuery } from "./query";
import { searchLines } from "./search";
import { openStore, type Store } from "./store";
import type { Line } from "./told";

let folder: string;
let store: Store | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-store-"));
});
afterEach(async () => {
  store?.close();
  store = undefined;
  await rm(folder, { recursive: true, force: true });
});

const open = (megabytes = 64) => {
  store = openStore({ folder, megabytes });
  return store;
};

const line = (message: string, time = Date.now(), more: Partial<Line> = {}): Line => ({
  time,
  level: "info",
  part: "web",
  instance: "web-1",
  version: "1",
  message,
  traceId: "",
  spanId: "",
  requestId: "",
  tenant: "",
  site: "",
  attributes: {},
  ...more,
});

const found = (typed: string) =>
  searchLines(open().database, readQuery(typed), { limit: 1000 }).map(({ message }) => message);

test("a process that is killed right after it has kept something loses nothing of it", async () => {
  const program = `
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, "store.ts"))};
    const store = openStore({ folder: ${JSON.stringify(folder)}, megabytes: 64 });
    for (let at = 0; at < 500; at++) {
      store.write({ lines: [{ ...${JSON.stringify(line(""))}, message: "kept " + at }] });
      process.stdout.write(at + "\\n");
    }
    process.stdin.resume();`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let last = -1;
  child.stdout.on("data", (text) => {
    last = Number(String(text).trim().split("\n").at(-1));
    if (last >= 200) child.kill("SIGKILL");
  });
  await once(child, "exit");
  expect(last).toBeGreaterThanOrEqual(200);
  const messages = new Set(found(""));
  for (let at = 0; at <= last; at++) expect(messages).toContain(`kept ${at}`);
});

test("without room the oldest goes, what is new is kept, and that it went is counted", () => {
  const store = open(16);
  const attributes = { filling: "x".repeat(2000) };
  let at = 0;
  while (store.evicted === 0 && at < 100_000)
    store.write({
      lines: Array.from({ length: 200 }, () => line(`line ${at++}`, at, { attributes })),
    });
  expect(store.evicted).toBeGreaterThan(0);
  const newest = searchLines(store.database, readQuery(""), { limit: 200 });
  expect(newest[0]?.message).toBe(`line ${at - 1}`);
  expect(searchLines(store.database, readQuery('"line 0"'), { limit: 1 })).toEqual([]);
  // And it goes on.
  for (let more = 0; more < 50; more++)
    store.write({ lines: [line(`after ${more}`, at + more, { attributes })] });
  expect(searchLines(store.database, readQuery('"after 49"'), { limit: 1 })).toHaveLength(1);
});

test("what is too old goes piece by piece, out of the words as well", () => {
  const store = open();
  store.write({ lines: Array.from({ length: 4500 }, (_, at) => line(`old ${at}`, 1000 + at)) });
  store.write({ lines: [line("young")] });
  let passes = 1;
  while (store.forget(10_000)) passes++;
  expect(passes).toBeGreaterThan(2);
  expect(searchLines(store.database, readQuery("old"), { limit: 10 })).toEqual([]);
  expect(searchLines(store.database, readQuery(""), { limit: 10 })).toHaveLength(1);
  store.database.exec("insert into words (words) values ('integrity-check')");
});

test("a line of Postgres is its request's tenant's, whichever came first", () => {
  const store = open();
  const traceId = "5b8efff798038103d269b633813fc60c";
  const ours = { traceId, tenant: "id-of-ours", site: "ours" };
  store.write({ lines: [line("early in postgres", 1, { part: "database", traceId })] });
  store.write({ lines: [line("request", 2, ours)] });
  store.write({ lines: [line("late in postgres", 3, { part: "database", traceId })] });
  store.write({ lines: [line("another's", 4, { part: "database", traceId: "f".repeat(32) })] });
  const messages = searchLines(store.database, readQuery("tenant:ours"), { limit: 10 });
  expect(messages.map(({ message }) => message)).toEqual([
    "late in postgres",
    "request",
    "early in postgres",
  ]);
});

test.each([
  ["two words", ["two words apart"]],
  ['"two words"', ["two words apart"]],
  ['"words two"', []],
  ["words two", ["two words apart"]],
  ["instance:web-2", ["elsewhere"]],
  ["version:2 level:warn", ["elsewhere"]],
  ["level:error", []],
  ["part:worker", ["a job"]],
  ["elsew", ["elsewhere"]],
  ["elsewhere part:worker", []],
  ["a%b_c", ["a%b_c"]],
  ["last:1h", ["two words apart", "elsewhere", "a job", "a%b_c"]],
  ["to:2000-01-01", []],
  ["from:2000-01-01T00:00 part:web", ["two words apart", "elsewhere", "a%b_c"]],
])("%s finds what it says", (typed, messages) => {
  const now = Date.now();
  open().write({
    lines: [
      line("two words apart", now),
      line("elsewhere", now - 1, { instance: "web-2", version: "2", level: "warn" }),
      line("a job", now - 2, { part: "worker" }),
      line("a%b_c", now - 3),
    ],
  });
  store?.close();
  expect(found(typed)).toEqual(messages);
});

test.each([
  '"',
  '""',
  "*",
  "a AND (",
  "NEAR(",
  "message:x OR",
  "'; drop table lines; --",
  "-",
  "{}",
  "^a",
  "tenant:",
  "level:loud",
  "last:x",
  "\u0000",
])("%j is looked for and breaks nothing", (typed) => {
  open().write({ lines: [line("here")] });
  store?.close();
  expect(found(typed)).toEqual([]);
  store?.close();
  expect(found("here")).toEqual(["here"]);
});
