import { stackOn } from "@/base/stack";
import { platform } from "@/db/platform/door";
import {
  addressIn,
  changeDatabase,
  type Database,
  findDatabase,
} from "@/db/platform/queries/databases";
import { adminOf } from "@/db/servers";
import type { MoveInput } from "@/server/life/move";
import { getDatabase, makeDatabase } from "./databases";
import { writeDirectory } from "./mirror";
import type { Work } from "./operation";
import { ensureStack } from "./stacks";

/**
 * Makes the target where it was only entered, and its stack before it. Idempotent.
 * @returns the target as it is then
 */
export async function prepareTarget(work: Work<MoveInput>, entered: Database): Promise<Database> {
  if (entered.state !== "preparing") return entered;
  const stack = stackOn(entered.server);
  if (stack) {
    const progress = (words: string) => work.remember({ detail: words });
    await ensureStack(stack, { progress, signal: work.signal });
    await progress("");
  }
  const read = () => platform.read((tx) => findDatabase(tx, entered.name));
  const standing = getDatabase(await read(), entered.name);
  await makeDatabase(standing);
  if (stack) await writeDirectory(work.input.tenantId, standing);
  await platform.write((tx) => changeDatabase(tx, entered.id, { state: "ready" }));
  return getDatabase(await read(), entered.name);
}

/**
 * Renews the statistics of a database whose rows all came at once, because its first queries would be planned
 * without any.
 */
export async function renewStatistics(database: Database): Promise<void> {
  const admin = adminOf(addressIn(database));
  try {
    await admin.unsafe("analyze");
  } finally {
    await admin.end({ timeout: 1 });
  }
}
