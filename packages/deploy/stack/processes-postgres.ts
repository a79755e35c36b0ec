import { access, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmbedded } from "@/db/embedded";

/** The server runs on without us. */
export async function startPostgres(
  folder: string,
  password: string,
): Promise<{ url: string; at: string }> {
  await writeFile(join(folder, "password"), password, { mode: 0o600 });
  const server = await startEmbedded({
    folder: join(folder, "postgres"),
    password,
    connections: 100,
  });
  await server.leave();
  return { url: server.url, at: new URL(server.url).host };
}

/** The last user of an embedded server stops it, and here that is this process. */
export async function removePostgres(folder: string): Promise<void> {
  const data = join(folder, "postgres");
  if (!(await exists(data))) return;
  const password = await readFile(join(folder, "password"), "utf8").catch(() => undefined);
  const server = await startEmbedded({ folder: data, password, connections: 100 });
  await server.stop();
  // Where its user can't reach this folder, the data lie elsewhere.
  const outside = await readFile(join(data, "place"), "utf8").catch(() => null);
  if (outside) await rm(outside, { recursive: true, force: true });
}

/** Whether there is a file or folder. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
