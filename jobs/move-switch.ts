import { Refusal } from "@/base/refusal";
import { stackOn } from "@/base/stack";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { findDatabase } from "@/db/platform/queries/databases";
import { holdTenant, placeTenant } from "@/db/platform/queries/held-tenants";
import { holdAttempt, keepCopy } from "@/db/platform/queries/moves";
import { orderOperation } from "@/db/platform/queries/operations";
import { sealTenant } from "@/db/seal";
import type { TenantFiles } from "@/files/tenant-files";
import type { MoveInput } from "@/server/life/move";
import { copyFiles, differingFiles } from "./move-files";
import { type Copying, copyRows, type Reconciled, reconcileRows, verifyRows } from "./move-rows";
import type { Route } from "./move-target";
import type { Work } from "./operation";

/** How long writers stay out when the worker is killed in the pause, in seconds. */
const LEASE = 12;

/** How often the pause is begun again when the seal lapsed in it. */
const ROUNDS = 3;

/** How long the old copy is kept, in milliseconds. */
const KEPT = 24 * 3600 * 1000;

/** So many rows are carried over in a pause that nobody minds. */
const FEW = 500;

/** Brings the copy up to date without a pause, until so little changes meanwhile that a pause will be short. */
export async function catchUp(copying: Copying): Promise<void> {
  for (let rounds = 3; rounds > 0; rounds--)
    if ((await bringUpToDate(copying)).changes < FEW) return;
}

/**
 * Keeps writers out, copies what they did last, compares every table, and points the platform at the new
 * home. The seal is made to last before the switch and never lifted after it: a replica that is a second
 * behind can only read there.
 * @param files of both ends, where they are not kept in one place
 * @throws Refusal naming the tables when the copy is not exact
 */
export async function switchOver(
  work: Work<MoveInput>,
  route: Route,
  copying: Copying,
  files: Files | null = null,
): Promise<void> {
  for (let round = 1; round <= ROUNDS; round++) {
    const seal = await sealTenant(copying.from, copying.tenantId, LEASE);
    try {
      await requireExact(copying, await bringUpToDate(copying));
      if (files) await requireSameFiles(files);
      if (!(await seal.keepForGood())) continue;
      return await pointOver(work, route);
    } finally {
      await seal.end();
    }
  }
  throw new Error("Writers could not be kept out for as long as the last changes took to copy.");
}

/** @returns what was carried over; without names of tables where everything was copied again */
async function bringUpToDate(copying: Copying): Promise<Carried> {
  try {
    return await reconcileRows(copying);
  } catch (error) {
    if (!isConflict(error)) throw error;
    // Rows that swapped what must be unique have no order in which they could be changed one by one.
    await copyRows(copying, async () => {});
    return { changes: Number.POSITIVE_INFINITY };
  }
}

type Carried = Pick<Reconciled, "changes"> & Partial<Reconciled>;

/** SQLSTATE class 23: a reference or a unique value. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("23");
}

/** Tables that nothing was carried over to were compared before. */
async function requireExact(copying: Copying, { tables }: Carried): Promise<void> {
  const differing = tables?.length === 0 ? [] : await verifyRows(copying, tables);
  if (differing.length > 0)
    throw new Refusal(
      `The copy was not exact in ${differing.join(", ")}, so the site stayed where it was.`,
    );
}

type Files = { readonly from: TenantFiles; readonly to: TenantFiles };

/** An upload stores its file before it writes its row, so that no row that was let through lacks its file. */
async function requireSameFiles({ from, to }: Files): Promise<void> {
  await copyFiles(from, to);
  const [differing] = await differingFiles(from, to);
  if (differing)
    throw new Error(`The file ${differing} changed while the site was held. It is tried again.`);
}

async function pointOver(
  { operation, input }: Work<MoveInput>,
  { from, to }: Route,
): Promise<void> {
  await platform.write(async (tx) => {
    if (!(await holdAttempt(tx, operation.id, operation.attempts)))
      throw new Error("Another attempt has taken this move over.");
    const tenant = await holdTenant(tx, input.tenantId);
    const target = await findDatabase(tx, to.name);
    if (tenant?.database.name !== from.name || target?.state !== "ready")
      throw new Error("One end of the move is not what it was when it began.");
    await placeTenant(tx, tenant.id, target.id);
    await keepCopy(tx, tenant.id, target.id);
    await orderOperation(tx, {
      kind: "retire-copy",
      tenantId: tenant.id,
      slug: tenant.slug,
      input: { tenantId: tenant.id, databaseId: from.id, name: from.name },
      exclusive: false,
      orderedBy: "Swingtag",
      runAt: new Date(Date.now() + KEPT),
    });
    await addAuditLine(tx, {
      actor: operation.orderedBy,
      tenantId: tenant.id,
      slug: tenant.slug,
      action: "moved the site",
      reason: operation.reason,
      detail: { from: tierOf(from), to: tierOf(to), left: from.name, database: to.name },
    });
  });
}

function tierOf({ kind, server }: Route["from"]): string {
  return stackOn(server) ? "stack" : kind;
}
