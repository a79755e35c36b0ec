import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { StackAddresses, StackDriver } from "@/jobs/stack-driver";
import type { OpenGround } from "./drivers";
import { endProcess, runProgram } from "./processes";
import { exists, removePostgres, startPostgres } from "./processes-postgres";
import { awaitReady, programsOf, startAll } from "./processes-programs";

/**
 * Stacks that are processes of this machine, for development and for tests: the embedded Postgres, and the
 * checkout's built web process and worker, which run on when whoever made them ends. `folder` of the address
 * says where they keep what they have, `.data/stacks` where it does not.
 */
export const processesDriver: OpenGround = (address) => {
  const root = resolve(
    /* turbopackIgnore: true */ address.searchParams.get("folder") ?? ".data/stacks",
  );
  const folderOf = (name: string) => join(/* turbopackIgnore: true */ root, name);
  const driver: StackDriver = {
    async ensure(order, progress, signal) {
      const folder = folderOf(order.name);
      await requireBuild();
      await mkdir(folder, { recursive: true });
      await progress("Starting its Postgres");
      const server = await startPostgres(folder, order.databasePassword);
      signal.throwIfAborted();
      const environment = { ...order.settings, ...placesIn(folder), DATABASE_URL: server.url };
      await progress("Setting it up");
      await runProgram({ ...programsOf(order.name).setup, environment }, folder, signal);
      await progress("Starting its web process and its worker");
      const port = await startAll(order, folder, environment);
      await progress("Waiting until it answers");
      await awaitReady(port, signal);
      const addresses: StackAddresses = {
        server: server.at,
        origin: `http://127.0.0.1:${port}`,
      };
      return addresses;
    },
    async remove(name, progress, signal) {
      const folder = folderOf(name);
      if (!(await exists(folder))) return;
      await progress("Stopping its processes");
      const { web, worker } = programsOf(name);
      for (const program of [web, worker]) await endProcess(program, folder);
      signal.throwIfAborted();
      await progress("Removing its Postgres and its files");
      await removePostgres(folder);
      await rm(folder, { recursive: true, force: true });
    },
    async list() {
      const found = await readdir(root).catch(() => []);
      return found.filter((name) => /^s\d{8}$/.test(name)).sort();
    },
  };
  return driver;
};

function placesIn(folder: string): Record<string, string> {
  return { FILES: join(folder, "files"), BACKUPS: join(folder, "backups") };
}

async function requireBuild(): Promise<void> {
  if (!(await exists(resolve(/* turbopackIgnore: true */ ".next/BUILD_ID"))))
    throw new Error(
      "A stack of processes runs the built app. Run `npm run build`, then try again.",
    );
}
