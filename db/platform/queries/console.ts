import { and, asc, count, desc, eq, ilike, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { PlatformReadTx } from "../door";
import { audit, databases, operations, tenants } from "../schema";
import type { AuditLine } from "./audit";
import type { Operation } from "./operations";
import { placementOfDatabase } from "./stacks";

/** What the console knows of a tenant: where it lives and how large it is, never what it holds. */
export interface ConsoleTenant {
  readonly id: string;
  readonly slug: string;
  readonly state: "founding" | "active" | "suspended" | "deleted";
  readonly confirmed: boolean;
  readonly placement: "pool" | "own" | "stack";
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

export interface TenantFilter {
  /** A part of the name. */
  readonly q?: string;
  readonly state?: ConsoleTenant["state"];
  readonly placement?: ConsoleTenant["placement"];
}

/** Tenants on one page. */
export const TENANTS_PER_PAGE = 50;

const shape = {
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

/** What an operation is doing or why it ended; never what it was given or keeps. */
export type ConsoleOperation = Omit<Operation, "input" | "memory" | "exclusive" | "trace">;

const work = {
  id: operations.id,
  kind: operations.kind,
  tenantId: operations.tenantId,
  slug: operations.slug,
  state: operations.state,
  step: operations.step,
  done: operations.done,
  total: operations.total,
  attempts: operations.attempts,
  error: operations.error,
  orderedBy: operations.orderedBy,
  reason: operations.reason,
  runAt: operations.runAt,
  createdAt: operations.createdAt,
  startedAt: operations.startedAt,
  endedAt: operations.endedAt,
};

/** A tenant's operations, newest first. */
export async function listWorkOf(
  tx: PlatformReadTx,
  tenantId: string,
  limit = 30,
): Promise<ConsoleOperation[]> {
  return tx
    .select(work)
    .from(operations)
    .where(eq(operations.tenantId, tenantId))
    .orderBy(desc(operations.createdAt))
    .limit(limit);
}

/**
 * Operations in these states, newest first; those that wait for their time come last.
 * @param byPeople only what somebody ordered, not what Swingtag does by itself with each birth
 */
export async function listWork(
  tx: PlatformReadTx,
  states: readonly Operation["state"][],
  limit = 100,
  byPeople = false,
): Promise<ConsoleOperation[]> {
  return tx
    .select(work)
    .from(operations)
    .where(
      and(
        inArray(operations.state, [...states]),
        byPeople ? ne(operations.orderedBy, "Swingtag") : undefined,
      ),
    )
    .orderBy(
      sql`${operations.runAt} > now()`,
      sql`coalesce(${operations.endedAt}, ${operations.createdAt}) desc`,
    )
    .limit(limit);
}

/** How many operations are in each state; waiting ones whose time has not come are `later`. */
export async function countWork(
  tx: PlatformReadTx,
): Promise<{ readonly running: number; readonly later: number; readonly failed: number }> {
  const open = inArray(operations.state, ["waiting", "running"]);
  const [row] = await tx
    .select({
      running:
        sql<number>`count(*) filter (where ${open} and ${operations.runAt} <= now())`.mapWith(
          Number,
        ),
      later: sql<number>`count(*) filter (where ${open} and ${operations.runAt} > now())`.mapWith(
        Number,
      ),
      failed: sql<number>`count(*) filter (where ${operations.state} = 'failed')`.mapWith(Number),
    })
    .from(operations);
  return row ?? { running: 0, later: 0, failed: 0 };
}

/** For each of these tenants what is under way now, and the last failure; at most one of each. */
export async function listNewsOf(
  tx: PlatformReadTx,
  tenantIds: readonly string[],
): Promise<ConsoleOperation[]> {
  if (tenantIds.length === 0) return [];
  return tx
    .selectDistinctOn([operations.tenantId, operations.state], work)
    .from(operations)
    .where(
      and(
        inArray(operations.tenantId, [...tenantIds]),
        inArray(operations.state, ["running", "waiting", "failed"]),
        sql`${operations.runAt} <= now()`,
      ),
    )
    .orderBy(operations.tenantId, operations.state, desc(operations.createdAt));
}

/** Lines of the audit log on one page. */
export const LINES_PER_PAGE = 100;

/**
 * A page of the audit log, newest first.
 * @param before only lines older than this one
 */
export async function listAuditPage(
  tx: PlatformReadTx,
  { q, before }: { readonly q?: string; readonly before?: string },
): Promise<AuditLine[]> {
  const about =
    q && or(contains(audit.slug, q), contains(audit.actor, q), contains(audit.action, q));
  const older =
    before &&
    sql`(${audit.at}, ${audit.id}) < (select b.at, b.id from ${audit} b where b.id = ${before})`;
  return tx
    .select()
    .from(audit)
    .where(and(about || undefined, older || undefined))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(LINES_PER_PAGE);
}

function matches({ q, state, placement }: TenantFilter): SQL | undefined {
  return and(
    q ? contains(tenants.slug, q) : undefined,
    state && eq(tenants.state, state),
    placement && sql`${placementOfDatabase} = ${placement}`,
  );
}

/** What was typed is looked for as it stands: no letter of it is a wildcard. */
function contains(column: PgColumn, text: string): SQL {
  return ilike(column, `%${text.replace(/[\\%_]/g, "\\$&")}%`);
}
