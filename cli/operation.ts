import type { Operation } from "@/db/platform/queries/operations";
import { startWorker, type Worker } from "@/jobs/worker";
import { type Bar, barOn } from "./bar";
import { Ending, EXIT } from "./exits";
import { awaitEnd } from "./operation-end";
import type { Terminal } from "./terminal";
import { isWorkerAlive } from "./worker-alive";

/**
 * Waits until an operation has ended and shows its progress. If no worker is alive, this process runs one while
 * it waits.
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
