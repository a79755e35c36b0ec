import { setTimeout as pause } from "node:timers/promises";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { findOperation, type Operation } from "@/db/platform/queries/operations";
import { adminOf } from "@/db/servers";
import { WORKER_NAME } from "@/db/worker-connections";
import { startWorker, type Worker } from "@/jobs/worker";
import { type Bar, barOn } from "./bar";
import { Ending, EXIT, missing } from "./exits";
import type { Terminal } from "./terminal";

/** How long a worker that is alive may leave an operation waiting before this process helps, in milliseconds. */
const PATIENCE = 10_000;

/** How often the operation is looked at, in milliseconds. */
const LOOK = 250;

/**
 * Waits until an operation has ended and shows how far it is. Where no worker is alive, this process is one for
 * as long as it waits.
 * @returns the operation; one that is to begin later is not waited for
 * @throws Ending when the operation failed, or when Ctrl-C ended the waiting: the operation then goes on with
 *   whoever runs jobs
 */
export async function follow(id: string, terminal: Terminal): Promise<Operation> {
  return working(terminal, async (helping, bar) => {
    const operation = await awaitEnd(id, terminal, helping, ({ step, done, total }) =>
      bar.show({ words: step || "Waiting for a worker", done, total }),
    );
    if (operation.state === "failed") throw new Ending(EXIT.failed, operation.error);
    return operation;
  });
}

/** As `follow`, of several: waits for all of them, also when some fail. */
export async function followAll(
  ids: readonly string[],
  words: string,
  terminal: Terminal,
): Promise<Operation[]> {
  return working(terminal, async (helping, bar) => {
    const ended: Operation[] = [];
    for (const id of ids) {
      bar.show({ words, done: ended.length, total: ids.length });
      ended.push(await awaitEnd(id, terminal, helping));
    }
    bar.show({ words, done: ended.length, total: ids.length });
    return ended;
  });
}

async function working<T>(
  terminal: Terminal,
  work: (helping: () => void, bar: Bar) => Promise<T>,
): Promise<T> {
  const bar = barOn(terminal);
  const alone = !terminal.signal.aborted && !(await isWorkerAlive());
  let worker: Worker | undefined = alone ? startWorker() : undefined;
  const help = () => {
    worker ??= startWorker();
  };
  try {
    return await work(help, bar);
  } finally {
    bar.end();
    await worker?.stop();
  }
}

async function awaitEnd(
  id: string,
  { signal }: Terminal,
  help: () => void,
  show: (operation: Operation) => void = () => {},
): Promise<Operation> {
  const began = performance.now();
  for (;;) {
    const operation = await platform.read((tx) => findOperation(tx, id));
    if (!operation) throw missing(`There is no operation ${id}.`);
    show(operation);
    const { state, runAt } = operation;
    if (state === "succeeded" || state === "failed" || runAt > new Date()) return operation;
    if (signal.aborted) throw leaving(id);
    if (state === "waiting" && performance.now() - began > PATIENCE) help();
    await pause(LOOK, null, { signal }).catch(() => {});
  }
}

function leaving(id: string): Ending {
  return new Ending(
    EXIT.interrupted,
    `The work goes on with the demo or \`npm run worker\`; this command only stopped looking. Look again with: npm run tenants -- operations ${id}`,
  );
}

/** Whether any process runs this installation's jobs now, as Postgres sees its connections. */
async function isWorkerAlive(): Promise<boolean> {
  const name = `${env().DATABASE_PREFIX}_platform`;
  const admin = adminOf({ server: "", name });
  try {
    const rows = await admin`
      select 1 from pg_stat_activity where datname = ${name} and application_name = ${WORKER_NAME} limit 1`;
    return rows.length > 0;
  } finally {
    await admin.end({ timeout: 1 });
  }
}
