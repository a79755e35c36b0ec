import { count, eq, sql } from "drizzle-orm";
import type { Tenant } from "@/db/scope";
import type { PlatformReadTx } from "../door";
import { databases, tenants } from "../schema";
import { placementOfDatabase } from "./stacks";

/** What the console knows of a tenant: where it lives and how large it is, never what it holds. */
export interface ConsoleTenant
  extends Pick<Tenant, "id" | "slug" | "state" | "confirmed" | "placement"> {
  readonly databaseName: string;
  /** host:port, empty for the platform's own. */
  readonly server: string;
  readonly schemaVersion: string;
  readonly items: number;
  readonly bytes: number;
  /** When items and bytes were counted; null before the first time. */
  readonly measuredAt: Date | null;
  readonly purgeAt: Date | null;
  readonly createdAt: Date;
}

/** The columns of a tenant as the console knows it. */
export const shape = {
  id: tenants.id,
  slug: tenants.slug,
  state: tenants.state,
  confirmed: sql<boolean>`${tenants.confirmedAt} is not null`,
  placement: placementOfDatabase,
  databaseName: databases.name,
  server: databases.server,
  schemaVersion: databases.schemaVersion,
  items: tenants.itemCount,
  bytes: tenants.bytes,
  measuredAt: tenants.measuredAt,
  purgeAt: tenants.purgeAt,
  createdAt: tenants.createdAt,
};

/** The tenant with this id, or null. */
export async function findConsoleTenant(
  tx: PlatformReadTx,
  id: string,
): Promise<ConsoleTenant | null> {
  const [row] = await tx
    .select(shape)
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .where(eq(tenants.id, id));
  return row ?? null;
}

/** How many tenants there are of each state in each kind of database. */
export async function countByState(
  tx: PlatformReadTx,
): Promise<(Pick<ConsoleTenant, "state" | "placement"> & { readonly tenants: number })[]> {
  return tx
    .select({ state: tenants.state, placement: placementOfDatabase, tenants: count() })
    .from(tenants)
    .innerJoin(databases, eq(databases.id, tenants.databaseId))
    .groupBy(tenants.state, placementOfDatabase);
}
