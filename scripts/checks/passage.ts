import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { trackedFiles } from "./files";
import { type Import, importsOf } from "./imports";
import { BESIDE, DOORS, ROOMS, WALLS } from "./rooms";
import { covers, isOurs, resolverAt, roomOf, type Target } from "./targets";

/** What is read for its imports, and what may be imported without being read. */
const CODE = /\.(ts|tsx|mts|cts|mjs|cjs|js|jsx)$/;
const READ = /\.(ts|tsx|mts|cts|mjs|cjs|js|jsx|json|css)$/;
const TEST = /(\.test\.tsx?|(^|\/)testing[^/]*\.tsx?)$/;

/**
 * What breaks the table of `rooms.ts`, one sentence each, by where each import really leads.
 * @param files paths from the root
 */
export async function checkRooms(root: string, files?: readonly string[]): Promise<string[]> {
  const home = await realpath(root);
  const all = files ?? (await trackedFiles(home));
  const rows = await rowsOf(home, all);
  const { passages, problems } = await readPassages(home, all);
  const gives = givenBy(passages);
  for (const passage of passages) {
    const because = problemOf(passage, rows, gives);
    if (because)
      problems.push(`${passage.file}:${passage.line} imports ${whatOf(passage)}. ${because}`);
  }
  const circle = circleIn(passages);
  if (circle.length > 0) problems.push(`These rooms import each other: ${circle.join(", ")}.`);
  return problems;
}

/** An import with the file that has it and the place where it leads; null where nothing is there. */
interface Passage extends Import {
  readonly file: string;
  readonly target: Target | null;
}

async function readPassages(root: string, files: readonly string[]) {
  const resolve = resolverAt(root);
  const passages: Passage[] = [];
  const problems: string[] = [];
  for (const file of files.filter((path) => CODE.test(path))) {
    const text = await readFile(join(root, file), "utf8").catch(() => null);
    if (text === null) continue;
    try {
      for (const one of importsOf(file, text))
        passages.push({
          ...one,
          file,
          target: one.specifier === null ? null : resolve(file, one.specifier),
        });
    } catch (error) {
      problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { passages, problems };
}

type Names = Import["names"];

/**
 * What an import brings along, because the file that it leads to exports it from elsewhere, however far. What
 * `db/` shows of its own pools (an error, a type) is its decision.
 */
function givenBy(passages: readonly Passage[]): (file: Target, names: Names) => Set<Target> {
  const handing = Map.groupBy(
    passages.filter(({ handedOn }) => handedOn !== null),
    ({ file }) => file,
  );
  return (file, names) => {
    const given = new Set<Target>();
    const next: [Target, Names][] = [[file, names]];
    for (let one = next.pop(); one; one = next.pop()) {
      const [from, wanted] = one;
      for (const { target, names: taken, handedOn } of handing.get(from) ?? []) {
        const asked = wanted === "all" || handedOn === "all" || wanted.includes(handedOn ?? "");
        const shown = covers("db", from) && covers("db/pools/", target ?? "");
        if (!asked || !target || given.has(target) || shown) continue;
        given.add(target);
        next.push([target, handedOn === "all" ? wanted : taken]);
      }
    }
    return given;
  };
}

function problemOf(passage: Passage, rows: Rows, gives: ReturnType<typeof givenBy>): string | null {
  const { file, target } = passage;
  if (target === null) return unseen(passage);
  if (isOurs(target) && !READ.test(target)) return "Files of this kind are not checked.";
  const given = [...gives(target, passage.names)].filter((one) => one !== file);
  return (
    byRow(file, target, rows) ??
    byDoor(target, passage) ??
    given.map((one) => byDoor(one, { ...passage, names: "all" })).find(Boolean) ??
    [target, ...given].map((one) => byWall(file, one)).find(Boolean) ??
    null
  );
}

function whatOf({ target, specifier }: Passage): string {
  return target ?? specifier ?? "what it works out while running";
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

function byDoor(target: Target, { file, names, passedOn, handedOn }: Passage): string | null {
  if (isBeside(file)) return null;
  for (const door of DOORS) {
    if (!door.what.some((entry) => covers(entry, target))) continue;
    const taken = door.names?.filter((name) => names === "all" || names.includes(name));
    if (taken?.length === 0) continue;
    if (!door.open.some((entry) => covers(entry, file))) return door.because;
    const passed = taken?.find((name) => passedOn === "all" || passedOn.includes(name));
    if (passed && !covers("db", file))
      return `${passed} is called by those whom the table names, and is not passed on.`;
    if (handedOn !== null && !covers("db", file))
      return "What stands behind a door is not exported again.";
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
function unseen({ file, specifier }: Passage): string | null {
  if (specifier !== null) return "There is no such file.";
  return isBeside(file) ? null : "Say in quotes what is imported, so that it can be checked.";
}

/** What starts, tries, measures or tests the product. */
function isBeside(file: string): boolean {
  return TEST.test(file) || BESIDE.some((entry) => covers(entry, file));
}

/** The rooms from which imports lead back to them. */
function circleIn(passages: readonly Passage[]): string[] {
  const leads = new Map<string, string[]>();
  for (const { file, target } of passages) {
    if (!target || !isOurs(target) || roomOf(file) === roomOf(target)) continue;
    const known = leads.get(roomOf(file)) ?? [];
    if (!known.includes(roomOf(target))) leads.set(roomOf(file), [...known, roomOf(target)]);
  }
  return [...leads.keys()].filter((room) => reach(leads, room).has(room)).sort();
}

/** Everything that can be reached from a place; the place itself only where something leads back to it. */
function reach(leads: ReadonlyMap<string, readonly string[]>, from: string): Set<string> {
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
