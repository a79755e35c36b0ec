import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  access,
  chmod,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Account, works } from "./account";

const run = promisify(execFile);

/** Where data and programs lie if the user postgres can't reach the checkout. */
const OUTSIDE = "/var/lib/swingtag";

/** Makes a new location outside of the checkout and removes those that nothing leads to any more. */
export async function moveOut(
  wanted: string,
  stopServer: (data: string) => Promise<void>,
): Promise<string> {
  await makeReachable(OUTSIDE);
  for (const name of await readdir(OUTSIDE)) {
    const left = join(OUTSIDE, name);
    const owner = await readFile(join(left, "checkout"), "utf8").catch(() => null);
    if (!owner || !(owner === wanted || (await isGoneForGood(owner)))) continue;
    await stopServer(join(left, "data"));
    await rm(left, { recursive: true, force: true });
  }
  const home = join(OUTSIDE, randomBytes(6).toString("hex"));
  await makeReachable(home);
  await writeFile(join(home, "checkout"), wanted);
  await writeFile(join(wanted, "place"), home);
  return home;
}

/** True for a temporary folder, which never comes back. Any other folder may be on a disk that is not mounted now. */
async function isGoneForGood(folder: string): Promise<boolean> {
  return folder.startsWith(`${tmpdir()}/`) && !(await exists(folder));
}

async function makeReachable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}

/** A copy of the programs that the account can reach, made whole or not at all; shared by all locations. */
export async function copyPrograms(native: string, account: Account): Promise<string> {
  const manifest = await readFile(join(native, "../package.json"), "utf8");
  const { version }: { version?: unknown } = JSON.parse(manifest);
  const copy = join(OUTSIDE, `programs-${String(version)}`);
  if (!(await exists(copy))) {
    const half = `${copy}.${randomBytes(4).toString("hex")}`;
    await makeReachable(OUTSIDE);
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await run("chmod", ["-R", "a+rX", half]);
    // Another process may have made it meanwhile; then ours is not needed.
    await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
  }
  if (works(account, copy)) return copy;
  throw new Error(
    `The user postgres can't run the programs in ${copy}; set DATABASE_URL to a server.`,
  );
}

/** Whether there is a file or folder. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
