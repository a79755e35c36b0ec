import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { envExample } from "../env-example";

const run = promisify(execFile);

/** .env.example says what base/settings.ts declares. */
export async function checkEnvExample(root: string): Promise<string[]> {
  const text = await readFile(join(root, ".env.example"), "utf8").catch(() => "");
  return text === envExample()
    ? []
    : [".env.example is not that of base/settings.ts; run: npm run env"];
}

/** drizzle-kit, run on a copy of the migrations, finds nothing that the schema has and they lack. */
export async function checkMigrations(
  root: string,
  side: "platform" | "tenant",
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-migrations-"));
  try {
    await cp(join(root, "db", side, "migrations"), folder, { recursive: true });
    const before = await readdir(folder);
    const words = ["generate", "--dialect", "postgresql", "--schema", `./db/${side}/*schema.ts`];
    const { stdout, stderr } = await run(
      join(root, "node_modules/.bin/drizzle-kit"),
      [...words, "--out", relative(root, folder)],
      { cwd: root, timeout: 240_000 },
    );
    const added = (await readdir(folder)).filter((name) => !before.includes(name));
    if (added.length > 0)
      return [
        `db/${side}/schema.ts has what no migration has; run: npx drizzle-kit generate --config db/drizzle.${side}.ts`,
      ];
    return /No schema changes/.test(stdout)
      ? []
      : [`drizzle-kit did not answer: ${stdout}${stderr}`];
  } catch (error) {
    return [`drizzle-kit failed for db/${side}: ${error instanceof Error ? error.message : error}`];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
