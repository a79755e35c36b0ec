import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { freePort } from "@/base/free-port";
import {
  type Cluster,
  type ClusterSecrets,
  type Machine,
  PACE,
  secretsOf,
} from "@/packages/deploy/ha/cluster";
import { filesOf } from "@/packages/deploy/ha/files";

const HOST = "127.0.0.1";

export type Role = "primary" | "synchronous standby" | "standby" | "away";

/** A cluster whose machines are processes of this one. */
export interface Machines {
  readonly cluster: Cluster;
  readonly folder: string;
  /** An administrator's address of whichever machine is the primary. */
  readonly adminUrl: string;
  /** What each server says of itself now, by machine: what one says of the others may be old. */
  roles(): Promise<ReadonlyMap<string, Role>>;
  /** Ends everything that runs on a machine at once, as when its power goes. */
  lose(name: string): void;
  /** Everything on a machine stands still with its connections open, as when its disk or its host hangs. */
  freeze(name: string): void;
  /** Brings a machine back: starts what runs on it, or lets it go on where it stood still. */
  bringBack(name: string): void;
  /** Hands PgBouncer the logins, starts it, or has it read them again. */
  pool(logins: Readonly<Record<string, string>>): void;
  /** Ends and removes all of it. */
  end(): Promise<void>;
}

/** Lays a cluster out in a folder of its own, on free loopback ports, and starts its machines and the balancer. */
export async function startMachines(programs: string, secrets: ClusterSecrets): Promise<Machines> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-ha-"));
  chmodSync(folder, 0o755);
  const cluster = await layOut(folder, programs);
  const account = accountOf();
  for (const { folder: own } of cluster.machines) mkdirSync(own, { mode: 0o700 });
  const front = join(folder, "front");
  for (const { path, content } of filesOf(cluster)) write(join(folder, path), content);
  for (const machine of cluster.machines) give(machine.folder, account);
  give(front, account);
  const running = new Map<string, ChildProcess[]>();
  const run = (of: string, program: string, args: string[], env: Record<string, string> = {}) => {
    const log = openSync(join(folder, `${of}.log`), "a");
    const child = spawn(program, args, {
      ...account,
      cwd: "/",
      detached: true,
      env: { ...process.env, LANG: "C.UTF-8", ...env },
      stdio: ["ignore", log, log],
    });
    running.set(of, [...(running.get(of) ?? []), child]);
    return child;
  };
  const start = (name: string) => {
    const machine = machineOf(cluster, name);
    run(name, "/usr/bin/etcd", ["--config-file", join(folder, name, "etcd.yml")]);
    if (machine.postgres)
      run(name, "/usr/bin/patroni", [join(folder, name, "patroni.yml")], secretsOf(secrets));
  };
  const signal = (name: string, what: NodeJS.Signals) => {
    const children = (running.get(name) ?? []).map(({ pid }) => pid ?? 0);
    for (const pid of [...children, ...postgresOf(machineOf(cluster, name))]) kill(pid, what);
  };
  for (const { name } of cluster.machines) start(name);
  run("front", "/usr/sbin/haproxy", ["-f", join(front, "haproxy.cfg"), "-db"]);
  let pooler: ChildProcess | undefined;
  return {
    cluster,
    folder,
    adminUrl: `postgres://postgres:${secrets.superuser}@${HOST}:${cluster.balancer.port}/postgres`,
    roles: () => rolesOf(cluster),
    lose(name) {
      signal(name, "SIGKILL");
      running.delete(name);
    },
    freeze: (name) => signal(name, "SIGSTOP"),
    bringBack(name) {
      if (running.has(name)) signal(name, "SIGCONT");
      else start(name);
    },
    pool(logins) {
      const lines = Object.entries(logins).map(([name, password]) => `"${name}" "${password}"\n`);
      write(usersIn(folder), lines.join(""));
      give(front, account);
      if (pooler?.pid) kill(pooler.pid, "SIGHUP");
      pooler ??= run("front", "/usr/sbin/pgbouncer", ["-q", join(front, "pgbouncer.ini")]);
    },
    async end() {
      for (const machine of cluster.machines)
        for (const pid of postgresOf(machine)) kill(pid, "SIGKILL");
      const children = [...running.values()].flat();
      for (const { pid } of children) if (pid) kill(pid, "SIGKILL");
      for (const until = Date.now() + 5000; Date.now() < until; await pause(50)) {
        const left = cluster.machines.flatMap(postgresOf);
        for (const pid of left) kill(pid, "SIGKILL");
        if (left.length === 0 && children.every((child) => child.exitCode ?? child.signalCode))
          break;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function layOut(folder: string, programs: string): Promise<Cluster> {
  const port = async () => ({ host: HOST, port: await freePort() });
  const machine = async (name: string, votesOnly: boolean): Promise<Machine> => ({
    name,
    host: HOST,
    folder: join(folder, name),
    etcd: { client: await freePort(), peer: await freePort() },
    postgres: votesOnly ? null : { port: await freePort(), rest: await freePort() },
  });
  return {
    name: "swingtag-proof",
    machines: [await machine("a", false), await machine("b", false), await machine("c", true)],
    programs,
    connections: 100,
    balancer: await port(),
    pooler: await port(),
    // Debian's PgBouncer 1.18 can't look up logins in another database.
    logins: { file: usersIn(folder) },
    pace: PACE,
    watchdog: "off",
  };
}

function usersIn(folder: string): string {
  return join(folder, "front/users.txt");
}

function machineOf({ machines }: Cluster, name: string): Machine {
  const found = machines.find((machine) => machine.name === name);
  if (!found) throw new Error(`There is no machine ${name}.`);
  return found;
}

const View = z.object({
  role: z.string(),
  state: z.string(),
  sync_standby: z.boolean().optional(),
});

async function rolesOf({ machines }: Cluster): Promise<ReadonlyMap<string, Role>> {
  const asked = machines.flatMap(({ name, postgres }) =>
    postgres ? [viewOf(postgres.rest).then((role) => [name, role] as const)] : [],
  );
  return new Map(await Promise.all(asked));
}

async function viewOf(port: number): Promise<Role> {
  try {
    const answer = await fetch(`http://${HOST}:${port}/patroni`, {
      signal: AbortSignal.timeout(2000),
    });
    const { role, state, sync_standby } = View.parse(await answer.json());
    if (state !== "running") return "away";
    if (role !== "replica") return "primary";
    return sync_standby ? "synchronous standby" : "standby";
  } catch {
    return "away";
  }
}

/** The postmaster of a machine and everything it started; Patroni starts it in a session of its own. */
function postgresOf({ folder }: Machine): number[] {
  const [first = ""] = read(join(folder, "data/postmaster.pid")).split("\n");
  const postmaster = Number(first);
  // The file outlives a killed server, and another process may have its number by now.
  if (!postmaster || !read(`/proc/${postmaster}/cmdline`).includes(folder)) return [];
  const children = readdirSync("/proc").filter(
    (entry) => Number(read(`/proc/${entry}/stat`).split(") ")[1]?.split(" ")[1]) === postmaster,
  );
  return [postmaster, ...children.map(Number)];
}

/** None of these programs may run as root; then they run as the user `postgres`. */
function accountOf(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function give(folder: string, { uid, gid }: { uid?: number; gid?: number }): void {
  if (uid === undefined || gid === undefined) return;
  chownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile()) chownSync(join(folder, entry.name), uid, gid);
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}
