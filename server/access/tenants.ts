import { env } from "@/base/env";
import { shared } from "@/base/shared";
import { currentTrace, noteSite, noteTenant, type Trace } from "@/base/telemetry/trace";
import { directory } from "@/db/platform/directory";
import { type FormerOwner, findFormerOwner } from "@/db/platform/queries/names";
import { findOnlyTenant } from "@/db/platform/queries/tenants";
import { findTenantNamed } from "@/db/platform/tenant-named";
import type { Tenant } from "@/db/scope";
import { togetherBy } from "./together";

/** What a name stands for: the tenant that has it, or the tenant that had it before; at most one of the two. */
export interface Named {
  readonly tenant: Tenant | null;
  readonly former: FormerOwner | null;
}

/** Cached for one request only, so that the next request at every replica sees a change. */
type NamesByRequest = WeakMap<Trace, Map<string, Promise<Named>>>;

/** The tenant of a site's name, or null. */
export async function tenantNamed(slug: string): Promise<Tenant | null> {
  noteSite(slug);
  const { tenant } = await lookUp(slug);
  if (tenant) noteTenant(tenant);
  return tenant;
}

/** What a site's name stands for, asked of the platform once in each request. */
export async function lookUp(slug: string): Promise<Named> {
  const known = knownHere();
  const asked = known?.get(slug) ?? readOnce(slug);
  known?.set(slug, asked);
  return asked;
}

const readOnce = togetherBy(read, (slug: string) => slug);

async function read(slug: string): Promise<Named> {
  const tenant = (await findTenantNamed(slug)) ?? (await tenantOfStack());
  if (tenant) return { tenant, former: null };
  return { tenant, former: await directory.read((tx) => findFormerOwner(tx, slug)) };
}

/**
 * In a stack: its one tenant, whatever the name. The platform forwards only that tenant's requests, and may
 * know a new name before the stack's directory does.
 */
async function tenantOfStack(): Promise<Tenant | null> {
  return env().STACK ? directory.read(findOnlyTenant) : null;
}

/** Whether a name stands or stood for a site, in whatever state. */
export async function knowsSite(slug: string): Promise<boolean> {
  const { tenant, former } = await lookUp(slug);
  return tenant !== null || former !== null;
}

/** Forgets a name after a change, for what the same request asks afterwards. */
export function forgetTenant(slug: string): void {
  knownHere()?.delete(slug);
}

/** Null outside of requests. */
function knownHere(): Map<string, Promise<Named>> | null {
  const request = currentTrace();
  if (!request?.requestId) return null;
  const all = shared("tenants", (): NamesByRequest => new WeakMap());
  const known = all.get(request) ?? new Map<string, Promise<Named>>();
  all.set(request, known);
  return known;
}
