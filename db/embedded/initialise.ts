import { execFile } from "node:child_process";
import { chown, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Location } from "./location";
import { lastLine } from "./server-log";

const run = promisify(execFile);

/** Makes the data folder, whole or not at all: a killed attempt leaves only a folder that is removed here. */
export async function initialise(
  location: Location,
  password: string,
  durable: boolean,
): Promise<void> {
  const half = `${location.data}.new`;
  const passwordFile = join(location.home, "password.new");
  await run("rm", ["-rf", half, passwordFile]);
  await run("mkdir", ["-m", "700", half]);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (location.account)
    for (const path of [half, passwordFile])
      await chown(path, location.account.uid, location.account.gid);
  try {
    await run(
      location.programs.initdb,
      [
        `--pgdata=${half}`,
        "--username=postgres",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        ...(durable ? [] : ["--no-sync"]),
      ],
      { ...location.account, cwd: "/", env: environment() },
    );
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Error(`The Postgres data in ${location.data} can't be made: ${lastLine(said)}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(half, location.data);
}

/** The environment of this process without the variables that Postgres would read. */
export function environment(): NodeJS.ProcessEnv {
  const kept = { ...process.env };
  for (const name of Object.keys(kept))
    if (/^(PG|LC_|LANG$|LANGUAGE$)/.test(name)) delete kept[name];
  return kept;
}
