import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { takeLock } from "@/db/embedded/process";
import { listSources } from "./sources";

const root = join(import.meta.dirname, "../..");

/**
 * Builds the app unless what it is made of is unchanged since the last build.
 * @param signal stops a running build
 * @throws Error that names the log when the build fails
 */
export async function buildApp(
  report: (step: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const release = await takeTurns(report);
  try {
    const marker = join(root, ".next/swingtag-sources");
    const sources = await fingerprint();
    if ((await readFile(marker, "utf8").catch(() => "")) === sources)
      return report("The build is up to date");
    report("Building the app; this takes a minute …");
    await rm(marker, { force: true });
    const began = Date.now();
    const ticking = setInterval(() => {
      if (!signal?.aborted)
        report(`  still building, ${Math.round((Date.now() - began) / 1000)} s`);
    }, 15_000);
    await buildIn(root, join(root, ".data/build.log"), signal).finally(() =>
      clearInterval(ticking),
    );
    await writeFile(marker, sources);
    report("Built");
  } finally {
    await release();
  }
}

async function takeTurns(report: (step: string) => void): Promise<() => Promise<void>> {
  await mkdir(join(root, ".data"), { recursive: true });
  for (let told = false; ; told = true) {
    const claimed = await takeLock(join(root, ".data/building"));
    if (typeof claimed === "function") return claimed;
    if (!told) report(`Process ${claimed.pid} builds the app already; waiting for it …`);
    await pause(300);
  }
}

/** A hash of every file a build reads. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await listSources(root))
    hash
      .update(`${file}\0`)
      .update(await readFile(join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

/**
 * Has Next build the app in a folder.
 * @param file what the build says goes here
 * @param signal stops it
 * @throws Error with its last words when it fails
 */
export async function buildIn(folder: string, file: string, signal?: AbortSignal): Promise<void> {
  const log = createWriteStream(file);
  // The one that stands nearest to the folder, as its own files find it.
  const next = createRequire(join(folder, "package.json")).resolve("next/dist/bin/next");
  const child = spawn(process.execPath, [next, "build"], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let tail = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      log.write(chunk);
      tail = (tail + chunk.toString("utf8")).slice(-6000);
    });
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", resolve);
  });
  log.end();
  if (code === 0) return;
  if (signal?.aborted) throw new Error("The build was stopped.");
  throw new Error(`${tail.trim()}\nThe build failed; all it said is in ${file}.`);
}
