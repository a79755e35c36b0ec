import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeApp } from "@/packages/deploy/app";
import { emit } from "@/packages/deploy/emit";
import { docker } from "@/packages/deploy/image/engine";
import { type Deployment, readDeployment } from "@/packages/deploy/settings";
import type { Acting } from "@/packages/deploy/target";
import { linesOf } from "@/packages/deploy/targets/compose/preflight";
import { databaseImageOf } from "@/packages/deploy/targets/compose/service-parts";
import { target } from "@/packages/deploy/targets/onprem/target";

const run = promisify(execFile);

/** A machine without a network, played by two folders of this one. */
export interface Box {
  readonly scratch: string;
  readonly home: string;
  readonly deployment: Deployment;
  /** Makes the bundle of a version. @returns its folder */
  readonly bundle: (version: string) => Promise<string>;
  /** Runs a program of a bundle or of what is installed. @returns what it printed */
  readonly program: (file: string, ...words: string[]) => Promise<string>;
}

/** Lays a box out. */
export async function boxOf(
  { deployment, stateFolder, folder, say }: Acting,
  scratch: string,
): Promise<Box> {
  const home = join(scratch, "box");
  const cron = join(scratch, "cron");
  await mkdir(cron, { recursive: true });
  const env = {
    ...process.env,
    SWINGTAG_HOME: home,
    SWINGTAG_CRON: cron,
    // A machine that proves is smaller than one that serves.
    SWINGTAG_SKIP: "memory cpu disk",
  };
  return {
    scratch,
    home,
    deployment,
    async bundle(version) {
      const one = readDeployment({ ...deployment, version });
      await emit(target, one, folder);
      await target.up({ deployment: one, folder, stateFolder, say });
      return join(stateFolder, `swingtag-${version}`);
    },
    async program(file, ...words) {
      const place = file.startsWith("/") ? file : join(home, "current", file);
      const { stdout } = await run("sh", [place, ...words], { env, cwd: scratch });
      return stdout;
    },
  };
}

/** Stops and removes all that a box began. */
export async function removeAll(box: Box, versions: readonly string[]): Promise<void> {
  if (existsSync(box.home)) await box.program("uninstall.sh", "--data").catch(() => "");
  const { project, image } = box.deployment;
  const filter = `label=com.docker.compose.project=${project}`;
  for (const id of linesOf(await docker(["ps", "--all", "--quiet", "--filter", filter])))
    await docker(["rm", "--force", "--volumes", id]);
  for (const kind of ["network", "volume"])
    for (const id of linesOf(await docker([kind, "ls", "--quiet", "--filter", filter])))
      await docker([kind, "rm", id]);
  for (const version of versions) {
    const app = describeApp(readDeployment({ ...box.deployment, version }));
    const names = [`${image}:${version}`, databaseImageOf({ app, deployment: box.deployment })];
    for (const name of names) await docker(["image", "rm", "--force", name]).catch(() => "");
  }
}
