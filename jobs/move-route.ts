import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { type Database, findDatabase } from "@/db/platform/queries/databases";
import type { Tenant } from "@/db/scope";
import type { MoveInput } from "@/server/life/move";
import { getDatabase } from "./databases";
import { takeOwn, takePool, takeStack } from "./move-takes";
import type { Work } from "./operation";

/** The two ends of a move. */
export interface Route {
  readonly from: Database;
  readonly to: Database;
}

/** The two databases of a move, as an earlier step or attempt remembered them. */
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
 * Chooses the target once: the choice is remembered in the transaction that takes it.
 * @returns null when the tenant lives as it was ordered already
 * @throws Refusal when there is no such place any more
 */
export async function chooseRoute(work: Work<MoveInput>, tenant: Tenant): Promise<Route | null> {
  const kept = await findRoute(work);
  if (kept?.from && kept.to) return { from: kept.from, to: kept.to };
  if (kept) throw new Refusal("The database that this site was to move to is gone.");
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
