import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildIn } from "@/packages/local/build";
import { SOURCES } from "@/packages/local/sources";

const root = join(import.meta.dirname, "../..");

/** The folders and files from which the app is built and served. */
const PARTS = [...SOURCES, "front", "public"];

/** The files that are replaced in the app without tenancy. */
export const REPLACED = {
  "packages/bench/plain/boot.ts": "boot.ts",
  "packages/bench/plain/transaction.ts": "db/transaction.ts",
  "packages/bench/plain/pools.ts": "db/pools.ts",
  "packages/bench/plain/tenants.ts": "server/access/tenants.ts",
};

/**
 * Builds the same app without tenancy, in a folder of its own, unless that was done for these sources.
 * @returns the folder
 */
export async function buildPlain(sources: string): Promise<string> {
  const folder = join(root, ".data/bench/plain");
  const marker = join(folder, "sources");
  const plain = Object.keys(REPLACED).map((file) => readFileSync(join(root, file)));
  const hash = createHash("sha256").update(sources).update(Buffer.concat(plain)).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === hash) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
  // Hard links: the bundler follows no symbolic link out of its root.
  execFileSync("cp", ["-al", join(root, "node_modules"), join(folder, "node_modules")]);
  for (const [from, to] of Object.entries(REPLACED)) cpSync(join(root, from), join(folder, to));
  await buildIn(folder, join(root, ".data/bench/plain-build.log"));
  writeFileSync(marker, hash);
  return folder;
}
