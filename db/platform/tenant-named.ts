import { readAlone } from "../alone";
import { poolOf } from "../pools";
import type { Tenant } from "../scope";
import { platformDatabase } from "./as-role";
import { type TenantRow, tenantOf } from "./queries/tenant-shape";

/**
 * The tenant of a site's name, or null, as a transaction of the directory finds it. Asked at each request, so by one
 * statement that needs no `begin`, no role and no `commit` around it; see docs/decisions/page-cache.md.
 */
export async function findTenantNamed(slug: string): Promise<Tenant | null> {
  const pool = await poolOf(platformDatabase());
  const asked = "select * from tenant_named($1)";
  const [row] = await readAlone<TenantRow>(pool, asked, [slug]);
  return row ? tenantOf(row) : null;
}
