import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { get } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

const root = join(import.meta.dirname, "../../..");

/** The sites of the proof, as `ha-program.ts` makes them. */
export const SLUGS = ["pooled-1", "alone-1"] as const;

export type Slug = (typeof SLUGS)[number];

/** How often each site is visited, in milliseconds. */
const BETWEEN = 200;

export function hostOf(slug: Slug): string {
  return `${slug}.localhost`;
}

/** Starts one of our programs as a process of its own. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** Runs `ha-program.ts` to its end. @returns what it said last, as JSON */
export async function runProgram(
  task: string,
  env: Readonly<Record<string, string>>,
  ...more: string[]
): Promise<string> {
  return finish(start(["packages/deploy/proof/ha-program.ts", task, ...more], env));
}

/** Lets a program end by itself. @returns the last line it said */
export async function finish(child: ChildProcess): Promise<string> {
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
  });
  child.stdin?.end();
  const [code]: (number | null)[] = await once(child, "close");
  if (code !== 0) throw new Error(`A program of the proof ended with code ${code}: ${said}`);
  return said.trim().split("\n").at(-1) ?? "";
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

const Confirmed = z.object({ slug: z.string(), id: z.string(), at: z.number() });

/** The writes whose commit was confirmed so far. */
export async function readConfirmed(file: string): Promise<z.infer<typeof Confirmed>[]> {
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n");
  // The last one may be half written.
  return lines.slice(0, -1).map((line) => Confirmed.parse(JSON.parse(line)));
}

/** When writes to a site were confirmed, in milliseconds since 1970. */
export async function writesOf(file: string, slug: Slug): Promise<number[]> {
  return (await readConfirmed(file)).filter((one) => one.slug === slug).map(({ at }) => at);
}

/** Visits both sites until it is ended, and notes when one answered with its page. */
export function visitAgainAndAgain(port: number) {
  const answered = new Map<Slug, number[]>(SLUGS.map((slug) => [slug, []]));
  let ended = false;
  const visiting = SLUGS.map(async (slug) => {
    while (!ended) {
      if ((await statusOf(port, hostOf(slug))) === 200) answered.get(slug)?.push(Date.now());
      await pause(BETWEEN);
    }
  });
  return {
    of: (slug: Slug): readonly number[] => answered.get(slug) ?? [],
    async end() {
      ended = true;
      await Promise.all(visiting);
    },
  };
}

function statusOf(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const request = get(
      { host: "127.0.0.1", port, path: "/", headers: { host: `${host}:${port}` }, agent: false },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode ?? null));
        response.once("error", () => resolve(null));
      },
    );
    request.setTimeout(10_000, () => request.destroy());
    request.once("error", () => resolve(null));
  });
}

/**
 * The longest time around a moment in which nothing happened.
 * @param times when something happened, in order
 * @returns milliseconds from the last before the pause to the first after it
 */
export function gapAt(moment: number, times: readonly number[]): number {
  let longest = 0;
  for (const [at, time] of times.entries()) {
    const next = times[at + 1];
    if (next !== undefined && next >= moment) longest = Math.max(longest, next - time);
  }
  return longest;
}

/** @throws Error that names what was waited for when it did not happen in time */
export async function waitUntil(
  condition: () => Promise<boolean>,
  seconds: number,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  for (const until = Date.now() + seconds * 1000; ; await pause(200, null, { signal })) {
    if (await condition()) return;
    if (Date.now() > until) throw new Error(`Waited ${seconds} s for ${what}, in vain.`);
  }
}
