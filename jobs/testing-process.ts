import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";
import type { DatabaseKind } from "@/db/platform/states";

/** A process of the product that a test may kill. */
export interface Process {
  /** Resolves with what it says once that matches; rejects when it ends before. */
  says(what: RegExp): Promise<void>;
  /** What it has written so far. */
  readonly said: string;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
}

/** The programs of the product, bundled so that one that is killed and started 50 times starts quickly. */
export interface Programs {
  /** The worker as `npm run worker` starts it, with this process's settings and others on top. */
  worker(env?: Record<string, string>): Process;
  /** A web process with its worker: creates these sites and runs jobs until it is killed. */
  births(
    births: readonly { readonly name: string; readonly placement: DatabaseKind }[],
    env?: Record<string, string>,
  ): Process;
  remove(): Promise<void>;
}

/** Bundles the programs into a folder of this process's own, beside node_modules, where the rest is found. */
export async function makePrograms(): Promise<Programs> {
  const folder = join(root, ".data", `programs-${process.pid}`);
  await mkdir(folder, { recursive: true });
  await build({
    root,
    configFile: false,
    logLevel: "error",
    resolve: { alias: { "@": root } },
    build: {
      ssr: true,
      outDir: folder,
      target: "node24",
      minify: false,
      copyPublicDir: false,
      rollupOptions: {
        input: [join(root, "scripts/worker.ts"), join(root, "jobs/testing-births.ts")],
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
    ssr: { noExternal: true, external: ["sharp", "@aws-sdk/client-s3", "@aws-sdk/lib-storage"] },
  });
  return {
    worker: (env = {}) => start([join(folder, "worker.mjs")], env),
    births: (births, env = {}) =>
      start([join(folder, "testing-births.mjs"), JSON.stringify(births)], env),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const root = join(import.meta.dirname, "..");

function start(words: string[], env: Record<string, string>): Process {
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: "info", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (bytes: Buffer) => {
      said += bytes.toString("utf8");
    });
  return {
    get said() {
      return said;
    },
    says: async (what) => {
      while (!what.test(said)) {
        if (isOver(child)) throw new Error(`The process ended: ${said.slice(-2000)}`);
        await Promise.race([once(child.stdout, "data"), once(child, "close")]);
      }
    },
    async kill() {
      if (isOver(child)) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
