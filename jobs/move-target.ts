import { z } from "zod";
import { type PlatformWriteTx, platform } from "@/db/platform/door";
import {
  addressIn,
  changeDatabase,
  type Database,
  findDatabase,
  takeSpare,
} from "@/db/platform/queries/databases";
import { findRoomiestPool, takeNamedSpare } from "@/db/platform/queries/moves";
import { noteProgress } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";
import { adminOf } from "@/db/servers";
import type { MoveInput } from "@/server/life/move";
import { enterOwnDatabase } from "@/server/own-database";
import { Refusal } from "@/server/refusal";
import { getDatabase, makeDatabase } from "./databases";
import type { Work } from "./operation";

/** The two ends of a move. */
export interface Route {
  readonly from: Database;
  readonly to: Database;
}

/** Where a move leads, as kept in the operation's memory by an earlier step or attempt. */
const Kept = z.object({ from: z.string(), to: z.string() });

/** The ends that an earlier step or attempt chose, null where one is gone; or null when none did. */
export async function findRoute({
  memory,
}: Pick<Work<MoveInput>, "memory">): Promise<{ [End in keyof Route]: Database | null } | null> {
  const kept = Kept.safeParse(memory);
  if (!kept.success) return null;
  const [from, to] = await platform.read((tx) =>
    Promise.all([findDatabase(tx, kept.data.from), findDatabase(tx, kept.data.to)]),
  );
  return { from, to };
}

/**
 * Chooses where to, once: what is chosen is kept in the transaction that takes it.
 * @returns null when the tenant lives as it was ordered already
 * @throws Refusal when there is no such place any more
 */
export async function chooseRoute(work: Work<MoveInput>, tenant: Tenant): Promise<Route | null> {
  const kept = await findRoute(work);
  if (kept?.from && kept.to) return { from: kept.from, to: kept.to };
  if (kept) throw new Refusal("The database that this site was to move to is gone.");
  if (isAsOrdered(work.input, tenant)) return null;
  const to = await (work.input.to === "pool" ? takePool : takeOwn)(work, tenant);
  await work.remember({ from: tenant.database.name, to: to.name });
  const from = await platform.read((tx) => findDatabase(tx, tenant.database.name));
  return { from: getDatabase(from, tenant.database.name), to };
}

function isAsOrdered({ to, database, server }: MoveInput, tenant: Tenant): boolean {
  if (database !== undefined) return database === tenant.database.name;
  return to === tenant.placement && (server ?? tenant.database.server) === tenant.database.server;
}

async function takePool(work: Work<MoveInput>, tenant: Tenant): Promise<Database> {
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

async function takeOwn(work: Work<MoveInput>, tenant: Tenant): Promise<Database> {
  const { database: name, server = tenant.database.server } = work.input;
  return platform.write(async (tx) => {
    const spare = await (name ? takeNamedSpare(tx, name) : takeSpare(tx, server));
    if (name && !spare)
      throw new Refusal(`${name} is no spare any more. Order the move to another one.`);
    const target = spare ?? (await enterOwn(tx, server));
    await keep(tx, work, tenant, target);
    return target;
  });
}

/** No spare stood ready: it is made after this transaction, which keeps it from being forgotten. */
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

/** Makes the target where it was only entered. Idempotent. */
export async function prepareTarget(database: Database): Promise<void> {
  if (database.state !== "preparing") return;
  await makeDatabase(database);
  await platform.write((tx) => changeDatabase(tx, database.id, { state: "ready" }));
}

/** Fresh statistics for a database whose rows all came at once: its first queries would be planned blindly. */
export async function renewStatistics(database: Database): Promise<void> {
  const admin = adminOf(addressIn(database));
  try {
    await admin.unsafe("analyze");
  } finally {
    await admin.end({ timeout: 1 });
  }
}
