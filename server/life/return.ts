import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { addressOf, keyFor } from "@/base/env";
import type { DirectoryReadTx } from "@/db/platform/directory";
import { listOperations, type Operation } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";

/** The kind of operation that removes a deleted tenant. */
export const PURGE = "purge";

/** How long everything can be brought back, in days. */
export const RETURN_DAYS = 30;

/** The input of a removal. `was` is the state of the site after it is brought back. */
export const PurgeInput = z.object({
  tenantId: z.uuid(),
  was: z.enum(["active", "suspended"]),
});

/** The removal that a link undoes. A later removal of the same tenant has another id, and so another link. */
export interface Return {
  readonly tenantId: string;
  readonly operationId: string;
}

/** The signed address of the page that brings a deleted site back; it is valid as long as that removal waits. */
export function bringBackAddress(about: Return): string {
  return addressOf(null, `/bring-back?${new URLSearchParams({ token: tokenOf(about) })}`);
}

/** What a bring-back token stands for, or null when its signature is not ours. */
export function readBringBack(token: string): Return | null {
  const [tenantId, operationId] = token.split(".");
  if (!tenantId || !operationId || token.length > 200) return null;
  const expected = Buffer.from(tokenOf({ tenantId, operationId }));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? { tenantId, operationId }
    : null;
}

/** The removal that a deleted tenant waits for, or null. */
export async function findRemoval(
  tx: DirectoryReadTx,
  tenantId: string,
): Promise<Operation | null> {
  const all = await listOperations(tx, tenantId, 200);
  return (
    all.find(({ kind, state }) => kind === PURGE && (state === "waiting" || state === "running")) ??
    null
  );
}

/** What a site was before it was deleted. */
export function stateBefore(
  removal: Operation | null,
): Extract<Tenant["state"], "active" | "suspended"> {
  return PurgeInput.safeParse(removal?.input).data?.was ?? "active";
}

function tokenOf({ tenantId, operationId }: Return): string {
  const text = `${tenantId}.${operationId}`;
  return `${text}.${createHmac("sha256", keyFor("bring back")).update(text).digest("base64url")}`;
}
