import { type ChildProcess, spawn } from "node:child_process";
import { chown, mkdir } from "node:fs/promises";
import { get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { IMAGE_USER } from "./dockerfile";

/**
 * Runs each process of an assembled folder for a moment, without any database, so that V8's compiled code of what
 * they load is kept in the folder and a container starts sooner: `warm.ts FOLDER`, in the image's build stage.
 */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Say what to warm: warm.ts FOLDER");

// The code is kept apart for each user; this is who the image's processes are.
const user = { uid: IMAGE_USER, gid: IMAGE_USER };
await mkdir(join(folder, ".compiled"));
await chown(join(folder, ".compiled"), user.uid, user.gid);
const port = await freePort();
const settings: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: "/tmp",
  NODE_ENV: "production",
  LOG_LEVEL: "fatal",
  SECRET: "only to see the processes start once",
  DATABASE_URL: "postgres://127.0.0.1:9",
  DEMO: "1",
  BASE_DOMAIN: "localhost",
  PORT: String(port),
  HEALTH_PORT: String(port),
  COLLECTOR_PORT: String(port),
  FILES: "/tmp/files",
  BACKUPS: "/tmp/backups",
  TELEMETRY_FOLDER: "/tmp/telemetry",
};

for (const name of ["web", "worker", "collector"]) await runBriefly(name);
await ended(begin("tenants", "--help"));
await ended(begin("health"));
const setup = begin("setup");
await pause(3000);
setup.kill("SIGTERM");
await ended(setup);

async function runBriefly(name: string): Promise<void> {
  const child = begin(name);
  const gone = ended(child);
  let code: number | null | undefined;
  void gone.then((ending) => {
    code = ending;
  });
  while (code === undefined && (await ask("localhost", "/healthz")) !== 200) await pause(50);
  if (code !== undefined)
    throw new Error(`swingtag ${name} ended with ${code} instead of starting.`);
  if (name === "web") for (const host of ["localhost", "warm.localhost"]) await ask(host, "/");
  child.kill("SIGTERM");
  await gone;
}

function begin(...words: string[]): ChildProcess {
  return spawn(process.execPath, [join(folder ?? "", "bin/swingtag.mjs"), ...words], {
    ...user,
    env: settings,
    stdio: ["ignore", "inherit", "inherit"],
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
}

function ask(host: string, path: string): Promise<number | null> {
  return new Promise((resolve) => {
    get({ host: "127.0.0.1", port, path, headers: { host }, agent: false }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? null));
    }).once("error", () => resolve(null));
  });
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
