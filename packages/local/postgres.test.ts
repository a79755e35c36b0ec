import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Embedded } from "@/db/embedded";
import { keepPostgres } from "./postgres";

let folder = "";
let kept: Embedded | undefined;
let said: string[] = [];
let failures: unknown[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-kept-"));
  await chmod(folder, 0o755);
  [said, failures] = [[], []];
});

afterEach(async () => {
  await kept?.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a Postgres that is killed serves again at the same address, with what was confirmed, and each time it is said", async () => {
  const { url } = await keep();
  await ask(url, "create table kept (word text); insert into kept values ('confirmed')");
  for (const times of [1, 2]) {
    process.kill(await serverNow(), "SIGKILL");
    await vi.waitUntil(() => said.filter(isBack).length === times, 60_000);
    expect(await ask(url, "select word from kept")).toEqual([{ word: "confirmed" }]);
    expect(said.filter((step) => /ended by itself/.test(step))).toHaveLength(times);
  }
  expect(failures).toEqual([]);
});

test("one that is stopped stays stopped, and nothing is said of it", async () => {
  const postgres = await keep();
  said = [];
  await postgres.stop();
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(postgres.isRunning()).toBe(false);
  await expect(ask(postgres.url, "select 1")).rejects.toThrow();
  expect([said, failures]).toEqual([[], []]);
});

test("one whose port was taken meanwhile is given up in one sentence", async () => {
  const { url } = await keep();
  const port = Number(new URL(url).port);
  const other = createServer();
  const taking = setInterval(() => other.listen(port, "127.0.0.1"), 5);
  other.on("error", () => {});
  other.on("listening", () => clearInterval(taking));
  process.kill(await serverNow(), "SIGKILL");
  await vi.waitUntil(() => failures.length > 0, 60_000);
  expect(failures).toEqual([new Error(`Port ${port} is taken; Postgres can't listen on it.`)]);
  other.close();
});

async function keep(): Promise<Embedded> {
  kept = await keepPostgres({
    folder: join(folder, "pg"),
    report: (step) => said.push(step),
    failed: (error) => failures.push(error),
  });
  return kept;
}

function isBack(step: string): boolean {
  return step === "Postgres serves again";
}

async function serverNow(): Promise<number> {
  const home = await readFile(join(folder, "pg/place"), "utf8").catch(() => join(folder, "pg"));
  const text = await readFile(join(home, "data/postmaster.pid"), "utf8");
  return Number(text.split("\n")[0]);
}

async function ask(url: string, query: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(query))];
  } finally {
    await sql.end();
  }
}
