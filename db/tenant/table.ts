import { type SQL, sql } from "drizzle-orm";
import {
  foreignKey,
  type PgColumn,
  type PgColumnBuilderBase,
  type PgTable,
  type PgTableExtraConfigValue,
  pgTable,
  primaryKey,
  uuid,
} from "drizzle-orm/pg-core";
import type { InHistory } from "./in-history";
import type { SeenBy } from "./seen-by";

/** The tenant of the running transaction, as the policies read it: null outside a scope. */
export const currentTenant: SQL = sql`nullif(current_setting('app.tenant_id', true), '')::uuid`;

const identity = {
  tenantId: uuid("tenant_id").notNull().default(currentTenant),
  id: uuid("id").notNull().defaultRandom(),
};

type Identity = typeof identity;

/** What a table's author says of it beside its columns. */
export interface Declared {
  readonly seenBy: SeenBy;
  readonly history: InHistory;
  readonly table: PgTable;
}

const declared = new Map<string, Declared>();

/** Every table that was declared, with what its author says of it. */
export const declaredTables: ReadonlyMap<string, Declared> = declared;

/**
 * The only way to declare a table that tenants own. Adds `tenant_id` (filled in from the scope, so that
 * no insert names it), `id`, and the primary key `(tenant_id, id)`. Row-level security, FORCE, the policy
 * and the grants come from `guard.sql`, which runs after each migration over every table there is.
 * @param seenBy who may see a row, which the policies hold whatever a query forgets
 * @param history whether each change is kept, so that people can read it and take it back
 * @param extras indexes, checks and references; unique ones must lead with the tenant, references carry it
 */
export function tenantTable<
  Name extends string,
  Columns extends Record<string, PgColumnBuilderBase>,
>(
  name: Name,
  seenBy: SeenBy,
  history: InHistory,
  columns: Columns,
  extras: (table: TenantColumns<Name, Columns>) => PgTableExtraConfigValue[] = () => [],
) {
  const table = pgTable(name, { ...identity, ...columns }, (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    ...extras(table),
  ]);
  declared.set(name, { seenBy, history, table });
  return table;
}

type TenantColumns<
  Name extends string,
  Columns extends Record<string, PgColumnBuilderBase>,
> = Parameters<Exclude<Parameters<typeof pgTable<Name, Identity & Columns>>[2], undefined>>[0];

/** A reference within the tenant: `(tenant_id, column) → table(tenant_id, id)`. */
export function reference(
  table: { tenantId: PgColumn },
  column: PgColumn,
  target: { tenantId: PgColumn; id: PgColumn },
) {
  return foreignKey({
    columns: [table.tenantId, column],
    foreignColumns: [target.tenantId, target.id],
  });
}
