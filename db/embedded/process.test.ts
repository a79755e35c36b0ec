import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findProcess, stillRuns, takeLock } from "./process";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-process-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a process that ended does not run, whoever has its number now", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
  await once(child, "spawn");
  const running = findProcess(child.pid ?? 0);
  if (!running) throw new Error("the child was not found");
  expect(stillRuns(running)).toBe(true);
  expect(stillRuns({ ...running, pid: process.pid })).toBe(false);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(stillRuns(running)).toBe(false);
});

test("what a living process has taken stays its own until it gives it back", async () => {
  const file = join(folder, "claimed");
  const giveBack = await takeLock(file);
  if (typeof giveBack !== "function") throw new Error("a free lock was refused");
  expect(await takeLock(file)).toEqual(findProcess(process.pid));
  await giveBack();
  expect(await takeLock(file)).toBeTypeOf("function");
});

test.each([
  ["a process that is gone", JSON.stringify({ pid: process.pid, began: "before" })],
  ["a write that was cut off", '{"pid": 1'],
])("the lock of %s is taken over", async (_, left) => {
  const file = join(folder, "claimed");
  await writeFile(file, left);
  expect(await takeLock(file)).toBeTypeOf("function");
});

test("of many that take a lock at once, one gets it", async () => {
  const file = join(folder, "claimed");
  const locks = await Promise.all(Array.from({ length: 20 }, () => takeLock(file)));
  expect(locks.filter((taken) => typeof taken === "function")).toHaveLength(1);
});
