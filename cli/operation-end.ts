import { setTimeout as pause } from "node:timers/promises";
import { platform } from "@/db/platform/door";
import { findOperation, type Operation } from "@/db/platform/queries/operations";
import { Ending, EXIT, missing } from "./exits";
import type { Terminal } from "./terminal";

/** How long a worker that is alive may leave an operation waiting before this process helps, in milliseconds. */
const PATIENCE = 10_000;

/** How often the operation is looked at, in milliseconds. */
const LOOK = 250;

/** Waits until an operation has ended or is put off. @throws Ending when it is not there, or when Ctrl-C ended the waiting */
export async function awaitEnd(
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
