import { readdir } from "node:fs/promises";

const FILE_NAME = /^\d{15}-[0-9a-f-]{36}\.json$/;

/** The files of the outbox in this folder, newest first; none where there is no folder. */
export async function newestFirst(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  });
  return names
    .filter((name) => FILE_NAME.test(name))
    .sort()
    .reverse();
}

/** The system's code of an error, such as `ENOENT`. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
