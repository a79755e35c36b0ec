import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgresClient from "postgres";
import { passKey } from "@/base/pass";
import { type Embedded, startEmbedded } from "@/db/embedded";
import { prepareInstallation } from "@/db/setup";
import { until } from "@/db/testing-private-server";
import { answerFiles } from "@/files/remote-answer";
import { localFileStore } from "@/files/tenant-files";
import type { StackDriver, StackOrder } from "./stack-driver";

/** Stacks with a real Postgres and real files, but without web processes. */
export interface TestStacks extends StackDriver {
  /** What was asked for, in its order: `ensure NAME` and `remove NAME`. */
  readonly asked: string[];
  readonly orders: StackOrder[];
  /** Thrown by the next `ensure` once its Postgres runs, and by the next `remove` before it has done anything. */
  fail: { ensure?: Error; remove?: Error };
  /** What `list` says beside the stacks there are. */
  readonly leftovers: string[];
  /** kill -9 of a stack's Postgres, and its start after that. */
  killPostgres(name: string): Promise<void>;
  startPostgres(name: string): Promise<void>;
  stop(): Promise<void>;
}

interface Running {
  postgres: Embedded;
  /** Starts it again, with the password it has. */
  readonly launch: () => Promise<Embedded>;
  files: Server;
  readonly folder: string;
  prepared: boolean;
}

export function testStacks(): TestStacks {
  const running = new Map<string, Running>();
  /** Emptied servers for the next stacks, because starting a server takes seconds. */
  const emptied: Running[] = [];
  const end = async (name: string) => {
    const found = running.get(name);
    if (!found) return;
    running.delete(name);
    found.prepared = false;
    found.files.closeAllConnections();
    found.files.close();
    await empty(found);
    emptied.push(found);
  };
  const stacks: TestStacks = {
    asked: [],
    orders: [],
    fail: {},
    leftovers: [],
    async ensure(order, progress) {
      stacks.asked.push(`ensure ${order.name}`);
      stacks.orders.push(order);
      await progress("Starting its Postgres");
      const stack = running.get(order.name) ?? (await begin(order, emptied.pop()));
      running.set(order.name, stack);
      const { ensure } = stacks.fail;
      stacks.fail = { ...stacks.fail, ensure: undefined };
      if (ensure) throw ensure;
      await progress("Setting it up");
      const { SECRET = "", DATABASE_PREFIX = "" } = order.settings;
      if (!stack.prepared)
        await prepareInstallation({
          adminUrl: stack.postgres.url,
          prefix: DATABASE_PREFIX,
          secret: SECRET,
        });
      stack.prepared = true;
      const address = stack.files.address();
      const port = typeof address === "object" && address ? address.port : 0;
      return { server: new URL(stack.postgres.url).host, origin: `http://127.0.0.1:${port}` };
    },
    async remove(name) {
      stacks.asked.push(`remove ${name}`);
      const { remove } = stacks.fail;
      stacks.fail = { ...stacks.fail, remove: undefined };
      if (remove) throw remove;
      const left = stacks.leftovers.indexOf(name);
      if (left !== -1) stacks.leftovers.splice(left, 1);
      await end(name);
    },
    async killPostgres(name) {
      const found = running.get(name);
      if (!found) throw new Error(`There is no stack ${name}.`);
      // These servers confirm commits before they are on disk, for speed; the checkpoint makes them survive the
      // kill.
      await asAdmin(found, (sql) => sql`checkpoint`);
      const pid = await postmasterOf(found.postgres.url);
      process.kill(pid, "SIGKILL");
      await until(() => !runs(pid));
    },
    async startPostgres(name) {
      const found = running.get(name);
      if (found) found.postgres = await found.launch();
    },
    list: async () => [...running.keys(), ...stacks.leftovers].sort(),
    async stop() {
      for (const name of running.keys()) await end(name);
      for (const { postgres, folder } of emptied.splice(0)) {
        await postgres.stop();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
  return stacks;
}

async function begin(order: StackOrder, emptied: Running | undefined): Promise<Running> {
  const stack = emptied ?? (await launchIn(await newFolder()));
  await rm(join(stack.folder, "files"), { recursive: true, force: true });
  await asAdmin(stack, (sql) =>
    sql.unsafe(`alter role postgres password '${order.databasePassword}'`),
  );
  const url = new URL(stack.postgres.url);
  url.password = order.databasePassword;
  const { postgres } = stack;
  stack.postgres = { ...postgres, url: url.toString() };
  stack.files = await serveFiles(join(stack.folder, "files"), order.settings.SECRET ?? "");
  return stack;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-stack-"));
  // As root, Postgres runs as another user, who must reach its data.
  await chmod(folder, 0o755);
  return folder;
}

async function launchIn(folder: string): Promise<Running> {
  const launchWith = (password: string) =>
    startEmbedded({ folder: join(folder, "postgres"), password, durable: false, connections: 60 });
  const stack: Running = {
    postgres: await launchWith("the first"),
    launch: () => launchWith(new URL(stack.postgres.url).password),
    files: createServer(),
    folder,
    prepared: false,
  };
  return stack;
}

async function serveFiles(folder: string, secret: string): Promise<Server> {
  const store = localFileStore(folder);
  const key = passKey(secret);
  const files = createServer((req, res) => {
    answerFiles(req, res, store, key).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
  return files;
}

/** Everything that an installation makes on a server. */
async function empty(stack: Running): Promise<void> {
  await asAdmin(stack, async (sql) => {
    const databases = await sql<{ name: string }[]>`
      select datname as name from pg_database where datname not in ('postgres', 'template0', 'template1')`;
    for (const { name } of databases) await sql.unsafe(`drop database ${name} with (force)`);
    const roles = await sql<{ name: string }[]>`
      select rolname as name from pg_roles where rolname <> 'postgres' and rolname !~ '^pg_'`;
    for (const { name } of roles) await sql.unsafe(`drop role ${name}`);
  });
}

async function asAdmin<T>(
  { postgres }: Running,
  work: (sql: postgresClient.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgresClient(postgres.url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function postmasterOf(url: string): Promise<number> {
  const sql = postgresClient(url, { max: 1 });
  try {
    const [row] = await sql<{ at: string }[]>`select current_setting('data_directory') as at`;
    return Number((await readFile(join(row?.at ?? "", "postmaster.pid"), "utf8")).split("\n")[0]);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
