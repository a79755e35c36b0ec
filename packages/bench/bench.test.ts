import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { bridge } from "@/base/bridge";
import { listSources } from "@/packages/local/sources";
import { FIGURES } from "./figures";
import { boot } from "./plain/boot";
import { REPLACED } from "./plain-build";

test("a word that is no figure is answered with the figures, and no database is made", async () => {
  // No database can be reached there, so that a run which wants one fails otherwise.
  const env = { ...process.env, DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" };
  const words = ["--import", "tsx", "scripts/bench.ts", "kept", "shelff"];
  await expect(promisify(execFile)(process.execPath, words, { env })).rejects.toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/no figure shelff: .*\bcpu\b/),
  });
});

test("what is promised of large sites is measured, each by a name that starts it alone", () => {
  const names = FIGURES.map(({ name }) => name);
  for (const part of ["first-page", "asked", "neighbours", "table", "bulk", "save", "browser"])
    expect(names.filter((name) => name.startsWith(`sizes-${part}`))).toHaveLength(1);
});

test("what stands in for a module without tenancy has all that the app takes from it", async () => {
  const stand = new Map(
    Object.entries(REPLACED).map(([by, file]) => [file.replace(/\.ts$/, ""), namesIn(by)]),
  );
  const sources = await listSources(process.cwd());
  const lacking = sources
    .filter((file) => /\.tsx?$/.test(file) && !Object.values<string>(REPLACED).includes(file))
    .flatMap((file) =>
      parsed(file).staticImports.flatMap(({ moduleRequest, entries }) => {
        const from = moduleRequest.value.startsWith("@/")
          ? moduleRequest.value.slice(2)
          : join(dirname(file), moduleRequest.value);
        const names = stand.get(from);
        return entries.flatMap(({ importName, isType }) =>
          names && !isType && importName.name && !names.has(importName.name)
            ? [`${file}: ${importName.name} of ${from}`]
            : [],
        );
      }),
    );
  expect(lacking).toEqual([]);
});

/** What a file exports. */
function namesIn(file: string): Set<string> {
  const all = parsed(file).staticExports.flatMap(({ entries }) => entries);
  return new Set(all.flatMap(({ exportName }) => exportName.name ?? []));
}

function parsed(file: string) {
  return parseSync(file, readFileSync(file, "utf8")).module;
}

test("the app without tenancy tells the front that it has started, because every request waits for that", async () => {
  await boot();
  expect(bridge().app).not.toBeNull();
});
