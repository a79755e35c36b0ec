import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { addressOf } from "@/base/env";
import { hashToken } from "@/base/tokens";
import { directory, directoryAbout } from "@/db/platform/directory";
import { findOperation, type Operation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import { PRESET_IDS, type PresetId } from "@/themes/skin";

/** The steps of a birth that waits for its database, as its operation notes them, in their order. */
export const MAKING = "Making your database";
export const FURNISHING = "Furnishing your site";
export const WRITING = "Writing you a mail";

/** The input of the operation `create`. */
export const OrderSchema = z.object({
  tenantId: z.uuid(),
  databaseName: z.string(),
  /** The founder's address, encrypted: the platform keeps nobody's in clear. */
  founder: z.string(),
  preset: z.enum(PRESET_IDS),
  /** The hash of the token that opens the progress page of this birth and then, once, the new site. */
  handOver: z.string(),
});

/** How far a birth is, for the one who waits for it. */
export interface Coming {
  readonly name: string;
  readonly preset: PresetId;
  /** `held` while it waits for a worker, `open` once the site is there. */
  readonly at: "held" | "making" | "furnishing" | "open" | "failed";
  /** Whether an earlier attempt was interrupted. */
  readonly again: boolean;
  /**
   * The address that signs the holder of the token in once; null before the site is open and from 10 minutes
   * after that on.
   */
  readonly entrance: string | null;
}

/**
 * The birth that a link names. Null for an unknown operation, for one that is no birth, and for a wrong token,
 * so that nobody learns anything without the link.
 */
export async function findComing(operationId: string, token: string): Promise<Coming | null> {
  if (!z.uuid().safeParse(operationId).success || token.length > 200) return null;
  const operation = await directoryAbout(operationId).read((tx) => findOperation(tx, operationId));
  const order = operation?.kind === "create" ? OrderSchema.safeParse(operation.input) : null;
  if (!operation || !order?.success || !isHashOf(order.data.handOver, token)) return null;
  const tenant = await directory.read((tx) => findTenantById(tx, order.data.tenantId));
  const open = tenant !== null && tenant.state !== "founding";
  const common = {
    name: tenant?.slug ?? operation.slug,
    preset: order.data.preset,
    again: operation.attempts > 1,
  };
  if (!open) return { ...common, at: stageOf(operation), entrance: null };
  const fresh = Date.now() - (operation.endedAt ?? new Date()).getTime() < 9 * 60_000;
  const way = `/welcome?${new URLSearchParams({ token })}`;
  return { ...common, at: "open", entrance: fresh ? addressOf(tenant.slug, way) : null };
}

function stageOf({ state, step }: Operation): Coming["at"] {
  // A birth that succeeded and whose tenant was removed since counts as failed too.
  if (state === "failed" || state === "succeeded") return "failed";
  if (step === FURNISHING) return "furnishing";
  return step === MAKING ? "making" : "held";
}

function isHashOf(hash: string, token: string): boolean {
  const [kept, given] = [Buffer.from(hash), Buffer.from(hashToken(token))];
  return kept.length === given.length && timingSafeEqual(kept, given);
}
