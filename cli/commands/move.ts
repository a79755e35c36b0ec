import type { Placement } from "@/db/platform/states";
import { orderMove } from "@/server/life/move";
import { type Answer, BY, type Context, siteOf } from "../context";
import { usage } from "../exits";
import { follow } from "../operation";
import { ordered } from "./operations";

/** What `move` is given. */
export interface MoveOptions {
  readonly to?: Placement;
  readonly database?: string;
  readonly server?: string;
  readonly reason: string;
  readonly wait: boolean;
}

/** `move`: orders it and, where not told otherwise, waits. */
export async function move(
  { terminal }: Context,
  site: string,
  options: MoveOptions,
): Promise<Answer> {
  const { to, database, server, reason } = options;
  if ((to === undefined) === (database === undefined))
    throw usage(
      "Say where the site shall live: either --to pool, --to own, --to stack, or --database NAME.",
    );
  const tenant = await siteOf(site);
  const place = database ? { database } : (to ?? "pool");
  const id = await orderMove({ tenant, to: place, server, by: BY, reason });
  if (!options.wait) return ordered(id, `The move of ${tenant.slug}`);
  await follow(id, terminal);
  const moved = await siteOf(tenant.id);
  const { name } = moved.database;
  return {
    data: {
      operation: id,
      name: moved.slug,
      placement: moved.placement,
      database: name,
      stack: moved.stack?.name ?? null,
    },
    text: `${moved.slug} lives in ${moved.stack ? `the stack ${moved.stack.name}` : name} now. The copy in ${tenant.database.name} is kept for a day.\n`,
  };
}
