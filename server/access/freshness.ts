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
  const version = await versionOf(tenant);
  return version === null ? null : `${tenant.id} ${version}`;
}

/** The tenant whose site this is, under which what is addressed by its content may be kept; null as above. */
export async function holderOf(site: string): Promise<string | null> {
  return (await openTenant(site))?.id ?? null;
}

async function openTenant(site: string): Promise<Tenant | null> {
  const tenant = await tenantNamed(site);
  return tenant?.state === "active" && tenant.confirmed ? tenant : null;
}

const versionOf = togetherBy(
  (tenant: Tenant) => openScope(tenant, { kind: "visitor" }).read(findSiteVersion),
  // A tenant that moves is read where the directory said it lives, for each who asked.
  ({ id, database: { server, name, generation } }) => `${id} ${server}/${name} ${generation}`,
);
