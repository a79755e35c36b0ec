import { type ChildProcess, spawn } from "node:child_process";
import { Agent, get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";

let child: ChildProcess;
let said = "";
let port = 0;
const agent = new Agent({ keepAlive: true });
afterEach(() => {
  child.kill("SIGKILL");
});

test("while it drains, requests are still taken and each answer closes its connection", async () => {
  await begin(60);
  expect((await ask("/a")).headers.connection).toBe("keep-alive");
  child.kill("SIGTERM");
  await expect.poll(async () => (await ask("/readyz")).statusCode).toBe(503);
  const answer = await ask("/b");
  expect(answer.statusCode).toBe(200);
  expect(answer.headers.connection).toBe("close");
  expect(await text(answer)).toBe("/b");
});

test("a request that runs when the last one was taken is answered before the process ends", async () => {
  await begin(0);
  const running = ask("/held");
  await expect.poll(async () => (await ask("/count", new Agent())).headers["x-held"]).toBe("1");
  child.kill("SIGTERM");
  await expect.poll(refuses).toBe(true);
  expect(child.exitCode).toBeNull();
  // What it waits for comes from elsewhere, as no new request is taken.
  child.stdin?.write("let go\n");
  expect(await text(await running)).toBe("held");
  await expect.poll(() => child.exitCode).toBe(0);
  expect(said).toContain("last\n");
});

async function begin(seconds: number): Promise<void> {
  said = "";
  child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      join(import.meta.dirname, "testing-drain.ts"),
      String(seconds),
    ],
    { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, LOG_LEVEL: "fatal" } },
  );
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
  });
  await expect.poll(() => said, { timeout: 40_000 }).toMatch(/port \d+\n/);
  port = Number(/port (\d+)/.exec(said)?.[1]);
}

function ask(path: string, through = agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, agent: through }, resolve).once("error", reject);
  });
}

async function refuses(): Promise<boolean> {
  return ask("/d", new Agent()).then(
    () => false,
    () => true,
  );
}
