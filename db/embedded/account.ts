import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The account of Postgres on this machine, made where it is missing. @throws Error when it can’t be made */
export async function postgresAccount(): Promise<Account> {
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

/** Tries the access as that account, because access lists and mounts count beside the file modes. */
export function reaches(account: Account, folder: string): boolean {
  const tried = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...account, cwd: "/" });
  return tried.status === 0;
}

/** Whether an account can run the programs there. */
export function works(account: Account, native: string): boolean {
  const program = join(native, "bin/postgres");
  return spawnSync(program, ["--version"], { ...account, cwd: "/" }).status === 0;
}
