import { Refusal } from "@/base/refusal";
import { sealTenant } from "@/db/seal";
import type { TenantFiles } from "@/files/tenant-files";
import type { MoveInput } from "@/server/life/move";
import { bringUpToDate, type Carried } from "./move-catch-up";
import { copyFiles, differingFiles } from "./move-files";
import { pointOver } from "./move-point-over";
import type { Route } from "./move-route";
import type { Copying } from "./move-rows";
import type { Equal } from "./move-rows-compared";
import { verifySince } from "./move-rows-since";
import { verifyRows } from "./move-rows-verified";
import type { Work } from "./operation";

/** How long writers stay out when the worker is killed in the pause, in seconds. */
const LEASE = 12;

/** How often the pause is tried again if the seal lapsed in it. */
const ROUNDS = 3;

/**
 * Seals the tenant, copies the last changes, compares every table, and points the platform at the new home. The
 * seal becomes permanent before the switch and stays on the old copy, so that a request that still knows the
 * old home can only read there.
 * @param equal when the rows of both were equal, if that is known
 * @param files of both ends, where they are not kept in one place
 * @throws Refusal naming the tables when the copy is not exact
 */
export async function switchOver(
  work: Work<MoveInput>,
  route: Route,
  copying: Copying,
  equal: Equal | null,
  files: Files | null = null,
): Promise<void> {
  for (let round = 1; round <= ROUNDS; round++) {
    const seal = await sealTenant(copying.from, copying.tenantId, LEASE);
    try {
      await requireExact(copying, equal, await bringUpToDate(copying, equal));
      if (files) await requireSameFiles(files);
      if (!(await seal.makePermanent())) continue;
      return await pointOver(work, route);
    } finally {
      await seal.end();
    }
  }
  throw new Error("Writers could not be kept out for as long as the last changes took to copy.");
}

/** Tables without changes were compared already. */
async function requireExact(
  copying: Copying,
  equal: Equal | null,
  { tables }: Carried,
): Promise<void> {
  const differing =
    tables?.length === 0
      ? []
      : tables && equal
        ? await verifySince(copying, equal, tables)
        : await verifyRows(copying, tables);
  if (differing.length > 0)
    throw new Refusal(
      `The copy was not exact in ${differing.join(", ")}, so the site stayed where it was.`,
    );
}

type Files = { readonly from: TenantFiles; readonly to: TenantFiles };

/** An upload stores its file before it writes its row, so every row written before the seal has its file. */
async function requireSameFiles({ from, to }: Files): Promise<void> {
  await copyFiles(from, to);
  const [differing] = await differingFiles(from, to);
  if (differing)
    throw new Error(`The file ${differing} changed while the site was held. It is tried again.`);
}
