import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Embedded, type EmbeddedOptions, startEmbedded } from "./embedded";
import { findProcess } from "./embedded/process";

// A busy machine takes many times longer to make a data folder.

let folder = "";
let started: Embedded[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-embedded-"));
  await chmod(folder, 0o755);
});

afterEach(async () => {
  for (const embedded of started) await embedded.stop();
  started = [];
  await rm(folder, { recursive: true, force: true });
});

test("whoever comes second joins the server, and it runs until the last one has stopped", async () => {
  const first = await start();
  const second = await start();
  expect([first.reused, second.reused]).toEqual([false, true]);
  expect(second.url).toBe(first.url);
  await first.stop();
  expect(await ask(second.url, "select 1 as answer")).toEqual([{ answer: 1 }]);
  await second.stop();
  await expect(ask(second.url, "select 1 as answer")).rejects.toThrow();
});

test("two that start at the same moment share one server", async () => {
  const [one, other] = await Promise.all([start(), start()]);
  expect(one.url).toBe(other.url);
  expect([one.reused, other.reused].sort()).toEqual([false, true]);
});

test("what was confirmed outlives kill -9 of the server", async () => {
  const before = await start({ durable: true });
  await ask(before.url, "create table kept (word text); insert into kept values ('confirmed')");
  process.kill(await serverOf(folder), "SIGKILL");
  const after = await start({ durable: true });
  expect(after.reused).toBe(false);
  expect(await ask(after.url, "select word from kept")).toEqual([{ word: "confirmed" }]);
});

test("a pid file that names another program is not taken for Postgres", async () => {
  const before = await start();
  await before.stop();
  const file = join(folder, "pg/data/postmaster.pid");
  const port = new URL(before.url).port;
  const lines = [process.pid, join(folder, "pg/data"), 0, port, "", "127.0.0.1", "", "ready"];
  await writeFile(file, `${lines.join("\n")}\n`);
  const after = await start();
  expect(after.reused).toBe(false);
  expect(await ask(after.url, "select 1 as answer")).toEqual([{ answer: 1 }]);
  expect(findProcess(process.pid)).not.toBeNull();
});

test("the remains of a killed first start are replaced", async () => {
  await mkdir(join(folder, "pg/data.new/base"), { recursive: true });
  const embedded = await start();
  expect(await ask(embedded.url, "select 1 as answer")).toEqual([{ answer: 1 }]);
});

test("a port that another program took since is left to it", async () => {
  const before = await start();
  const port = Number(new URL(before.url).port);
  await before.stop();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
  const after = await start();
  expect(Number(new URL(after.url).port)).not.toBe(port);
  await expect(start({ folder: join(folder, "other"), port })).rejects.toThrow(
    `Port ${port} is taken; Postgres can't listen on it.`,
  );
  other.close();
});

test("data without its password is refused in one sentence", async () => {
  await (await start()).stop();
  await rm(join(folder, "pg/password"));
  await expect(start()).rejects.toThrow(/^The password of the data in .* is gone; .*\.$/);
});

test("the password is readable by its user alone and a wrong one is refused", async () => {
  const { url } = await start();
  expect((await stat(join(folder, "pg/password"))).mode & 0o777).toBe(0o600);
  const wrong = new URL(url);
  wrong.password = "wrong";
  await expect(ask(wrong.toString(), "select 1")).rejects.toThrow(/password authentication failed/);
});

test.skipIf(process.getuid?.() !== 0)(
  "as root, a folder that the user postgres can't reach is served from one it can",
  async () => {
    await chmod(folder, 0o700);
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.url).toBe(first.url);
    const place = await readFile(join(folder, "pg/place"), "utf8");
    expect(place.startsWith(folder)).toBe(false);
    expect(await ask(first.url, "show data_directory")).toEqual([
      { data_directory: join(place, "data") },
    ]);
    await Promise.all([first.stop(), second.stop()]);
    await rm(place, { recursive: true });
  },
);

async function start(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const defaults = { folder: join(folder, "pg"), durable: false, connections: 10 };
  const embedded = await startEmbedded({ ...defaults, ...options });
  started.push(embedded);
  return embedded;
}

async function ask(url: string, query: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(query))];
  } finally {
    await sql.end();
  }
}

async function serverOf(parent: string): Promise<number> {
  const text = await readFile(join(parent, "pg/data/postmaster.pid"), "utf8");
  return Number(text.split("\n")[0]);
}
