import { spawn } from "node:child_process";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/base/free-port";
import { HEAP } from "@/base/heap";
import { findProcess, holderOf, type Process, stillRuns } from "@/db/embedded/process";

const root = join(import.meta.dirname, "../..");

export interface AppOptions {
  readonly env: Readonly<Record<string, string>>;
  /** What the server writes goes here; also the name of the file that remembers its process. */
  readonly log: string;
  readonly dev?: boolean;
  /** Another program to run instead of the web process, as arguments of Node. */
  readonly program?: readonly string[];
}

export interface App {
  /** Resolves when the server ends, whether asked to or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Code that the server runs: when the process that started it is gone, the server ends as on SIGTERM. */
const FOLLOW =
  'data:text/javascript,process.once("disconnect",()=>process.kill(process.pid,"SIGTERM"));process.channel?.unref()';

/** Starts the web process in a session of its own, so that Ctrl-C reaches it only once, through this process. */
export async function startApp({
  env,
  log,
  dev = false,
  program = ["front/main.ts", ...(dev ? ["dev"] : [])],
}: AppOptions): Promise<App> {
  await mkdir(dirname(log), { recursive: true });
  const file = await open(log, "w");
  const child = spawn(
    process.execPath,
    [HEAP, "--disable-warning=ExperimentalWarning", "--import", FOLLOW, ...program],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: dev ? "development" : "production", ...env },
      detached: true,
      stdio: ["ignore", file.fd, file.fd, "ipc"],
    },
  );
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
  await file.close();
  const running = child.pid === undefined ? null : findProcess(child.pid);
  if (running) await writeFile(`${log}.process`, JSON.stringify(running));
  const stop = async () => {
    if (running) await end(running);
    await rm(`${log}.process`, { force: true });
  };
  return { ended, stop };
}

/** Stops the web process that a killed run left behind. */
export async function stopLeftApp(log: string): Promise<boolean> {
  const left = await holderOf(`${log}.process`);
  await rm(`${log}.process`, { force: true });
  if (!left || !stillRuns(left)) return false;
  await end(left);
  return true;
}

/**
 * Waits until each host answers 200 on `/`.
 * @param hosts as in a Host header, without port
 * @throws Error with the reason that the server's log gives, or with the last answer
 */
export async function awaitAnswers(
  app: App,
  {
    port,
    hosts,
    log,
    seconds = 60,
  }: { port: number; hosts: string[]; log: string; seconds?: number },
): Promise<void> {
  const until = Date.now() + seconds * 1000;
  let gone = false;
  void app.ended.then(() => {
    gone = true;
  });
  for (const host of hosts)
    for (;;) {
      const status = await statusOf(port, host);
      if (status === 200) break;
      if (gone) throw new Error(`${await lastWords(log)} The server's log is ${log}.`);
      if (Date.now() > until)
        throw new Error(
          `http://${host}:${port} answers ${status ?? "nothing"} instead of 200; the server's log is ${log}.`,
        );
      await pause(100);
    }
}

/** The port, or where it is taken any other that is free. */
export async function portOrAnother(port: number): Promise<number> {
  const taken = (await tryListen(port, "127.0.0.1")) ?? (await tryListen(port, "0.0.0.0"));
  return taken ? freePort() : port;
}

/** @throws Error with one sentence when somebody listens on the port, on either loopback address */
export async function provePortFree(port: number, command: string): Promise<void> {
  for (const address of ["0.0.0.0", "::1"]) {
    const code = await tryListen(port, address);
    if (code === "EADDRINUSE")
      throw new Error(
        `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} ${command}`,
      );
    if (code === "EACCES")
      throw new Error(
        `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=3000 ${command}`,
      );
  }
}

function tryListen(port: number, address: string): Promise<string | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "error"));
    server.listen(port, address, () => server.close(() => resolve(null)));
  });
}

/** Node does not resolve names under localhost, so the host goes in the header. */
function statusOf(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const request = get(
      { host: "127.0.0.1", port, path: "/", headers: { host: `${host}:${port}` }, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? null);
      },
    );
    request.setTimeout(20_000, () => request.destroy());
    request.once("error", () => resolve(null));
  });
}

/** The message of the server's last line, which is JSON unless the server ended before its log began. */
async function lastWords(log: string): Promise<string> {
  const lines = (await readFile(log, "utf8").catch(() => "")).trim().split("\n");
  const last = lines.at(-1) ?? "";
  try {
    const line: { msg?: unknown } = JSON.parse(last);
    return String(line.msg);
  } catch {
    return `The server ended: ${lines.find((line) => /error/i.test(line)) ?? last}.`;
  }
}

async function end(running: Process): Promise<void> {
  for (const [signal, seconds] of [
    ["SIGTERM", 5],
    ["SIGKILL", 5],
  ] as const) {
    if (!stillRuns(running)) return;
    process.kill(running.pid, signal);
    for (const until = Date.now() + seconds * 1000; Date.now() < until && stillRuns(running); )
      await pause(30);
  }
}
