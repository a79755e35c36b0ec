import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { stackOn } from "@/base/stack";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { addressIn, type Database, findDatabase } from "@/db/platform/queries/databases";
import { holdAttempt } from "@/db/platform/queries/moves";
import { orderOperation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import { PLACEMENTS } from "@/db/platform/states";
import type { Tenant } from "@/db/scope";
import { unsealTenant } from "@/db/seal";
import { forgetTenant } from "@/server/access/tenants";
import { type MoveInput, STEPS } from "@/server/life/move";
import { writeDirectory } from "./mirror";
import { catchUp } from "./move-catch-up";
import { copyFiles } from "./move-files";
import { chooseRoute, findRoute, type Route } from "./move-route";
import { copyRows } from "./move-rows";
import { filesOfBoth } from "./move-stores";
import { switchOver } from "./move-switch";
import { prepareTarget, renewStatistics } from "./move-target";
import { kindOf, type Work } from "./operation";
import { holdingCopies } from "./retire-copy";

/** How often a move that has not switched over is begun before it is given up. */
const ATTEMPTS = 4;

/**
 * Moves a tenant into another database while its site serves; see docs/decisions/move.md. Until the switch
 * any failure leaves it where it was; from then on the move can only be finished.
 */
export const move = kindOf<MoveInput>({
  input: z.object({
    tenantId: z.uuid(),
    to: z.enum(PLACEMENTS),
    database: z.string().optional(),
    server: z.string().optional(),
  }),
  attempts: Number.POSITIVE_INFINITY,
  async run(work) {
    await holdingCopies(work.input.tenantId, async () => {
      const tenant = await findInhabitant(work);
      if (!tenant) return;
      const kept = await findRoute(work);
      const isThere = kept?.to?.name === tenant.database.name;
      const to = isThere ? kept.to : await travel(work, tenant);
      if (to) await work.step(STEPS.finish, () => finish(to, tenant));
    });
  },
  async undo(work) {
    const { input, operation, memory } = work;
    const tenant = await findInhabitant(work);
    const to = (await findRoute(work))?.to;
    if (tenant && to?.name === tenant.database.name) return finish(to, tenant);
    if (tenant && memory.from === tenant.database.name)
      await unsealTenant(tenant.database, tenant.id);
    await platform.write(async (tx) => {
      // Orders the removal of the tenant's rows in the target; it runs once the target can be reached.
      if (to)
        await orderOperation(tx, {
          kind: "retire-copy",
          tenantId: input.tenantId,
          slug: operation.slug,
          input: { tenantId: input.tenantId, databaseId: to.id, name: to.name },
          exclusive: false,
          orderedBy: "Swingtag",
        });
      await addAuditLine(tx, {
        actor: operation.orderedBy,
        tenantId: input.tenantId,
        slug: tenant?.slug ?? operation.slug,
        action: "moved nothing: a move failed",
        reason: operation.reason,
      });
    });
  },
});

function findInhabitant({ input }: Work<MoveInput>): Promise<Tenant | null> {
  return platform.read((tx) => findTenantById(tx, input.tenantId));
}

/**
 * Everything up to the switch. When it fails, writers are let in again where the tenant lives.
 * @returns where it lives now, or null when it was there before
 * @throws Refusal when it is given up
 */
async function travel(work: Work<MoveInput>, tenant: Tenant): Promise<Database | null> {
  const { operation, signal, memory } = work;
  try {
    if (operation.attempts > ATTEMPTS) throw new Error("It was interrupted too often.");
    const route = await work.step(STEPS.prepare, () => prepare(work, tenant));
    if (!route) return null;
    await moveAlong(work, tenant, route);
    return route.to;
  } catch (error) {
    const stands = await readStand(work);
    if (stands.switched) return stands.switched;
    if (stands.isMine && memory.from === tenant.database.name)
      await unsealTenant(tenant.database, tenant.id);
    if (error instanceof Refusal || signal.aborted || operation.attempts < ATTEMPTS) throw error;
    throw new Refusal(`After ${ATTEMPTS} attempts the site stayed where it was: ${causeOf(error)}`);
  }
}

/** The error of Postgres or the network beneath Drizzle's error about the query. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : causeOf(error.cause);
}

async function prepare(work: Work<MoveInput>, tenant: Tenant): Promise<Route | null> {
  const chosen = await chooseRoute(work, tenant);
  if (!chosen) return null;
  const route = { from: chosen.from, to: await prepareTarget(work, chosen.to) };
  // An attempt that was killed in the pause may have left it sealed.
  await unsealTenant(tenant.database, tenant.id);
  return route;
}

async function moveAlong(work: Work<MoveInput>, tenant: Tenant, route: Route): Promise<void> {
  const copying = {
    from: addressIn(route.from),
    to: addressIn(route.to),
    tenantId: tenant.id,
  };
  const files = await filesOfBoth(route, tenant.id);
  await work.step(STEPS.copy, () => copyRows(copying, work.progress));
  if (files)
    await work.step(STEPS.copy, async () => {
      await work.remember({ detail: "Photos and other files:" });
      await copyFiles(files.from, files.to, work.progress);
      await work.remember({ detail: "" });
    });
  const equal = await work.step(STEPS.catchUp, async () => {
    if (route.to.kind === "own") await renewStatistics(route.to);
    const since = await catchUp(copying);
    if (files) await copyFiles(files.from, files.to);
    return since;
  });
  await work.step(STEPS.switch, () => switchOver(work, route, copying, equal, files));
}

/**
 * Whether the tenant lives in the target despite an error, because the answer to the commit may have been lost.
 * Waits for an unfinished transaction of this attempt.
 */
async function readStand(
  work: Work<MoveInput>,
): Promise<{ readonly switched: Database | null; readonly isMine: boolean }> {
  const { operation, input, memory } = work;
  return platform.write(async (tx) => {
    const isMine = await holdAttempt(tx, operation.id, operation.attempts);
    const tenant = await findTenantById(tx, input.tenantId);
    const isThere = tenant?.database.name === memory.to;
    return {
      switched: tenant && isThere ? await findDatabase(tx, tenant.database.name) : null,
      isMine,
    };
  });
}

/**
 * Unseals the new home, where an older copy may have been sealed. The old home stays sealed for requests that
 * still know it.
 */
async function finish(to: Database, tenant: Tenant): Promise<void> {
  await unsealTenant(addressIn(to), tenant.id);
  // The tenant's name or state may have changed while the stack was not told.
  if (stackOn(to.server)) await writeDirectory(tenant.id, to);
  forgetTenant(tenant.slug);
}
