import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/base/free-port";
import type { StackOrder } from "@/jobs/stack-driver";
import { endProcess, isServing, type Program, startProgram } from "./processes";

/** How long the web process may take to be ready, in milliseconds. */
const READY = 60_000;

/** What runs for a stack. */
export function programsOf(name: string): Record<"web" | "worker" | "setup", Program> {
  const mark = `stack=${name}`;
  return {
    web: { name: "web", words: ["front/main.ts", mark] },
    worker: { name: "worker", words: ["--import", "tsx", "scripts/worker.ts", mark] },
    setup: { name: "setup", words: ["--import", "tsx", "scripts/setup-installation.ts", mark] },
  };
}

/**
 * Starts what does not run, or runs with other settings, or of another build.
 * @returns the port of the web process
 */
export async function startAll(
  { name, image }: StackOrder,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const build = await readFile(resolve(/* turbopackIgnore: true */ ".next/BUILD_ID"), "utf8");
  const wanted = createHash("sha256")
    .update(JSON.stringify([image, build, Object.entries(environment).sort()]))
    .digest("hex");
  const marker = join(folder, "started");
  const [kept = "", port = ""] = (await readFile(marker, "utf8").catch(() => "")).split(" ");
  const { web, worker } = programsOf(name);
  const both = [web, worker];
  if (kept === wanted && both.every((program) => isServing(program, folder))) return Number(port);
  for (const program of both) await endProcess(program, folder);
  const chosen = Number(port) || (await freePort());
  const settings = {
    ...environment,
    PORT: String(chosen),
    PUBLIC_PORT: environment.PUBLIC_PORT ?? "",
  };
  for (const program of both) await startProgram({ ...program, environment: settings }, folder);
  await writeFile(marker, `${wanted} ${chosen}`);
  return chosen;
}

/** Waits until the web process says that it is ready. @throws Error when that takes too long */
export async function awaitReady(port: number, signal: AbortSignal): Promise<void> {
  const until = Date.now() + READY;
  while ((await statusOf(port)) !== 200) {
    if (Date.now() > until) throw new Error("The stack's web process did not become ready.");
    await pause(100, null, { signal });
  }
}

function statusOf(port: number): Promise<number> {
  return new Promise((settle) => {
    const asked = get({ host: "127.0.0.1", port, path: "/readyz", agent: false }, (answer) => {
      answer.resume();
      settle(answer.statusCode ?? 0);
    });
    asked.setTimeout(5000, () => asked.destroy());
    asked.once("error", () => settle(0));
  });
}
