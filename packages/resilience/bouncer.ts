import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@/base/free-port";
import { until } from "@/db/testing-private-server";

export interface Bouncer {
  readonly port: number;
  stop(): Promise<void>;
}

/** The PgBouncer of this machine: TEST_PGBOUNCER, where Debian puts it, or null where there is none. */
export function bouncerProgram(): string | null {
  const program = process.env.TEST_PGBOUNCER ?? "/usr/sbin/pgbouncer";
  return program !== "" && existsSync(program) ? program : null;
}

/**
 * Starts PgBouncer in transaction mode on a free loopback port.
 * @param users passwords by login role
 * @param size connections to the server for each database and role
 */
export async function startBouncer(
  program: string,
  target: { host: string; port: number },
  users: Readonly<Record<string, string>>,
  size: number,
): Promise<Bouncer> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-bouncer-"));
  const port = await freePort();
  const list = join(folder, "users.txt");
  const settings = join(folder, "pgbouncer.ini");
  await writeFile(
    list,
    Object.entries(users)
      .map(([name, password]) => `"${name}" "${password}"\n`)
      .join(""),
  );
  await writeFile(
    settings,
    [
      "[databases]",
      `* = host=${target.host} port=${target.port}`,
      "[pgbouncer]",
      "listen_addr = 127.0.0.1",
      `listen_port = ${port}`,
      "unix_socket_dir =",
      "auth_type = scram-sha-256",
      `auth_file = ${list}`,
      "pool_mode = transaction",
      `default_pool_size = ${size}`,
      "max_client_conn = 200",
      "",
    ].join("\n"),
  );
  const account = await handOver([folder, list, settings]);
  const child = spawn(program, ["-q", settings], { ...account, cwd: "/", stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await until(() => alive(child) && listens(port));
  return {
    port,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As root, PgBouncer must run as the user `postgres`, so its files are given to that user. */
async function handOver(paths: readonly string[]): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  const [uid, gid] = [id("-u"), id("-g")];
  for (const path of paths) {
    await chown(path, uid, gid);
    await chmod(path, 0o700);
  }
  return { uid, gid };
}

function alive(child: ChildProcess): boolean {
  if (child.exitCode !== null) throw new Error(`PgBouncer ended with code ${child.exitCode}.`);
  return true;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const settle = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", settle(true)).once("error", settle(false));
  });
}
