import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { type Embedded, startEmbedded } from "./embedded";

/** A Postgres of our own that may be killed. */
export interface PrivateServer {
  readonly url: string;
  /** Stops the postmaster with a signal, waits `pause` milliseconds, and starts the server again. */
  restart(signal: "SIGINT" | "SIGQUIT" | "SIGKILL", pause?: number): Promise<void>;
  /** Ends the sessions of the app from inside. */
  terminateAll(): Promise<void>;
  /** Signals one process that serves the app. */
  signalBackend(signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): Promise<void>;
  /** How many sessions of the app the server has in the pool's database. */
  sessions(): Promise<number>;
  /** Resolves when an administrator can log in. */
  answers(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a Postgres with a new data folder on a free loopback port. */
export async function startPrivateServer(): Promise<PrivateServer> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-outage-"));
  // As root, Postgres runs as another user, who must reach its data.
  await chmod(folder, 0o755);
  const signs: Embedded[] = [];
  const start = async () => {
    const server = await startEmbedded({ folder, durable: false, connections: 100 });
    signs.push(server);
    return server;
  };
  const { url } = await start();
  const data = await ask(
    url,
    (sql) => sql<{ at: string }[]>`select current_setting('data_directory') as at`,
  );
  const pidFile = join(data[0]?.at ?? "", "postmaster.pid");
  let stopped: number | undefined;
  return {
    url,
    async restart(signal, pause = 0) {
      const pid = Number((await readFile(pidFile, "utf8")).split("\n")[0]);
      process.kill(pid, signal);
      await until(() => !runs(pid));
      await until(elapsed(pause));
      await start();
    },
    async terminateAll() {
      await ask(
        url,
        (sql) =>
          sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'swingtag %'`,
      );
    },
    async signalBackend(signal) {
      stopped ??= await backendOf(url);
      process.kill(stopped, signal);
      if (signal !== "SIGSTOP") stopped = undefined;
    },
    async sessions() {
      const [row] = await ask(
        url,
        (sql) =>
          sql<
            { count: number }[]
          >`select count(*)::int as count from pg_stat_activity where application_name like 'swingtag %' and datname like '%pool_1'`,
      );
      return row?.count ?? 0;
    },
    answers: () =>
      until(() =>
        ask(url, (sql) => sql`select 1`).then(
          () => true,
          () => false,
        ),
      ),
    async stop() {
      for (const sign of signs) await sign.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when a condition holds, asking 50 times a second; throws after three minutes. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const giveUp = elapsed(180_000);
  while (!(await condition())) {
    if (giveUp()) throw new Error("What was waited for did not happen within three minutes.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A condition that holds once so many milliseconds have passed. */
export function elapsed(ms: number): () => boolean {
  const at = performance.now() + ms;
  return () => performance.now() >= at;
}

async function ask<T>(url: string, question: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    return await question(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function backendOf(url: string): Promise<number> {
  const [row] = await ask(
    url,
    (sql) =>
      sql<
        { pid: number }[]
      >`select pid from pg_stat_activity where application_name like 'swingtag %' and datname like '%pool_1' limit 1`,
  );
  if (!row) throw new Error("No session of the app is open.");
  return row.pid;
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
