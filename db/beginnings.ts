import type { DatabaseAddress } from "./pools";
import { withTenantRows } from "./rows";

/**
 * Makes the sets of how words begin of a tenant who has become so large that searches need them; see `beginnings.sql`.
 * Nobody writes there meanwhile: a writer who does not know of the sets would not keep them in step.
 * @throws Error (55P03) when a writer does not end soon, (SW001) while the tenant is sealed; another night will do
 */
export async function makeBeginnings(address: DatabaseAddress, tenantId: string): Promise<void> {
  await withTenantRows(address, tenantId, "write", async ({ sql }) => {
    const [row] = await sql<{ lacks: boolean }[]>`
      select lacks_beginnings(${tenantId}::uuid) as lacks from (select begin_write()) as begun`;
    if (!row?.lacks) return;
    await sql`set local lock_timeout = '10s'`;
    await sql`select pg_advisory_xact_lock(hashtextextended('write ' || ${tenantId}, 0))`;
    await sql`select make_beginnings_anew()`;
  });
}
