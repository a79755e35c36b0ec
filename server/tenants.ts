import { platform } from "@/db/platform/door";
import { findTenant } from "@/db/platform/queries/tenants";
import type { Tenant } from "@/db/scope";

/** How long a replica may go on with what it knows of a tenant, in milliseconds: suspension reaches it by then. */
const FRESH = 1000;

type Known = Map<string, { tenant: Tenant; until: number }>;

const KEY = Symbol.for("swingtag.tenants");

/** The tenant of a site's name, or null. Only existing ones are remembered: a new site is found at once. */
export async function tenantNamed(slug: string): Promise<Tenant | null> {
  const now = Date.now();
  const known = remembered();
  const last = known.get(slug);
  if (last && last.until > now) return last.tenant;
  const tenant = await platform.read((tx) => findTenant(tx, slug));
  if (known.size > 10_000) known.clear();
  if (tenant) known.set(slug, { tenant, until: now + FRESH });
  else known.delete(slug);
  return tenant;
}

/** Forgets a tenant on this replica, after a change that the next request must see. */
export function forgetTenant(slug: string): void {
  remembered().delete(slug);
}

/** Pages and route handlers are bundled apart, so what one forgets the other knows unless they share it. */
function remembered(): Known {
  const shared = globalThis as { [KEY]?: Known };
  shared[KEY] ??= new Map();
  return shared[KEY];
}
