import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/base/free-port";
import { startEmbedded } from "@/db/embedded";
import type { StackAddresses, StackDriver, StackOrder } from "@/jobs/stack-driver";
import type { OpenGround } from "./drivers";
import { endProcess, isServing, type Program, runProgram, startProgram } from "./processes";

/** How long the web process may take to be ready, in milliseconds. */
const READY = 60_000;

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

function programsOf(name: string): Record<"web" | "worker" | "setup", Program> {
  const mark = `stack=${name}`;
  return {
    web: { name: "web", words: ["front/main.ts", mark] },
    worker: { name: "worker", words: ["--import", "tsx", "scripts/worker.ts", mark] },
    setup: { name: "setup", words: ["--import", "tsx", "scripts/setup-installation.ts", mark] },
  };
}

function placesIn(folder: string): Record<string, string> {
  return { FILES: join(folder, "files"), BACKUPS: join(folder, "backups") };
}

async function requireBuild(): Promise<void> {
  if (!(await exists(resolve(/* turbopackIgnore: true */ ".next/BUILD_ID"))))
    throw new Error(
      "A stack of processes runs the built app. Run `npm run build`, then try again.",
    );
}

/** The server runs on without us. */
async function startPostgres(
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

/** Stopped by whoever uses it last; as nobody but us does, that is now. */
async function removePostgres(folder: string): Promise<void> {
  const data = join(folder, "postgres");
  if (!(await exists(data))) return;
  const password = await readFile(join(folder, "password"), "utf8").catch(() => undefined);
  const server = await startEmbedded({ folder: data, password, connections: 100 });
  await server.stop();
  // Where its user can't reach this folder, the data lie elsewhere.
  const outside = await readFile(join(data, "place"), "utf8").catch(() => null);
  if (outside) await rm(outside, { recursive: true, force: true });
}

/**
 * Starts what does not run, or runs with other settings, or of another build.
 * @returns the port of the web process
 */
async function startAll(
  { name, image }: StackOrder,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const build = await readFile(resolve(/* turbopackIgnore: true */ ".next/BUILD_ID"), "utf8");
  const wanted = createHash("sha256")
    .update(JSON.stringify([image, build, Object.entries(environment).sort()]))
    .digest("hex");
  const marker = join(folder, "started");
  const [kept = "", port = ""] = (await readFile(marker, "utf8").catch(() => "")).split(" ");
  const { web, worker } = programsOf(name);
  const both = [web, worker];
  if (kept === wanted && both.every((program) => isServing(program, folder))) return Number(port);
  for (const program of both) await endProcess(program, folder);
  const chosen = Number(port) || (await freePort());
  const settings = {
    ...environment,
    PORT: String(chosen),
    PUBLIC_PORT: environment.PUBLIC_PORT ?? "",
  };
  for (const program of both) await startProgram({ ...program, environment: settings }, folder);
  await writeFile(marker, `${wanted} ${chosen}`);
  return chosen;
}

async function awaitReady(port: number, signal: AbortSignal): Promise<void> {
  const until = Date.now() + READY;
  while ((await statusOf(port)) !== 200) {
    if (Date.now() > until) throw new Error("The stack's web process did not become ready.");
    await pause(100, null, { signal });
  }
}

function statusOf(port: number): Promise<number> {
  return new Promise((settle) => {
    const asked = get({ host: "127.0.0.1", port, path: "/readyz", agent: false }, (answer) => {
      answer.resume();
      settle(answer.statusCode ?? 0);
    });
    asked.setTimeout(5000, () => asked.destroy());
    asked.once("error", () => settle(0));
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
