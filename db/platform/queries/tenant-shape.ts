import { eq, sql } from "drizzle-orm";
import { env } from "@/base/env";
import type { Tenant } from "@/db/scope";
import { databases, tenants } from "../schema";
import { stacks } from "../stack-schema";
import type { DatabaseKind } from "../states";

/** What is asked of a tenant, its database and its stack, if it has one. */
export const shape = {
  id: tenants.id,
  slug: tenants.slug,
  state: tenants.state,
  confirmedAt: tenants.confirmedAt,
  kind: databases.kind,
  databaseName: databases.name,
  databaseServer: databases.server,
  databaseGeneration: databases.generation,
  stackName: stacks.name,
  stackOrigin: stacks.origin,
};

/** For a left join: of a database in a stack, `server` begins with the stack's name. */
export const itsStack = eq(stacks.name, sql`split_part(${databases.server}, '@', 1)`);

/** A row of `shape`; the function `tenant_named` in guard.sql has the same columns. */
export interface TenantRow {
  readonly id: string;
  readonly slug: string;
  readonly state: Tenant["state"];
  readonly confirmedAt: Date | string | null;
  readonly kind: DatabaseKind;
  readonly stackName: string | null;
  readonly stackOrigin: string | null;
  readonly databaseName: string;
  readonly databaseServer: string;
  readonly databaseGeneration: number;
}

/** A tenant as the rest of the program knows it. */
export function tenantOf(row: TenantRow): Tenant {
  return {
    id: row.id,
    slug: row.slug,
    state: row.state,
    confirmed: row.confirmedAt !== null,
    placement: row.stackName || env().STACK ? "stack" : row.kind,
    database: {
      name: row.databaseName,
      server: row.databaseServer,
      generation: row.databaseGeneration,
    },
    ...(row.stackName && { stack: { name: row.stackName, origin: row.stackOrigin ?? "" } }),
  };
}
