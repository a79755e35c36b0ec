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
  const tenant = await tenantNamed(site);
  if (tenant?.state !== "active" || !tenant.confirmed) return null;
  const version = await versionOf(tenant);
  return version === null ? null : `${tenant.id} ${version}`;
}

const versionOf = togetherBy(
  (tenant: Tenant) => openScope(tenant, { kind: "visitor" }).read(findSiteVersion),
  // A tenant that moves is read where the directory said it lives, for each who asked.
  ({ id, database: { server, name, generation } }) => `${id} ${server}/${name} ${generation}`,
);
