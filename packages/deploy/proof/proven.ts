import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../../..");
const FILE = "packages/deploy/proof/proven.json";

/** When a proof was last green, and of what. */
export interface Proven {
  /** A day, as 2026-11-29. */
  readonly on: string;
  /** The hash of all that a proof builds from, as it was then. */
  readonly sources: string;
}

/** What no proof builds from: tests, documents, what measures, and this record. */
const BESIDE =
  /\.(test|spec)\.tsx?$|\.(md|png)$|^(\.ci|docs|e2e|packages\/(bench|resilience))\/|^packages\/deploy\/proof\/proven\.json$/;

/** A hash over every file of the project that a proof may build from, tracked or new. */
export async function sourcesOfProofs(): Promise<string> {
  const words = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { stdout } = await run("git", words, { cwd: root, maxBuffer: 20_000_000 });
  const hash = createHash("sha256");
  for (const file of stdout
    .split("\0")
    .filter((name) => name && !BESIDE.test(name))
    .sort()) {
    const bytes = await readFile(join(root, file)).catch(() => null);
    if (bytes) hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/** The proofs that were green, by name: a file that is committed with what was proven. */
export async function readProven(): Promise<Readonly<Record<string, Proven>>> {
  return JSON.parse(await readFile(join(root, FILE), "utf8").catch(() => "{}"));
}

/** Notes that a proof is green of these sources. */
export async function noteProven(name: string, sources: string): Promise<void> {
  const on = new Date().toISOString().slice(0, 10);
  const proven = { ...(await readProven()), [name]: { on, sources } };
  const sorted = Object.fromEntries(Object.entries(proven).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(join(root, FILE), `${JSON.stringify(sorted, null, 2)}\n`);
}
