import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { get } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { buildApp } from "@/packages/local/build";
import { startApp } from "@/packages/local/serve";

const root = join(import.meta.dirname, "../../..");

/** Where the platform keeps what it has while the proof runs. */
export const data = join(root, ".data/proof-stack");

export const DOMAIN = "app.localhost";

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly id: string;
  readonly cookies: readonly string[];
}

/** A platform with two sites, served by its own processes; the worker is ours to start and kill. */
export async function beginPlatform(url: string, port: number, signal: AbortSignal) {
  const env: Record<string, string> = {
    DATABASE_URL: url,
    DATABASE_PREFIX: "swingtag",
    SECRET: "a secret of the proof alone, long enough",
    PORT: String(port),
    BASE_DOMAIN: DOMAIN,
    FILES: join(data, "files"),
    BACKUPS: join(data, "backups"),
    DEMO: "1",
    SPARES: "0",
    WORKER: "apart",
    STACKS: `processes:?folder=${encodeURIComponent(join(data, "stacks"))}`,
    SMTP_URL: "",
    PUBLIC_PORT: "",
    PUBLIC_SCHEME: "",
    TRUSTED_PROXIES: "",
  };
  const launch = (
    words: readonly string[],
    more: Record<string, string> = {},
    timeout: number | undefined = undefined,
  ) =>
    spawn(process.execPath, ["--import", "tsx", ...words], {
      cwd: root,
      env: { ...process.env, ...env, ...more },
      timeout,
      killSignal: "SIGKILL",
      stdio: ["ignore", "pipe", "pipe"],
    });
  // One that hangs is no reason for the proof to hang.
  const run = (words: readonly string[]) => outputOf(launch(words, {}, 300_000));
  await run(["packages/deploy/proof/stack-program.ts", "prepare"]);
  await buildApp(() => {}, signal);
  const app = await startApp({ env, log: join(data, "web.log") });
  const ask = (site: string, path: string, cookie?: string) =>
    request(port, `${site}.${DOMAIN}:${port}`, path, cookie);
  await until(signal, async () => (await ask("artmatt", "/")).status === 200).catch(
    async (error: unknown) => {
      await app.stop();
      throw error;
    },
  );
  const running = new Set<ChildProcess>();
  const log = await open(join(data, "worker.log"), "a");
  const workers = {
    start(): ChildProcess {
      const child = launch(["scripts/worker.ts"]);
      child.stdout?.on("data", (piece: Buffer) => void log.write(piece).catch(() => {}));
      running.add(child);
      return child;
    },
    async kill(child: ChildProcess): Promise<void> {
      child.kill("SIGKILL");
      await once(child, "exit");
      running.delete(child);
    },
  };
  return {
    ask,
    run,
    workers,
    cli: (...words: string[]) => run(["scripts/tenants.ts", "--json", ...words]),
    hurryRemovals: () => run(["packages/deploy/proof/stack-program.ts", "hurry"]),
    removeStack: (name: string) => run(["packages/deploy/proof/stack-program.ts", "remove", name]),
    async stop() {
      for (const child of running) await workers.kill(child);
      await log.close();
      await app.stop();
    },
  };
}

async function outputOf(child: ChildProcess): Promise<string> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (piece: Buffer) => {
    out += piece.toString();
  });
  child.stderr?.on("data", (piece: Buffer) => {
    err += piece.toString();
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${child.spawnargs.slice(3).join(" ")}: ${err || out}`);
  return out;
}

/** One request, with its answer read whole. */
export function request(port: number, host: string, path: string, cookie = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host, ...(cookie && { cookie }) };
    get({ host: "127.0.0.1", port, path, headers, agent: false }, async (res) => {
      const pieces: Buffer[] = [];
      for await (const piece of res) pieces.push(piece);
      resolve({
        status: res.statusCode ?? 0,
        text: Buffer.concat(pieces).toString("latin1"),
        id: String(res.headers["x-request-id"] ?? ""),
        cookies: res.headers["set-cookie"] ?? [],
      });
    }).once("error", reject);
  });
}

/** Resolves when a condition holds; one that throws does not hold yet. */
export async function until(signal: AbortSignal, condition: () => Promise<boolean>): Promise<void> {
  const holds = () => condition().catch(() => false);
  for (const end = Date.now() + 120_000; !(await holds()); await pause(100, null, { signal }))
    if (Date.now() > end) throw new Error("What was waited for did not happen in two minutes.");
}
