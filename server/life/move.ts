import { notFound, Refusal } from "@/base/refusal";
import { stackOn } from "@/base/stack";
import { type DirectoryReadTx, directoryAbout } from "@/db/platform/directory";
import { addAuditLine } from "@/db/platform/queries/audit";
import { findDatabase, listAllDatabases } from "@/db/platform/queries/databases";
import { holdTenant } from "@/db/platform/queries/held-tenants";
import { findRoomiestPool } from "@/db/platform/queries/moves";
import { orderOperation } from "@/db/platform/queries/operations";
import type { Placement } from "@/db/platform/states";
import type { Tenant } from "@/db/scope";
import { listServers } from "@/db/servers";
import { refusalWhileRunning } from "./running";
import { refuseInStack } from "./stack-refusal";

/** Where a site shall live, who orders it, and why. */
export interface MoveOrder {
  readonly tenant: Pick<Tenant, "id">;
  /** The pool with the most room, a database or a stack of its own, or one that is named: a pool or a spare. */
  readonly to: Placement | { readonly database: string };
  /** `host:port` as in the platform's `databases`, empty for the platform's own; any where not given. */
  readonly server?: string;
  /** `owner`, `operator NAME`, `command line` or `Swingtag`. */
  readonly by: string;
  readonly reason: string;
}

/** What the operation `move` is given. */
export interface MoveInput {
  readonly tenantId: string;
  readonly to: Placement;
  readonly database?: string;
  readonly server?: string;
}

/** What a move does, in its order and in words that people read while it runs; `jobs/move.ts` does it. */
export const STEPS = {
  prepare: "Preparing the new home",
  copy: "Copying while the site stays open",
  catchUp: "Catching up with what changed meanwhile",
  switch: "Holding changes for a moment, comparing every table and switching over",
  finish: "Tidying up",
} as const;

/**
 * Orders a move. The site serves throughout; docs/decisions/move.md says how.
 * @returns the id of the operation
 * @throws Refusal when the site lives there already, when there is no such place, or while other work runs
 */
export async function orderMove({ tenant, to, server, by, reason }: MoveOrder): Promise<string> {
  return directoryAbout(tenant.id).write(async (tx) => {
    const held = await holdTenant(tx, tenant.id);
    if (!held) throw notFound();
    if (held.state === "founding" || held.state === "deleted")
      throw new Refusal(
        held.state === "deleted"
          ? "This site was deleted. Bring it back, then move it."
          : "This site is being founded. Wait a minute, then move it.",
        { status: 409 },
      );
    refuseStackFor(held, to, by);
    const input = { tenantId: held.id, ...(await resolve(tx, held, to, server)) };
    const order = { tenantId: held.id, slug: held.slug, orderedBy: by, reason };
    const id = await orderOperation(tx, { ...order, kind: "move", input });
    if (!id) throw await refusalWhileRunning(tx, held.id, "order the move again");
    await addAuditLine(tx, {
      actor: by,
      tenantId: held.id,
      slug: held.slug,
      action: "ordered a move",
      reason,
      detail: { from: held.placement, to: input.to, database: input.database, server },
    });
    return id;
  });
}

/**
 * Only operators and the command line order a stack, because it costs machines; and only the platform moves a
 * site out of one.
 */
function refuseStackFor(tenant: Tenant, to: MoveOrder["to"], by: string): void {
  refuseInStack("moved");
  if (to !== "stack") return;
  if (by === "owner")
    throw new Refusal("Ask Swingtag's operators for a stack of its own; they order the move.", {
      status: 403,
    });
  if (!tenant.confirmed)
    throw new Refusal(
      "The owner of this site has yet to follow the mailed link. Order its stack after that.",
      { status: 409 },
    );
}

async function resolve(
  tx: DirectoryReadTx,
  tenant: Tenant,
  to: MoveOrder["to"],
  server: string | undefined,
): Promise<Omit<MoveInput, "tenantId">> {
  if (server !== undefined && !(await isKnown(tx, server)))
    throw new Refusal(
      `There is no server ${server}. Add its address to DATABASE_SERVERS, or leave the server out.`,
    );
  if (typeof to === "object") return resolveNamed(tx, tenant, to.database, server);
  if (to === "stack") return resolveStack(tenant, server);
  const stays = server === undefined || server === tenant.database.server;
  if (to === tenant.placement && stays)
    throw new Refusal(
      to === "pool"
        ? "This site lives in the shared database already."
        : "This site lives in a database of its own already.",
      { status: 409 },
    );
  if (to === "pool" && !(await findRoomiestPool(tx, { except: tenant.database.name, server })))
    throw new Refusal(
      "There is no shared database with room for this site. Add one, then order the move again.",
      { status: 409 },
    );
  return { to, server };
}

function resolveStack(
  tenant: Tenant,
  server: string | undefined,
): Omit<MoveInput, "tenantId" | "database"> {
  if (server !== undefined)
    throw new Refusal("A stack brings its own server. Leave the server out, and order it again.");
  if (tenant.placement === "stack")
    throw new Refusal("This site lives in a stack of its own already.", { status: 409 });
  return { to: "stack" };
}

/** A server is known if the settings name it or a database is on it. The web process may lack these settings. */
async function isKnown(tx: DirectoryReadTx, server: string): Promise<boolean> {
  if (listServers().includes(server)) return true;
  if (stackOn(server) !== null) return false;
  return (await listAllDatabases(tx)).some((database) => database.server === server);
}

async function resolveNamed(
  tx: DirectoryReadTx,
  tenant: Tenant,
  name: string,
  server: string | undefined,
): Promise<Omit<MoveInput, "tenantId">> {
  if (name === tenant.database.name)
    throw new Refusal(`This site lives in ${name} already.`, { status: 409 });
  const found = await findDatabase(tx, name);
  if (!found || (server !== undefined && found.server !== server))
    throw new Refusal(
      `There is no database ${name}${server ? ` on ${server}` : ""}. Look at the list of databases and name one of them.`,
    );
  if (found.state !== (found.kind === "pool" ? "ready" : "spare"))
    throw new Refusal(
      `${name} takes no site. Name a shared database that is ready, or a spare one.`,
      { status: 409 },
    );
  return { to: found.kind, database: found.name, server: found.server };
}
