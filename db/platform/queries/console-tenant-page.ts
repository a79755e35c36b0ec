import { and, asc, count, eq, type SQL, sql } from "drizzle-orm";
import type { PlatformReadTx } from "../door";
import { databases, tenants } from "../schema";
import { type ConsoleTenant, shape } from "./console";
import { contains } from "./containing";
import { placementOfDatabase } from "./stacks";

export interface TenantFilter {
  /** A part of the name. */
  readonly q?: string;
  readonly state?: ConsoleTenant["state"];
  readonly placement?: ConsoleTenant["placement"];
}

/** Tenants on one page. */
export const TENANTS_PER_PAGE = 50;

/** One page of tenants in the order of their names. @param page counted from 1 */
export async function listTenantPage(
  tx: PlatformReadTx,
  filter: TenantFilter,
  page: number,
): Promise<ConsoleTenant[]> {
  return tx
    .select(shape)
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .where(matches(filter))
    .orderBy(asc(tenants.slug))
    .limit(TENANTS_PER_PAGE)
    .offset((page - 1) * TENANTS_PER_PAGE);
}

/** How many tenants match. */
export async function countTenants(tx: PlatformReadTx, filter: TenantFilter): Promise<number> {
  const [row] = await tx
    .select({ value: count() })
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .where(matches(filter));
  return row?.value ?? 0;
}

function matches({ q, state, placement }: TenantFilter): SQL | undefined {
  return and(
    q ? contains(tenants.slug, q) : undefined,
    state && eq(tenants.state, state),
    placement && sql`${placementOfDatabase} = ${placement}`,
  );
}
