import { spawn } from "node:child_process";
import { join } from "node:path";
import { checkDocuments } from "./checks/documents";
import { checkFloors } from "./checks/floors";
import { checkEnvExample, checkMigrations } from "./checks/generated";
import { checkRooms } from "./checks/passage";
import { checkPaths } from "./checks/paths";
import { checkPhrases } from "./checks/phrases";

/** `npm run check`: what can be proven of the project in seconds and without a database. */
const root = join(import.meta.dirname, "..");

const checks: Readonly<Record<string, () => Promise<string[]>>> = {
  "lint and format": () => tool("biome", "check", "--error-on-warnings", "--max-diagnostics=50"),
  types: () => tool("tsc", "--noEmit", "-p", "."),
  "dead code": () => tool("knip", "--no-progress"),
  "imports between rooms": () => checkRooms(root),
  "client components on public pages": () => checkDocuments(root),
  "documentation phrases": () => checkPhrases(root),
  "paths in comments and documents": () => checkPaths(root),
  "version floors": () => checkFloors(root),
  ".env.example": () => checkEnvExample(root),
  "platform migrations": () => checkMigrations(root, "platform"),
  "tenant migrations": () => checkMigrations(root, "tenant"),
};

const results = await Promise.all(Object.entries(checks).map(([name, check]) => run(name, check)));
process.exitCode = results.every(Boolean) ? 0 : 1;

async function run(name: string, check: () => Promise<string[]>): Promise<boolean> {
  const began = Date.now();
  const problems = await check();
  const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${problems.length ? "✗" : "✓"} ${name}\n`);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  return problems.length === 0;
}

/** What a tool of the project says when it ends with an error, or nothing. */
function tool(name: string, ...words: string[]): Promise<string[]> {
  const child = spawn(join(root, "node_modules/.bin", name), words, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve([error.message]));
    child.once("close", (code) =>
      resolve(code === 0 ? [] : [said.trimEnd() || `${name}: ${code}`]),
    );
  });
}
