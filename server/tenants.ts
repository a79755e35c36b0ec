import { platform } from "@/db/platform/door";
import { type FormerOwner, findFormerOwner } from "@/db/platform/queries/names";
import { findOnlyTenant, findTenant } from "@/db/platform/queries/tenants";
import type { Tenant } from "@/db/scope";
import { noteTenant } from "@/telemetry/trace";
import { env } from "./env";

/** How long a replica may go on with what it knows of a name, in milliseconds: changes reach it by then. */
export const FRESH = 1000;

/** What a name stands for: a tenant, or the one that had it before. Of these at most one is there. */
export interface Named {
  readonly tenant: Tenant | null;
  readonly former: FormerOwner | null;
}

type Known = Map<string, { named: Named; until: number }>;

const KEY = Symbol.for("swingtag.tenants");

/** The tenant of a site's name, or null. */
export async function tenantNamed(slug: string): Promise<Tenant | null> {
  const { tenant } = await lookUp(slug);
  if (tenant) noteTenant(tenant);
  return tenant;
}

/** What a site's name stands for. Only what exists is remembered: a new site is found at once. */
export async function lookUp(slug: string): Promise<Named> {
  const now = Date.now();
  const known = remembered();
  const last = known.get(slug);
  if (last && last.until > now) return last.named;
  const [found, former] = await platform.read((tx) =>
    Promise.all([findTenant(tx, slug), findFormerOwner(tx, slug)]),
  );
  const tenant = found ?? (await tenantOfStack());
  const named = { tenant, former: tenant ? null : former };
  if (known.size > 10_000) known.clear();
  if (tenant || former) known.set(slug, { named, until: now + FRESH });
  else known.delete(slug);
  return named;
}

/**
 * In a stack: its one tenant. The platform passes on what is for that alone, and may know a new name some
 * seconds before the directory here does.
 */
async function tenantOfStack(): Promise<Tenant | null> {
  return env().STACK ? platform.read(findOnlyTenant) : null;
}

/** Whether a name stands or stood for a site, in whatever state. */
export async function knowsSite(slug: string): Promise<boolean> {
  const { tenant, former } = await lookUp(slug);
  return tenant !== null || former !== null;
}

/** Forgets a name on this replica, after a change that the next request must see. */
export function forgetTenant(slug: string): void {
  remembered().delete(slug);
}

/** Pages and route handlers are bundled apart, so what one forgets the other knows unless they share it. */
function remembered(): Known {
  const shared = globalThis as { [KEY]?: Known };
  shared[KEY] ??= new Map();
  return shared[KEY];
}
