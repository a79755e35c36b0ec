import { z } from "zod";
import { platform } from "@/db/platform/door";
import { changeTenant, holdTenant } from "@/db/platform/queries/held-tenants";
import { listOperations, noteProgress, type Operation } from "@/db/platform/queries/operations";
import { DATABASE_KINDS } from "@/db/platform/states";
import { PURGE, type PurgeInput } from "@/server/life/return";
import type { Work } from "./operation";

const SubjectSchema = z.object({
  tenantId: z.uuid(),
  slug: z.string(),
  home: z.object({
    name: z.string(),
    kind: z.enum(DATABASE_KINDS),
    stack: z.string().nullable().default(null),
  }),
});

/** What is removed. */
export type Subject = z.infer<typeof SubjectSchema>;

/** What a removal is ordered with. */
export type PurgeOrder = z.infer<typeof PurgeInput>;

/**
 * The point of no return, under the lock on the tenant's row: from here on nothing brings it back.
 * @returns null when it has been brought back, or was never there
 */
export async function begin({
  operation,
  input,
  memory,
}: Work<PurgeOrder>): Promise<Subject | null> {
  if (memory.subject) return SubjectSchema.parse(memory.subject);
  return platform.write(async (tx) => {
    const held = await holdTenant(tx, input.tenantId);
    if (held?.state !== "deleted" || !held.purgeAt) return null;
    if (held.purgeAt.getTime() > Date.now())
      throw new Error(`${held.slug} can be brought back until ${held.purgeAt.toISOString()}.`);
    const other = (await listOperations(tx, held.id, 200)).find(isInTheWay);
    if (other) throw new Error(`${held.slug} is removed once its ${other.kind} has ended.`);
    const subject: Subject = {
      tenantId: held.id,
      slug: held.slug,
      home: {
        name: held.database.name,
        kind: held.placement === "pool" ? "pool" : "own",
        stack: held.stack?.name ?? null,
      },
    };
    await changeTenant(tx, held.id, { purgeAt: null });
    await noteProgress(tx, operation.id, { memory: { subject } });
    return subject;
  });
}

/**
 * Whether this operation uses or holds copies of the tenant. Operations that are paused have been for 30 days
 * and are removed too.
 */
function isInTheWay({ kind, state, runAt, exclusive }: Operation): boolean {
  if (kind === PURGE || (state !== "waiting" && state !== "running")) return false;
  if (state === "running") return runAt <= new Date();
  return exclusive || kind === "retire-copy";
}
