import { currentTrace, type Trace } from "@/base/telemetry/trace";
import { openScope, type Tenant } from "@/db/scope";
import { findSiteVersion } from "@/db/tenant/queries/site";
import { tenantNamed } from "./tenants";
import { togetherBy } from "./together";

/**
 * The key under which a site's public pages may be kept: the tenant and the version of what visitors see, read
 * from that tenant's own database. Null if nothing may be kept, because the site is unknown, suspended or
 * unconfirmed.
 */
export async function freshnessOf(site: string): Promise<string | null> {
  const tenant = await openTenant(site);
  if (!tenant) return null;
  remember(site, tenant);
  const version = await (foreseenFor(tenant) ?? versionOf(tenant));
  return version === null ? null : `${tenant.id} ${version}`;
}

/** The tenant whose site this is, under which what is addressed by its content may be kept; null as above. */
export async function holderOf(site: string): Promise<string | null> {
  return (await openTenant(site))?.id ?? null;
}

/**
 * Begins to read a site's version where its tenant was the last time, beside the question where it is now, so that both
 * take one round trip. That answer counts only if the tenant is still the same and still there.
 */
export function foreseeFreshness(site: string): void {
  const request = currentTrace();
  const tenant = lately.get(site);
  if (!request?.requestId || !tenant) return;
  const version = versionOf(tenant);
  // Where it does not count, nobody waits for it. A tenant that is not there any more is not looked for again.
  const forget = () => {
    if (lately.get(site) === tenant) lately.delete(site);
  };
  version.then((found) => (found === null ? forget() : undefined), forget);
  foreseen.set(request, { place: placeOf(tenant), version });
}

/** Each site's tenant as the directory said it last. Nothing is answered by it. */
const lately = new Map<string, Tenant>();
const SITES = 10_000;

const foreseen = new WeakMap<Trace, { place: string; version: Promise<number | null> }>();

function remember(site: string, tenant: Tenant): void {
  lately.delete(site);
  lately.set(site, tenant);
  if (lately.size > SITES) for (const oldest of lately.keys()) return void lately.delete(oldest);
}

function foreseenFor(tenant: Tenant): Promise<number | null> | undefined {
  const request = currentTrace();
  const found = request && foreseen.get(request);
  return found?.place === placeOf(tenant) ? found.version : undefined;
}

async function openTenant(site: string): Promise<Tenant | null> {
  const tenant = await tenantNamed(site);
  return tenant?.state === "active" && tenant.confirmed ? tenant : null;
}

const versionOf = togetherBy(
  (tenant: Tenant) => openScope(tenant, { kind: "visitor" }).read(findSiteVersion),
  placeOf,
);

/** A tenant that moves is read where the directory said it lives, for each who asked. */
function placeOf({ id, database: { server, name, generation } }: Tenant): string {
  return `${id} ${server}/${name} ${generation}`;
}
