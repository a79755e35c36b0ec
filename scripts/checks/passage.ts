import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ResolverFactory } from "oxc-resolver";
import { trackedFiles } from "./files";
import { type Import, importsOf } from "./imports";
import { BESIDE, DOORS, ROOMS, WALLS } from "./rooms";

/** Where an import leads: a file of ours by its path, `npm:NAME/FILE`, or `node:NAME`. */
type Target = string;

const CODE = /\.(ts|tsx|mts|cts|mjs|cjs|js|jsx)$/;
const TEST = /(\.test\.tsx?|(^|\/)testing[^/]*\.tsx?)$/;

/**
 * What breaks the table of `rooms.ts`, one sentence each, by where each import really leads.
 * @param files paths from the root
 */
export async function checkRooms(root: string, files?: readonly string[]): Promise<string[]> {
  const all = files ?? (await trackedFiles(root));
  const resolve = resolverAt(root);
  const rows = await rowsOf(root, all);
  const problems: string[] = [];
  const leads = new Map<string, Set<string>>();
  for (const file of all.filter((path) => CODE.test(path))) {
    const text = await readFile(join(root, file), "utf8").catch(() => null);
    if (text === null) continue;
    for (const one of importsOf(file, text)) {
      const target = one.specifier === null ? null : resolve(file, one.specifier);
      const because =
        target === null
          ? unseen(file, one)
          : (byRow(file, target, rows) ?? byDoor(file, target, one) ?? byWall(file, target));
      if (because)
        problems.push(`${file}:${one.line} imports ${target ?? one.specifier}. ${because}`);
      if (target && isOurs(target)) note(leads, roomOf(file), roomOf(target));
    }
  }
  const circle = [...leads.keys()].filter((room) => reach(leads, room).has(room));
  if (circle.length > 0)
    problems.push(`These rooms import each other: ${circle.sort().join(", ")}.`);
  return problems;
}

type Rows = Readonly<Record<string, readonly string[] | "any">>;

/** The rows of the table, and those that packages say of themselves: `"swingtag": { "rooms": [ … ] }`. */
async function rowsOf(root: string, files: readonly string[]): Promise<Rows> {
  const rows: Record<string, readonly string[] | "any"> = { ...ROOMS };
  for (const file of files) {
    const [, name] = /^(packages\/[^/]+)\/package\.json$/.exec(file) ?? [];
    if (!name) continue;
    const said: { swingtag?: { rooms?: string[] } } = JSON.parse(
      await readFile(join(root, file), "utf8"),
    );
    rows[name] = said.swingtag?.rooms ?? [];
  }
  return rows;
}

function byRow(file: string, target: Target, rows: Rows): string | null {
  const room = roomOf(file);
  const row = rows[room];
  if (TEST.test(target) && !isBeside(file)) return "Only tests import what stands in for things.";
  if (row === "any" || !isOurs(target) || roomOf(target) === room) return null;
  if (row === undefined)
    return `${room} has no row. Say in scripts/checks/rooms.ts, or in its package.json, what it may import.`;
  if (row.some((entry) => covers(entry, target))) return null;
  if (TEST.test(target) && row.some((entry) => roomOf(entry) === roomOf(target))) return null;
  return `${room} may import ${row.join(", ") || "nothing of ours"}.`;
}

function byDoor(file: string, target: Target, { names, handsOn }: Import): string | null {
  if (isBeside(file)) return null;
  for (const door of DOORS) {
    if (!door.what.some((entry) => covers(entry, target))) continue;
    const taken = door.names?.filter((name) => names === "all" || names.includes(name));
    if (taken?.length === 0) continue;
    if (!door.open.some((entry) => covers(entry, file))) return door.because;
    if (handsOn && door.names)
      return `${taken?.join(", ")} is for those named in the table alone, and is not handed on.`;
  }
  return null;
}

function byWall(file: string, target: Target): string | null {
  if (isBeside(file)) return null;
  const wall = WALLS.find(
    ({ around, never }) =>
      around.some((entry) => covers(entry, file)) &&
      never.some((entry) => covers(entry, target)) &&
      !around.some((entry) => covers(entry, target)),
  );
  return wall?.because ?? null;
}

/** The product says in quotes what it imports, so that it can be checked. */
function unseen(file: string, { specifier }: Import): string | null {
  if (specifier !== null) return "There is no such file.";
  return isBeside(file) ? null : "Say in quotes what is imported, so that it can be checked.";
}

/** What starts, tries, measures or tests the product. */
function isBeside(file: string): boolean {
  return TEST.test(file) || BESIDE.some((entry) => covers(entry, file));
}

/** The first folder, for a package its own, for a file at the root its name. */
function roomOf(path: string): string {
  return /^packages\/[^/]+/.exec(path)?.[0] ?? path.split("/")[0] ?? path;
}

function isOurs(target: Target): boolean {
  return !/^(npm|node):/.test(target);
}

/** Whether an entry of the table means a path: itself, what lies below it, or what begins like it. */
function covers(entry: string, path: string): boolean {
  return path === entry || path.startsWith(/[/:]$/.test(entry) ? entry : `${entry}/`);
}

function resolverAt(root: string): (file: string, specifier: string) => Target | null {
  const resolver = new ResolverFactory({
    tsconfig: { configFile: join(root, "tsconfig.json"), references: "auto" },
    extensions: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".css"],
    extensionAlias: { ".js": [".ts", ".tsx", ".js"], ".mjs": [".mts", ".mjs"] },
    conditionNames: ["node", "import", "require", "default"],
  });
  return (file, specifier) => {
    if (isBuiltin(specifier))
      return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
    const [bare = ""] = specifier.split("?");
    const asked = bare.startsWith("file:") ? fileURLToPath(bare) : bare;
    const { path, packageJsonPath } = resolver.sync(dirname(join(root, file)), asked);
    // Not installed here, or types alone: then its name has to do.
    if (!path) return /^[@\w]/.test(asked) && !asked.startsWith("@/") ? `npm:${asked}/` : null;
    const inside = relative(root, path);
    if (!inside.startsWith("..") && !inside.includes("node_modules/")) return inside;
    const home = packageJsonPath ? dirname(packageJsonPath) : dirname(path);
    const [, name = inside] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    return `npm:${name}/${relative(home, path)}`;
  };
}

function note(leads: Map<string, Set<string>>, from: string, to: string): void {
  if (from === to) return;
  const known = leads.get(from) ?? new Set();
  leads.set(from, known.add(to));
}

function reach(leads: ReadonlyMap<string, ReadonlySet<string>>, from: string): Set<string> {
  const seen = new Set<string>();
  const next = [from];
  for (let room = next.pop(); room !== undefined; room = next.pop())
    for (const one of leads.get(room) ?? [])
      if (!seen.has(one)) {
        seen.add(one);
        next.push(one);
      }
  return seen;
}
