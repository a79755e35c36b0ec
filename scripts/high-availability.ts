import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { filesOf } from "@/packages/deploy/ha/files";
import { layOut } from "@/packages/deploy/ha/layout";

/**
 * `tsx scripts/high-availability.ts a=10.0.0.11 b=10.0.0.12 c=10.0.0.13` writes the settings of a Postgres that
 * survives the loss of a machine to deploy/out/ha; docs/guides/high-availability.md says where they go.
 */
const folder = join(import.meta.dirname, "../deploy/out/ha");
const named = process.argv.slice(2).map((word) => word.split("="));
try {
  const hosts = new Map(named.map(([name = "", host = ""]) => [name, host]));
  if (named.some(([name, host]) => !name || !host))
    throw new Error("Name each machine as NAME=ADDRESS, such as a=10.0.0.11.");
  await rm(folder, { recursive: true, force: true });
  for (const { path, content } of filesOf(layOut(hosts))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
    process.stdout.write(`deploy/out/ha/${path}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
