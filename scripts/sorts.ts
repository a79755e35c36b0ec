import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { specifiersOf } from "./checks/imports.ts";

/** What a test needs to run: nothing, or a Postgres. Those in a browser stand in e2e/. */
export type Sort = "unit" | "database";

/** What starts or reaches a Postgres for tests. */
const SERVERS = ["db/testing-server.ts", "db/testing-private-server.ts", "db/embedded.ts"];

/**
 * Sorts the tests by what they import, so that nobody keeps a list: whoever reaches a server, by itself or through
 * what stands in for things (`testing*.ts`), is a database test.
 * @returns paths from the root
 */
export function sortTests(root: string): Readonly<Record<Sort, string[]>> {
  const needs = new Map<string, boolean>();
  const needsServer = (file: string): boolean => {
    const known = needs.get(file);
    if (known !== undefined) return known;
    needs.set(file, SERVERS.includes(file));
    const found =
      SERVERS.includes(file) ||
      importsIn(root, file).some(
        (next) => SERVERS.includes(next) || (/(^|\/)testing[^/]*$/.test(next) && needsServer(next)),
      );
    needs.set(file, found);
    return found;
  };
  const tests = globSync("**/*.test.{ts,tsx,mts,cts,js,jsx,mjs}", {
    cwd: root,
    exclude: ["**/node_modules", ".next", ".data"],
  }).sort();
  return {
    unit: tests.filter((file) => !needsServer(file)),
    database: tests.filter(needsServer),
  };
}

/** The files of ours that a file imports, as paths from the root. */
function importsIn(root: string, file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return specifiersOf(file, text).flatMap((specifier) => {
    if (!/^[@.]\.?\//.test(specifier)) return [];
    const said = specifier.replace(/\.js$/, "");
    const path = said.startsWith("@/") ? said.slice(2) : normalize(join(dirname(file), said));
    return [path, `${path}.ts`, `${path}.tsx`].filter((one) => existsSync(join(root, one)));
  });
}
