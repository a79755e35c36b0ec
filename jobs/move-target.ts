import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { serverOfStack, stackOn } from "@/base/stack";
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
import { findStack } from "@/db/platform/queries/stacks";
import type { Tenant } from "@/db/scope";
import { adminOf } from "@/db/servers";
import type { TenantFiles } from "@/files/tenant-files";
import type { MoveInput } from "@/server/life/move";
import { enterOwnDatabase } from "@/server/life/own-database";
import { filesOf } from "@/server/photos/photo-files";
import { getDatabase, makeDatabase } from "./databases";
import { writeDirectory } from "./mirror";
import type { Work } from "./operation";
import { ensureStack, enterStack } from "./stacks";

/** The two ends of a move. */
export interface Route {
  readonly from: Database;
  readonly to: Database;
}

/** Where a move leads, as kept in the operation's memory by an earlier step or attempt. */
const Remembered = z.object({ from: z.string(), to: z.string() });

/** The ends that an earlier step or attempt chose, null where one is gone; or null when none did. */
export async function findRoute({
  memory,
}: Pick<Work<MoveInput>, "memory">): Promise<{ [End in keyof Route]: Database | null } | null> {
  const remembered = Remembered.safeParse(memory);
  if (!remembered.success) return null;
  const [from, to] = await platform.read((tx) =>
    Promise.all([findDatabase(tx, remembered.data.from), findDatabase(tx, remembered.data.to)]),
  );
  return { from, to };
}

/**
 * Chooses where to, once: what is chosen is kept in the transaction that takes it.
 * @returns null when the tenant lives as it was ordered already
 * @throws Refusal when there is no such place any more
 */
export async function chooseRoute(work: Work<MoveInput>, tenant: Tenant): Promise<Route | null> {
  const remembered = await findRoute(work);
  if (remembered?.from && remembered.to) return { from: remembered.from, to: remembered.to };
  if (remembered) throw new Refusal("The database that this site was to move to is gone.");
  if (isAsOrdered(work.input, tenant)) return null;
  const to = await { pool: takePool, own: takeOwn, stack: takeStack }[work.input.to](work, tenant);
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
    await rememberRoute(tx, work, tenant, found);
    return found;
  });
}

async function takeOwn(work: Work<MoveInput>, tenant: Tenant): Promise<Database> {
  const stays = tenant.stack ? "" : tenant.database.server;
  const { database: name, server = stays } = work.input;
  return platform.write(async (tx) => {
    const spare = await (name ? takeNamedSpare(tx, name) : takeSpare(tx, server));
    if (name && !spare)
      throw new Refusal(`${name} is no spare any more. Order the move to another one.`);
    const target = spare ?? (await enterOwn(tx, server));
    await rememberRoute(tx, work, tenant, target);
    return target;
  });
}

async function takeStack(work: Work<MoveInput>, tenant: Tenant): Promise<Database> {
  return platform.write(async (tx) => {
    const stack = await enterStack(tx, tenant.id);
    const target = await enterOwn(tx, serverOfStack(stack, ""));
    await rememberRoute(tx, work, tenant, target);
    return target;
  });
}

/** No spare stood ready: it is made after this transaction, which keeps it from being forgotten. */
async function enterOwn(tx: PlatformWriteTx, server: string): Promise<Database> {
  const name = await enterOwnDatabase(tx, server);
  return getDatabase(await findDatabase(tx, name), name);
}

function rememberRoute(
  tx: PlatformWriteTx,
  work: Work<MoveInput>,
  tenant: Tenant,
  target: Database,
): Promise<void> {
  return noteProgress(tx, work.operation.id, {
    memory: { from: tenant.database.name, to: target.name },
  });
}

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
 * The files of both ends, or null where they are kept in one place. Exports that a stack's own worker made are
 * left behind: it alone knows when their days are over.
 */
export async function filesOfBoth(
  { from, to }: Route,
  tenantId: string,
): Promise<{ readonly from: TenantFiles; readonly to: TenantFiles } | null> {
  if (stackOn(from.server) === stackOn(to.server)) return null;
  const files = await filesBeside(from, tenantId);
  const leaving = stackOn(from.server) ? withoutExports(files) : files;
  return { from: leaving, to: await filesBeside(to, tenantId) };
}

function withoutExports(files: TenantFiles): TenantFiles {
  return {
    ...files,
    async *list(prefix) {
      for await (const file of files.list(prefix)) if (!file.key.startsWith("exports/")) yield file;
    },
  };
}

/** A tenant's files where a database's stack keeps them, or where the platform does. */
export async function filesBeside(
  { server }: Pick<Database, "server">,
  tenantId: string,
): Promise<TenantFiles> {
  const name = stackOn(server);
  if (name === null) return filesOf({ id: tenantId });
  const stack = await platform.read((tx) => findStack(tx, name));
  if (!stack) throw new Error(`There is no stack ${name}.`);
  return filesOf({ id: tenantId, stack });
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
