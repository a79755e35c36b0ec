import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { trackedFiles } from "./files";
import { commentsOf } from "./phrases";

/** Folders that stood at the root once: a path that begins with one of them is meant from the root. */
const FORMER = ["bench", "collector", "deploy", "isolation", "telemetry"];

/** What is named like a file of the project and is none, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "deploy/out": "deploy emits there",
  "front/haproxy.cfg": "emitted to deploy/out/ha",
  "front/pgbouncer.ini": "emitted to deploy/out/ha",
  "front/pooler.sql": "emitted to deploy/out/ha",
  "front/users.txt": "written beside them by the proof",
  "pooler.sql": "emitted to deploy/out/ha/front",
  bin: "made in the image",
  "isolation/result.json": "written to .data",
  "jobs/killed": "how the names of several tests begin",
  "server/server-reference-manifest.json": "written to .next by the build",
};

const segment = String.raw`(?:\[[\w.-]+\]|\([\w-]+\)|\{[\w.,-]+\}|[\w.+*-])+`;
const named = new RegExp(
  String.raw`(?<![\w./@$}\\:+-])(${segment}(?:/${segment})*/?)(?![\w.$…])`,
  "g",
);
const program = /\.(tsx?|md|sql|sh|css|cjs|mjs)$/;

/** The paths of the project, for looking names up. */
export interface Tree {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/** Comments, documents and strings name files and folders of the project that are there. */
export async function checkPaths(root: string): Promise<string[]> {
  const files = await trackedFiles(root);
  const tree = treeOf(files);
  const read = files.filter(
    (file) =>
      /\.(md|tsx?|css|cjs|mjs|js|sql|sh|jsonc?)$/.test(file) &&
      !/migrations\/meta|package-lock/.test(file),
  );
  const problems = await Promise.all(
    read.map(async (file) =>
      deadPaths(file, await readFile(join(root, file), "utf8").catch(() => ""), tree),
    ),
  );
  return problems.flat();
}

export function treeOf(files: readonly string[]): Tree {
  const folders = new Set<string>();
  const names = new Set<string>();
  for (const file of files) {
    const parts = file.split("/");
    for (let depth = 1; depth <= parts.length; depth++) {
      names.add(parts.slice(-depth).join("/"));
      if (depth < parts.length) folders.add(parts.slice(0, depth).join("/"));
    }
  }
  return { files: new Set(files), folders, names };
}

/**
 * The places of one file that name what is not there, as "FILE:LINE names PATH". A path that begins with a
 * folder of the root is looked up from the root, in prose and in code; in prose the end of a path and a file's
 * bare name are looked up as well. Tests plant paths in their code, so only their comments are read.
 */
export function deadPaths(file: string, text: string, tree: Tree): string[] {
  const isDocument = file.endsWith(".md");
  const prose = isDocument ? text : commentsOf(text);
  const places = [
    ...(isDocument ? deadLinks(file, text, tree) : []),
    ...deadNames(prose, (path) => isDead(path, tree, true)),
    ...(isDocument || /(\.test\.tsx?$|\/testing)/.test(file)
      ? []
      : deadNames(text, (path) => isDead(path, tree, false))),
  ];
  return [...new Set(places.map(({ line, path }) => `${file}:${line} names ${path}`))];
}

function deadNames(text: string, isGone: (path: string) => boolean): Place[] {
  return [...text.matchAll(named)].flatMap(({ 1: found = "", index }) => {
    const path = found.replace(/[.,]+$/, "");
    return isGone(path) ? [placeAt(text, index, path)] : [];
  });
}

/** Links of a document that lead to no file beside it. */
function deadLinks(file: string, text: string, tree: Tree): Place[] {
  return [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].flatMap(({ 1: target = "", index }) => {
    if (/^[a-z]+:/.test(target)) return [];
    const path = posix.join(posix.dirname(file), target);
    return exists(path, tree) ? [] : [placeAt(text, index, target)];
  });
}

function isDead(path: string, tree: Tree, isProse: boolean): boolean {
  const [first = "", ...more] = path.split("/");
  if (Object.keys(ELSEWHERE).some((place) => path === place || path.startsWith(`${place}/`)))
    return false;
  if (more.length > 0 && (tree.folders.has(first) || FORMER.includes(first)))
    return !exists(path, tree);
  return isProse && program.test(path) && !/^\W/.test(path) && !isName(path, tree);
}

/** A file, a folder, or a module without its ending; `*`, `{a,b}` and NAME stand for what fits. */
function exists(path: string, tree: Tree): boolean {
  const plain = path.replace(/\/$/, "");
  if (!/[*{]|[A-Z]{3}/.test(plain))
    return (
      ["", ".ts", ".tsx"].some((end) => tree.files.has(plain + end)) || tree.folders.has(plain)
    );
  const pattern = patternOf(plain);
  return [...tree.files, ...tree.folders].some((one) => pattern.test(one));
}

function isName(path: string, tree: Tree): boolean {
  if (!/[*{]|[A-Z]{3}/.test(path)) return tree.names.has(path);
  const pattern = patternOf(path);
  return [...tree.names].some((name) => pattern.test(name));
}

function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.+()[\]]/g, "\\$&")
    .replace(/\*+|[A-Z]{3,}/g, (found) => (found.length > 1 && found[0] === "*" ? ".*" : "[^/]*"))
    .replace(/\{([^}]*)\}/g, (_, some: string) => `(?:${some.replaceAll(",", "|")})`);
  return new RegExp(`^${source}(?:\\.tsx?)?$`);
}

interface Place {
  readonly line: number;
  readonly path: string;
}

function placeAt(text: string, index: number, path: string): Place {
  return { line: text.slice(0, index).split("\n").length, path };
}
