import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Deployment } from "./settings";
import type { EmittedFile, Target } from "./target";

/** How a file differs from what an emit would make of it. */
export interface Difference {
  readonly path: string;
  readonly kind: "missing" | "changed" | "foreign";
}

/**
 * Writes a target's files, and removes from its folder what it no longer emits.
 * @returns their paths, in order
 * @throws WrongSetting before anything is written
 */
export async function emit(
  target: Target,
  deployment: Deployment,
  folder: string,
): Promise<string[]> {
  const files = await filesOf(target, deployment);
  const { foreign } = await compare(files, folder);
  for (const path of foreign) await rm(join(folder, path));
  for (const { path, content, runs } of files) {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
    await chmod(place, runs ? 0o755 : 0o644);
  }
  return files.map(({ path }) => path);
}

/** What an emit would change in the folder; empty when nothing. */
export async function diff(
  target: Target,
  deployment: Deployment,
  folder: string,
): Promise<Difference[]> {
  const { missing, changed, foreign } = await compare(await filesOf(target, deployment), folder);
  const differences: Difference[] = [
    ...missing.map((path) => ({ path, kind: "missing" }) as const),
    ...changed.map((path) => ({ path, kind: "changed" }) as const),
    ...foreign.map((path) => ({ path, kind: "foreign" }) as const),
  ];
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function filesOf(target: Target, deployment: Deployment): Promise<readonly EmittedFile[]> {
  const files = [...(await target.emit(deployment))].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const [at, { path }] of files.entries())
    if (path.startsWith("/") || path.split("/").includes("..") || files[at + 1]?.path === path)
      throw new Error(`${target.name} emits ${path} twice or outside its folder.`);
  return files;
}

async function compare(files: readonly EmittedFile[], folder: string) {
  const found = new Set(await listFiles(folder));
  const missing: string[] = [];
  const changed: string[] = [];
  for (const { path, content } of files) {
    if (!found.delete(path)) missing.push(path);
    else if ((await readFile(join(folder, path), "utf8")) !== content) changed.push(path);
  }
  return { missing, changed, foreign: [...found].sort() };
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
