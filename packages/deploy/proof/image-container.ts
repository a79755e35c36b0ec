import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { createGzip } from "node:zlib";
import { docker, dockerProgram } from "@/packages/deploy/image/engine";

/** What every container of the proof is given: nothing to write to but /tmp and a folder of its own. */
export function around(network: string): string[] {
  const settings = {
    SECRET: createHash("sha256").update(network).digest("hex"),
    DATABASE_URL: `postgres://postgres:${network}@${network}-postgres:5432`,
    DEMO: "1",
    SPARES: "0",
    BASE_DOMAIN: "localhost",
    LOG_LEVEL: "warn",
  };
  return [
    ...["--network", network, "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"],
    ...["--tmpfs", "/data:uid=10001,gid=10001"],
    ...Object.entries(settings).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
  ];
}

/** Starts Postgres on a network. @returns the container's id */
export async function postgresOn(network: string, signal: AbortSignal): Promise<string> {
  const name = ["--network", network, "--name", `${network}-postgres`];
  const password = ["--env", `POSTGRES_PASSWORD=${network}`];
  return docker(["run", "--detach", ...name, ...password, "postgres:18-bookworm"], signal);
}

/** Starts a process of the image. @returns the container's id */
export async function begin(
  image: string,
  network: string,
  more: readonly string[],
  command: string,
  signal: AbortSignal,
): Promise<string> {
  return docker(["run", "--detach", ...around(network), ...more, image, command], signal);
}

/** How long a web container takes from its start until /readyz says yes, in milliseconds. */
export async function startOnce(
  image: string,
  network: string,
  signal: AbortSignal,
): Promise<number> {
  const web = await docker(["create", ...around(network), image, "web"], signal);
  try {
    await docker(["start", web], signal);
    const origin = await originOf(web);
    while (!(await isReady(origin))) await pause(10, null, { signal });
    const now = Date.now();
    const started = await docker(["inspect", "--format", "{{.State.StartedAt}}", web]);
    return now - Date.parse(started);
  } finally {
    await docker(["rm", "--force", web]);
  }
}

/** Where a container's web process is reached from this machine. */
export async function originOf(container: string): Promise<string> {
  const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
  return `http://${await docker(["inspect", "--format", format, container])}:3000`;
}

async function isReady(origin: string): Promise<boolean> {
  return fetch(`${origin}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** Runs a program in a container. @returns whether it ended with 0 */
export async function exec(container: string, words: readonly string[]): Promise<boolean> {
  return docker(["exec", container, ...words]).then(
    () => true,
    () => false,
  );
}

/** @throws Error after a minute */
export async function waitFor(signal: AbortSignal, look: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 60_000; !(await look()); await pause(100, null, { signal }))
    if (Date.now() > until) throw new Error("It did not come about within a minute.");
}

/** How many bytes the image has when it is carried somewhere, packed by gzip. */
export async function packed(image: string): Promise<number> {
  const saving = spawn(await dockerProgram(), ["save", image], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(saving, "exit");
  let bytes = 0;
  for await (const chunk of saving.stdout.pipe(createGzip())) bytes += Buffer.from(chunk).length;
  const [code] = await ended;
  if (code !== 0) throw new Error(`docker save ended with ${code}.`);
  return bytes;
}
