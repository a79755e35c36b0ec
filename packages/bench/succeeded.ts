import { setTimeout as pause } from "node:timers/promises";
import { platform } from "@/db/platform/door";
import { findOperation } from "@/db/platform/queries/operations";

/** Waits for the end of work. @throws Error with what it failed of */
export async function succeeded(id: string): Promise<void> {
  for (;;) {
    const operation = await platform.read((tx) => findOperation(tx, id));
    if (operation?.state === "succeeded") return;
    if (operation?.state === "failed") throw new Error(operation.error);
    await pause(50);
  }
}
