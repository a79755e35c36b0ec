import { appendFile, cp, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { docker } from "@/packages/deploy/image/engine";
import type { Box } from "./onprem-box";

/** The same image under another tag is a next version. */
export async function retag({ deployment }: Box, from: string, to: string): Promise<void> {
  await docker(["tag", `${deployment.image}:${from}`, `${deployment.image}:${to}`]);
}

/** A version whose processes refuse to start. */
export async function breakImage(box: Box, from: string, to: string): Promise<void> {
  const folder = join(box.scratch, "broken");
  await mkdir(folder, { recursive: true });
  const file = join(folder, "Dockerfile");
  await rm(file, { force: true });
  const { image } = box.deployment;
  await appendFile(file, `FROM ${image}:${from}\nENV PAGE_CACHE_MB=broken\n`);
  await docker(["build", "--tag", `${image}:${to}`, folder]);
}

/** A backup with a flipped byte is refused before anything of it is played in. */
export async function rehearseDamaged(box: Box): Promise<void> {
  const [newest = ""] = (await readdir(join(box.home, "backups"))).sort().reverse();
  const damaged = join(box.scratch, "damaged");
  await cp(join(box.home, "backups", newest), damaged, { recursive: true });
  await appendFile(join(damaged, "database.tar.gz"), "x");
  const said = await refusedBy(box.program("restore-rehearsal.sh", damaged));
  if (!said.includes("damaged")) throw new Error(said);
}

/** What a program says as it refuses. */
export async function refusedBy(program: Promise<string>): Promise<string> {
  return program.then(
    () => {
      throw new Error("It was not refused.");
    },
    (error: { stdout?: string; stderr?: string }) => `${error.stdout}${error.stderr}`,
  );
}
