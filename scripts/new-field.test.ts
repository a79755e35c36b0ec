import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const HERE = resolve(import.meta.dirname, "..");
const LEFT_OUT = ["node_modules", ".git", ".data", ".next", "docs"];

/** A field that nobody has thought of, as its author writes it: text of an item, searched, a facet, on the shelf. */
const DESCRIPTOR = `{
    ...ITEM,
    key: "pellets",
    label: "Pellets",
    type: "text",
    group: "facts",
    longest: 40,
    searched: true,
    sort: "pellets",
    facet: { name: "pellets", order: "count" },
    shelf: { label: "Filled with", width: "wide" },
    fact: true,
  },
  `;
const COLUMN = `pellets: text("pellets").notNull().default(""),
    `;

/** What a test in the copy finds of it, without a line having been written for it anywhere else. */
const FOUND = `
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { withSearchedTexts } from "@/db/tenant/searched";
import { EMPTY_ITEM } from "@/db/tenant/item";
import { factColumns } from "@/db/tenant/queries/items";
import { FACETS, SORTS } from "@/db/tenant/shelf-fields";
import { readShelfUrl, sortInWords } from "./(site)/shelf-url";
import { itemDetail } from "./(site)/item-view";
import { shelfItems } from "./(site)/shelf-view";
import { ItemFields } from "./studio/items/item-fields";
import { emptyValues, ItemValuesSchema, problemsOf } from "@/server/items/item-values";

Object.assign(process.env, { SECRET: "a secret of at least thirty-two characters",
  DATABASE_URL: "postgres://localhost:5432", DEMO: "1" });

const own = { id: "1", slug: "peanut", trashedAt: null, standings: [] };
const draft = { ...EMPTY_ITEM, name: "Peanut", pellets: "PVC" };

test("the new field is everywhere", () => {
  expect(EMPTY_ITEM.pellets).toBe("");
  expect(factColumns.pellets.name).toBe("pellets");
  expect(withSearchedTexts("@said.of.items@")).toContain("(t.pellets::text, true, false)");
  expect(ItemValuesSchema.parse({ ...emptyValues(), name: "Peanut", pellets: " PVC " }).pellets).toBe("PVC");
  expect(problemsOf({ ...emptyValues(), name: "Peanut", pellets: "x".repeat(41) }, [])).toHaveProperty("pellets");
  const form = renderToStaticMarkup(
    <ItemFields values={emptyValues()} problems={{}} animals={[]} places={[]} own={[]} templates={[]} itemId={null} change={() => {}} follow={() => {}} />,
  );
  expect(form).toContain(">Pellets</label>");
  expect(FACETS).toContain("pellets");
  expect(SORTS).toContain("pellets");
  expect(sortInWords("pellets")).toBe("Pellets");
  expect(readShelfUrl({ pellets: "PVC" }).chosen.pellets).toEqual(["PVC"]);
  const [shown] = shelfItems([{ ...draft, ...own, copies: 0, photo: null,
    ofCopies: { condition: null, swingTag: null } }], 0);
  expect(shown?.cells).toContainEqual({ label: "Filled with", value: "PVC", width: "wide" });
  const { facts } = itemDetail({ item: { ...draft, ...own }, copies: [], want: null, photos: [], tags: [],
    fields: [], own: { item: {}, copies: {} }, neighbours: { previous: null, next: null }, number: 1 });
  expect(facts).toContainEqual({ label: "Pellets", value: "PVC" });
});
`;

let copy = "";

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "swingtag-field-"));
  cpSync(HERE, copy, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) });
  symlinkSync(join(HERE, "node_modules"), join(copy, "node_modules"));
  git("init", "-q");
  git("add", ".");
  commit("before");
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test("a further field is its descriptor, its column and its migration, and then it is everywhere", () => {
  insertBefore("db/tenant/fields.ts", '{\n    ...ITEM,\n    key: "styleNumber"', DESCRIPTOR);
  insertBefore("db/tenant/schema.ts", 'colour: text("colour").notNull().default("")', COLUMN);
  run("drizzle-kit", "generate", "--config", "db/drizzle.tenant.ts", "--name", "pellets");
  git("add", ".");
  const touched = git("diff", "--cached", "--name-only")
    .split("\n")
    .filter((name) => name && !name.startsWith("db/tenant/migrations/meta/"));
  expect(touched.map((name) => name.replace(/\d{4}/, "NNNN"))).toEqual([
    "db/tenant/fields.ts",
    "db/tenant/migrations/NNNN_pellets.sql",
    "db/tenant/schema.ts",
  ]);

  writeFileSync(join(copy, "app/[tenant]/found.test.tsx"), FOUND);
  writeFileSync(
    join(copy, "vitest.config.ts"),
    `export default { resolve: { alias: { "@": import.meta.dirname } } };`,
  );
  run("tsc", "--noEmit", "--incremental", "false", "-p", ".");
  run("vitest", "run", "found.test.tsx");
}, 600_000);

function insertBefore(file: string, mark: string, text: string): void {
  const path = join(copy, file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(mark, () => text + mark);
  expect(after, `${file} has ${mark}`).not.toBe(before);
  writeFileSync(path, after);
}

function commit(message: string): void {
  git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", message);
}

function git(...words: string[]): string {
  return execFileSync("git", words, { cwd: copy, encoding: "utf8" });
}

/** Runs a program of the installed packages in the copy. @throws Error with what it said */
function run(program: string, ...words: string[]): void {
  try {
    execFileSync(join(copy, "node_modules/.bin", program), words, {
      cwd: copy,
      encoding: "utf8",
      stdio: "pipe",
      env: { ...process.env, VITEST: undefined },
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${stdout}${stderr}`);
  }
}
