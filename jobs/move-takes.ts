import { Refusal } from "@/base/refusal";
import { serverOfStack } from "@/base/stack";
import { type PlatformWriteTx, platform } from "@/db/platform/door";
import { type Database, findDatabase, takeSpare } from "@/db/platform/queries/databases";
import { findRoomiestPool, takeNamedSpare } from "@/db/platform/queries/moves";
import { noteProgress } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";
import type { MoveInput } from "@/server/life/move";
import { enterOwnDatabase } from "@/server/life/own-database";
import { getDatabase } from "./databases";
import type { Work } from "./operation";
import { enterStack } from "./stacks";

/** Takes the roomiest pool, or the one that was named. @throws Refusal when there is none any more */
export async function takePool(work: Work<MoveInput>, tenant: Tenant): Promise<Database> {
  const { database, server } = work.input;
  return platform.write(async (tx) => {
    const found = database
      ? await findDatabase(tx, database)
      : await findRoomiestPool(tx, { except: tenant.database.name, server });
    if (found?.state !== "ready" || found.kind !== "pool")
      throw new Refusal("There is no shared database with room for this site any more.");
    await keep(tx, work, tenant, found);
    return found;
  });
}

/** Takes a spare, or enters a database of its own. @throws Refusal when the named spare is gone */
export async function takeOwn(work: Work<MoveInput>, tenant: Tenant): Promise<Database> {
  const stays = tenant.stack ? "" : tenant.database.server;
  const { database: name, server = stays } = work.input;
  return platform.write(async (tx) => {
    const spare = await (name ? takeNamedSpare(tx, name) : takeSpare(tx, server));
    if (name && !spare)
      throw new Refusal(`${name} is no spare any more. Order the move to another one.`);
    const target = spare ?? (await enterOwn(tx, server));
    await keep(tx, work, tenant, target);
    return target;
  });
}

/** Enters a stack and the database in it. */
export async function takeStack(work: Work<MoveInput>, tenant: Tenant): Promise<Database> {
  return platform.write(async (tx) => {
    const stack = await enterStack(tx, tenant.id);
    const target = await enterOwn(tx, serverOfStack(stack, ""));
    await keep(tx, work, tenant, target);
    return target;
  });
}

/**
 * Enters an own database, because no spare was ready. It is made after this transaction, and its row keeps it
 * from being forgotten.
 */
async function enterOwn(tx: PlatformWriteTx, server: string): Promise<Database> {
  const name = await enterOwnDatabase(tx, server);
  return getDatabase(await findDatabase(tx, name), name);
}

function keep(
  tx: PlatformWriteTx,
  work: Work<MoveInput>,
  tenant: Tenant,
  target: Database,
): Promise<void> {
  return noteProgress(tx, work.operation.id, {
    memory: { from: tenant.database.name, to: target.name },
  });
}
