import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkRooms } from "./passage";
import { DOORS, ROOMS } from "./rooms";

/** A small house with one file where each door and room has something to take. */
const HOUSE: Readonly<Record<string, string>> = {
  "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
  "base/log.ts": "export const log = 1;",
  "base/telemetry/sender.ts": "export const sender = 1;",
  "db/scope.ts": "export const openScope = 1; export type Tenant = 1;",
  "db/transaction.ts": "export const readTogether = 1; export class DatabaseUnavailable {}",
  "db/pools.ts": "export const poolOf = 1; export const closePools = 1;",
  "db/pools/role.ts": "export const role = 1;",
  "db/servers.ts": "export const adminOf = 1; export const listServers = 1;",
  "db/setup.ts": "export const setup = 1;",
  "db/testing-twins.ts": "export const describeTwins = 1;",
  "db/platform/as-role.ts": "export const doorAs = 1;",
  "db/platform/directory.ts": "export const directory = 1;",
  "db/platform/door.ts": "export const platform = 1;",
  "db/platform/schema.ts": "export const tenants = 1;",
  "db/tenant/schema.ts": "export const items = 1;",
  "db/tenant/queries/items.ts": "export const getItem = 1;",
  "server/access.ts": "export const visitorScope = 1;",
  "server/index.ts": "export const server = 1;",
  "app/shelf.ts": "export const shelf = 1;",
  "components/frame.tsx": "export const frame = 1;",
  "themes/skin.ts": "export const skin = 1;",
  "front/flood.ts": "export const flood = 1;",
  "jobs/move.ts": "export const move = 1;",
  "packages/deploy/app.ts": "export const app = 1;",
  "packages/deploy/package.json":
    '{ "name": "@swingtag/deploy", "swingtag": { "rooms": ["base"] } }',
  "packages/untold/package.json": '{ "name": "@swingtag/untold" }',
  "server/planted-without-ending": 'import "../app/shelf";',
  "node_modules/postgres/package.json": '{ "name": "postgres", "main": "index.js" }',
  "node_modules/postgres/index.js": "module.exports = 1;",
  "node_modules/drizzle-orm/package.json": '{ "name": "drizzle-orm" }',
  "node_modules/drizzle-orm/pg-proxy/index.js": "module.exports = 1;",
  "node_modules/drizzle-orm/pg-core/index.js": "module.exports = 1;",
};

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "swingtag-rooms-"));
  for (const [file, text] of Object.entries(HOUSE)) await put(file, text);
  await mkdir(join(root, "node_modules/@swingtag"), { recursive: true });
  await symlink("../../packages/deploy", join(root, "node_modules/@swingtag/deploy"));
});

afterAll(() => rm(root, { recursive: true }));

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

/** What the check says of the house with one more file in it. */
async function found(file: string, text: string): Promise<string[]> {
  await put(file, text);
  const said = await checkRooms(root, [file, ...Object.keys(HOUSE)]);
  await rm(join(root, file));
  return said;
}

describe("an import against the table is found", () => {
  test.each([
    ["by the alias", "base/planted.ts", 'import { items } from "@/db/tenant/schema";'],
    ["by a relative path", "base/planted.ts", 'import { openScope } from "../db/scope";'],
    ["by a path with its ending", "base/planted.ts", 'import { openScope } from "../db/scope.ts";'],
    ["as JavaScript", "base/planted.ts", 'import { openScope } from "../db/scope.js";'],
    ["by a roundabout path", "base/planted.ts", 'import "./telemetry/../../server/access";'],
    ["by a folder's index", "db/planted.ts", 'import { server } from "@/server";'],
    ["of a type alone", "components/planted.tsx", 'import type { Tenant } from "@/db/scope";'],
    ["of one type", "components/planted.tsx", 'import { type Tenant } from "@/db/scope";'],
    ["for its effect", "themes/planted.ts", 'import "@/base/log";'],
    ["of a namespace", "front/planted.ts", 'import * as all from "@/server/access";'],
    ["exported again", "front/planted.ts", 'export { visitorScope } from "@/server/access";'],
    ["exported as a whole", "front/planted.ts", 'export * from "@/server/access";'],
    ["exported as a namespace", "front/planted.ts", 'export * as x from "@/server/access";'],
    ["of exported types", "front/planted.ts", 'export type { Tenant } from "@/db/scope";'],
    ["by import()", "server/planted.ts", 'await import("@/app/shelf");'],
    ["by import() of a template", "server/planted.ts", "await import(`@/app/shelf`);"],
    ["by import() of a sum", "server/planted.ts", 'await import("@/app" + "/shelf");'],
    ["by import() behind a cast", "server/planted.ts", 'await import("@/app/shelf" as string);'],
    ["by import() in a type", "server/planted.ts", 'let shelf: typeof import("@/app/shelf");'],
    ["by import = require", "server/planted.ts", 'import shelf = require("@/app/shelf");'],
    ["by require", "server/planted.cjs", 'require("../app/shelf.ts");'],
    ["by createRequire", "server/planted.ts", 'createRequire(import.meta.url)("../app/shelf");'],
    ["by a reference", "server/planted.ts", '/// <reference path="../app/shelf.ts" />\nlet x;'],
    ["in an escaped spelling", "server/planted.ts", 'import "\\u0040/app/shelf";'],
    ["with something behind it", "server/planted.ts", 'import "@/app/shelf?raw";'],
    ["from a test", "base/planted.test.ts", 'import { describeTwins } from "@/db/testing-twins";'],
    ["in a mock", "server/planted.test.ts", 'vi.mock("@/app/shelf", () => ({}));'],
    [
      "of a package by the product",
      "jobs/planted.ts",
      'import { app } from "@/packages/deploy/app";',
    ],
    ["of a package by its name", "jobs/planted.ts", 'import { app } from "@swingtag/deploy/app";'],
    ["by a package that names no such room", "packages/deploy/planted.ts", 'import "@/jobs/move";'],
    ["by a package that names no room", "packages/untold/planted.ts", 'import "@/base/log";'],
    ["of another package", "packages/untold/planted.ts", 'import "@/packages/deploy/app";'],
    ["by a room that the table lacks", "helpers/planted.ts", 'import { log } from "@/base/log";'],
    ["by a file at the root", "middleware.ts", 'import { openScope } from "./db/scope";'],
    [
      "of what stands in for things",
      "server/planted.ts",
      'import { describeTwins } from "@/db/testing-twins";',
    ],
    [
      "of what stands in for things in its own room",
      "db/planted.ts",
      'import { describeTwins } from "./testing-twins";',
    ],
    ["with a fragment", "base/planted.ts", 'import { openScope } from "../db/scope.ts#x";'],
    ["with a fragment and nothing in it", "base/planted.ts", 'import "../db/scope#";'],
    ["in an address of code", "base/planted.ts", 'import "data:text/javascript,import";'],
    ["in an encoded spelling", "base/planted.ts", 'import "@swingtag/deploy/%61pp.ts";'],
    ["by a glob", "server/planted.ts", 'import.meta.glob("@/app/shelf.ts");'],
    ["by what JSX is compiled to", "components/planted.tsx", "/** @jsxImportSource @/server */"],
    ["in a file with a name of its own", "base/größe 😀.ts", 'import "@/app/shelf";'],
    ["of a file that is not read", "server/planted.ts", 'import "./planted-without-ending";'],
    ["of part of a room", "app/planted.ts", 'import { setup } from "@/db/setup";'],
  ])("%s", async (_, file, text) => {
    const [problem, ...more] = await found(file, text);
    expect(problem).toMatch(new RegExp(`^${file.replaceAll("/", "\\/")}:1 imports `));
    expect(more).toEqual([]);
  });

  test.each([
    ["import(name)", "await import(name);"],
    ["require(name)", "require(name);"],
    ["a require that is stored", "const load = require;"],
    ["a require that is passed on", "[1].map(require);"],
    ["a require called by another", 'require.call(null, "x");'],
    ["a require in an array", '(0, require)("x");'],
    ["a module loader of Node's", 'process.getBuiltinModule("node:module");'],
    ["the same by its name in quotes", 'process["getBuiltinModule"]("node:module");'],
  ])("%s, because nobody can tell where it leads", async (_, text) => {
    expect(await found("server/planted.ts", text)).toHaveLength(1);
    expect(await found("packages/deploy/planted.ts", text)).toEqual([]);
  });

  test("in a file that can't be read, without hiding the others", async () => {
    await put("base/broken.ts", "import {");
    await put("base/other.ts", 'import "@/app/shelf";');
    const said = await checkRooms(root, ["base/broken.ts", "base/other.ts"]);
    expect(said[0]).toMatch(/^base\/broken\.ts: It can't be read: /);
    expect(said[1]).toMatch(/^base\/other\.ts:1 imports app\/shelf\.ts\. /);
    for (const file of ["base/broken.ts", "base/other.ts"]) await rm(join(root, file));
  });

  test("where the project is reached through a link", async () => {
    const link = `${root}-link`;
    await symlink(root, link);
    await put("base/planted.ts", 'import "@/app/shelf";');
    expect(await checkRooms(link, ["base/planted.ts"])).toHaveLength(1);
    await rm(join(root, "base/planted.ts"));
    await rm(link);
  });

  test("in an expression of any depth", async () => {
    const deep = `let x = ${"1 + ".repeat(3000)}1; import("@/app/shelf");`;
    expect(await found("base/planted.ts", deep)).toHaveLength(1);
  });

  test("to a file that is not there", async () => {
    expect(await found("server/planted.ts", 'import "./nowhere";')).toEqual([
      "server/planted.ts:1 imports ./nowhere. There is no such file.",
    ]);
  });

  test("in the line where it stands", async () => {
    const [problem] = await found("base/planted.ts", '\n\nimport { shelf } from "@/app/shelf";\n');
    expect(problem).toMatch(/^base\/planted\.ts:3 imports app\/shelf\.ts\. /);
  });
});

describe("a door is shut to", () => {
  test.each([
    ["a page that opens a scope", "app/planted.ts", 'import { openScope } from "@/db/scope";'],
    [
      "a page that opens one under another name",
      "app/planted.ts",
      'import { openScope as open } from "@/db/scope";',
    ],
    ["a page that takes the namespace", "app/planted.ts", 'import * as scope from "@/db/scope";'],
    [
      "a page that takes it while running",
      "app/planted.ts",
      'const { openScope } = await import("@/db/scope");',
    ],
    [
      "one who may open it and hands it on",
      "server/access/planted.ts",
      'export { openScope } from "@/db/scope";',
    ],
    ["one who hands all of it on", "server/access/planted.ts", 'export * from "@/db/scope";'],
    [
      "one who imports it and hands it on",
      "server/access/planted.ts",
      'import { openScope } from "@/db/scope"; export { openScope };',
    ],
    [
      "transactions without a scope",
      "server/planted.ts",
      'import { readTogether } from "@/db/transaction";',
    ],
    ["a connection's driver", "server/planted.ts", 'import postgres from "postgres";'],
    ["a driver's type", "jobs/planted.ts", 'import type postgres from "postgres";'],
    [
      "a driver by its folder",
      "jobs/planted.ts",
      'import postgres from "../node_modules/postgres/index.js";',
    ],
    [
      "Drizzle's own drivers",
      "server/planted.ts",
      'import { drizzle } from "drizzle-orm/pg-proxy";',
    ],
    ["pools", "server/planted.ts", 'import { poolOf } from "@/db/pools";'],
    ["what is inside of pools", "jobs/planted.ts", 'import { role } from "@/db/pools/role";'],
    [
      "an administrator's connection",
      "server/planted.ts",
      'import { adminOf } from "@/db/servers";',
    ],
    ["setting up", "server/planted.ts", 'import { setup } from "@/db/setup";'],
    [
      "a schema in a page's room",
      "server/planted.ts",
      'import { items } from "@/db/tenant/schema";',
    ],
    [
      "the other side's schema",
      "db/platform/planted.ts",
      'import { items } from "@/db/tenant/schema";',
    ],
    ["SQL outside of queries", "server/planted.ts", 'import { eq } from "drizzle-orm/pg-core";'],
    [
      "a query that takes a pool",
      "db/tenant/queries/planted.ts",
      'import { closePools } from "@/db/pools";',
    ],
    [
      "a site's page that opens the console's door",
      "app/[tenant]/planted.ts",
      'import { platform } from "@/db/platform/door";',
    ],
    [
      "what serves pages and has the console's transaction",
      "server/access/planted.ts",
      'import type { PlatformReadTx } from "@/db/platform/door";',
    ],
    [
      "a role that somebody else takes on",
      "app/operator/planted.ts",
      'import { doorAs } from "@/db/platform/as-role";',
    ],
    [
      "a tenant's side that looks at the platform's",
      "db/tenant/planted.ts",
      'import { platform } from "../platform/door";',
    ],
    [
      "a console that looks into a site",
      "app/operator/planted.ts",
      'import { getItem } from "@/db/tenant/queries/items";',
    ],
    [
      "a console that opens a visit",
      "server/operator/planted.ts",
      'import { visitorScope } from "../access";',
    ],
    ["a theme that knows React", "themes/planted.ts", 'import { useState } from "react";'],
    ["a theme that reads files", "themes/planted.ts", 'import { readFile } from "node:fs";'],
    [
      "one who may call it and gives it another name",
      "server/access/planted.ts",
      'import { openScope } from "@/db/scope"; export const open = openScope;',
    ],
    [
      "one who may call it and hands it on in an object",
      "server/access/planted.ts",
      'import { openScope } from "@/db/scope"; export const by = { openScope };',
    ],
    [
      "one who may call it and makes it the default",
      "server/access/planted.ts",
      'import { openScope } from "@/db/scope"; export default openScope;',
    ],
    [
      "one who may call it and takes the namespace",
      "server/access/planted.ts",
      'import * as scope from "@/db/scope"; export { scope };',
    ],
    [
      "one who may call it and takes it while running",
      "server/access/planted.ts",
      'export const { openScope } = await import("@/db/scope");',
    ],
    [
      "who loads past import statements",
      "server/planted.ts",
      'import { createRequire } from "module";',
    ],
    ["the queue of jobs", "server/planted.ts", 'import { run } from "graphile-worker";'],
  ])("%s", async (_, file, text) => {
    const said = await found(file, text);
    expect(said[0]).toContain(file);
  });
});

test.each([
  [
    "what another file exports of a driver",
    "db/given.ts",
    'export { default as sql } from "postgres";',
    "server/planted.ts",
    'import { sql } from "@/db/given";',
  ],
  [
    "what another file exports of a schema",
    "db/tenant/queries/given.ts",
    'export { items } from "../schema";',
    "server/planted.ts",
    'import { items } from "@/db/tenant/queries/given";',
  ],
  [
    "what another file of its room exports of a site",
    "server/given.ts",
    'export * from "./access";',
    "server/operator/planted.ts",
    'import { visitorScope } from "../given";',
  ],
  [
    "what another file exports of the platform's side",
    "db/given.ts",
    'export * from "./platform/door";',
    "db/tenant/planted.ts",
    'import { platform } from "../given";',
  ],
])("an import is held to %s", async (_, given, gives, file, text) => {
  await put(given, gives);
  await put(file, text);
  const said = await checkRooms(root, [given, file, ...Object.keys(HOUSE)]);
  for (const one of [given, file]) await rm(join(root, one));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(file);
});

test.each([
  [
    "server/access/planted.ts",
    'import { openScope } from "@/db/scope"; export const x = () => openScope(1);',
  ],
  ["server/planted.ts", 'import type { Tenant } from "@/db/scope";'],
  ["server/access/planted.ts", 'import { openScope } from "@/db/scope";'],
  ["server/planted.ts", 'import { DatabaseUnavailable } from "@/db/transaction";'],
  ["server/life/planted.ts", 'import { listServers } from "@/db/servers";'],
  ["jobs/planted.ts", 'import { adminOf } from "@/db/servers";'],
  ["cli/planted.ts", 'import { closePools } from "@/db/pools";'],
  ["db/planted.ts", 'import postgres from "postgres"; import "./pools/role";'],
  ["app/operator/planted.ts", 'import { platform } from "@/db/platform/door";'],
  [
    "app/planted.ts",
    'import { directory } from "@/db/platform/directory"; import "@/components/frame";',
  ],
  [
    "app/planted.test.ts",
    'import { describeTwins } from "@/db/testing-twins"; import postgres from "postgres";',
  ],
  [
    "packages/deploy/planted.ts",
    'import { log } from "@/base/log"; import postgres from "postgres";',
  ],
  ["scripts/planted.ts", 'import "@/packages/deploy/app"; import { openScope } from "@/db/scope";'],
  ["server/planted.ts", '// import "@/app/shelf";\nconst said = \'import "@/app/shelf"\';'],
])("%s may say %s", async (file, text) => {
  expect(await found(file, text)).toEqual([]);
});

test("rooms that import each other are found even where each row allows it", async () => {
  const packages = {
    "packages/one/package.json":
      '{ "name": "@swingtag/one", "swingtag": { "rooms": ["packages/two"] } }',
    "packages/one/a.ts": 'import "@/packages/two/b";',
    "packages/two/package.json":
      '{ "name": "@swingtag/two", "swingtag": { "rooms": ["packages/one"] } }',
    "packages/two/b.ts": 'import "@/packages/one/a";',
  };
  for (const [file, text] of Object.entries(packages)) await put(file, text);
  expect(await checkRooms(root, Object.keys(packages))).toEqual([
    "These rooms import each other: packages/one, packages/two.",
  ]);
});

test("the table runs one way: whoever is imported stands below and imports nobody above", () => {
  const below = (room: string, seen: readonly string[] = []): readonly string[] => {
    const row = ROOMS[room];
    if (!row || row === "any") return [];
    return row.flatMap((entry) => {
      const [next = entry] = entry.includes("/") ? entry.split("/") : [entry];
      expect(seen, `${room} leads back to ${next}`).not.toContain(next);
      return [next, ...below(next, [...seen, room])];
    });
  };
  for (const room of Object.keys(ROOMS)) expect(below(room)).not.toContain(room);
});

test("each door says what to do instead", () => {
  for (const { because } of DOORS) expect(because).toMatch(/^[A-Z].*\.$/);
});
