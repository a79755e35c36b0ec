import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgresClient from "postgres";
import { type Embedded, startEmbedded } from "@/db/embedded";
import { until } from "@/db/resilience/private-server";
import { prepareInstallation } from "@/db/setup";
import type { StackDriver, StackOrder } from "@/deploy/stack/driver";
import { localFileStore } from "@/server/files";
import { answerFiles } from "@/server/files/remote-answer";
import { passKey } from "@/server/pass";

/** Stacks with a Postgres and files that are really theirs; only their pages are missing. */
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
  readonly launch: () => Promise<Embedded>;
  readonly files: Server;
  readonly folder: string;
  prepared: boolean;
}

export function testStacks(): TestStacks {
  const running = new Map<string, Running>();
  const end = async (name: string) => {
    const found = running.get(name);
    if (!found) return;
    running.delete(name);
    found.files.closeAllConnections();
    found.files.close();
    await found.postgres.stop();
    await rm(found.folder, { recursive: true, force: true });
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
      const stack = running.get(order.name) ?? (await begin(order));
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
    },
  };
  return stacks;
}

async function begin({ databasePassword, settings }: StackOrder): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-stack-"));
  // As root, Postgres runs as another user, who must reach its data.
  await chmod(folder, 0o755);
  const launch = () =>
    startEmbedded({
      folder: join(folder, "postgres"),
      password: databasePassword,
      durable: false,
      connections: 60,
    });
  const postgres = await launch();
  const store = localFileStore(join(folder, "files"));
  const key = passKey(settings.SECRET ?? "");
  const files = createServer((req, res) => {
    answerFiles(req, res, store, key).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
  return { postgres, launch, files, folder, prepared: false };
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
