import { setTimeout as pause } from "node:timers/promises";
import { platform } from "@/db/platform/door";
import { findOperation, type Operation } from "@/db/platform/queries/operations";
import { adminOf } from "@/db/servers";
import { startWorker, WORKER_NAME, type Worker } from "@/jobs/worker";
import { env } from "@/server/env";
import { barOn } from "./bar";
import { Ending, EXIT, missing } from "./exits";
import type { Terminal } from "./terminal";

/** How long a worker that is alive may leave an operation waiting before this process helps, in milliseconds. */
const PATIENCE = 10_000;

/** How often the operation is looked at, in milliseconds. */
const LOOK = 250;

/**
 * Waits until an operation has ended and shows how far it is. Where no worker is alive, this process is one for
 * as long as it waits.
 * @throws Ending when the operation failed, or when Ctrl-C ended the waiting: the operation then goes on with
 *   whoever runs jobs
 */
export async function follow(id: string, terminal: Terminal): Promise<Operation> {
  const bar = barOn(terminal);
  const began = performance.now();
  let worker: Worker | undefined = (await isWorkerAlive()) ? undefined : startWorker();
  try {
    for (;;) {
      const operation = await platform.read((tx) => findOperation(tx, id));
      if (!operation) throw missing(`There is no operation ${id}.`);
      bar.show({
        words: operation.step || "Waiting for a worker",
        done: operation.done,
        total: operation.total,
      });
      if (operation.state === "succeeded") return operation;
      if (operation.state === "failed") throw new Ending(EXIT.failed, operation.error);
      if (operation.runAt > new Date()) return operation;
      if (terminal.signal.aborted) throw leaving(id);
      if (operation.state === "waiting" && performance.now() - began > PATIENCE)
        worker ??= startWorker();
      await pause(LOOK, null, { signal: terminal.signal }).catch(() => {});
    }
  } finally {
    bar.end();
    await worker?.stop();
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
