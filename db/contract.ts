import type postgres from "postgres";
import { type Guard, listAccessViolations } from "./contract/access";
import { listCatalogueViolations } from "./contract/catalogue";
import { listObjectViolations } from "./contract/objects";
import { listPolicyViolations } from "./contract/policies";
import { seenBy } from "./tenant/audiences";

/**
 * Tables of `public` that need not be tenant tables. There are none; a new one needs a reason here. The one schema that is
 * exempt as a whole is `catalogue`: see contract/catalogue.ts.
 */
const EXCEPTIONS: readonly string[] = [];

/**
 * Walks the system catalogue of a tenant database and lists what breaks the contract: each table has a tenant, a
 * primary key that begins with it, row-level security enabled and forced, exactly the expected policies, grants
 * and triggers, unique keys within the tenant, and references that carry it. Nothing else may bypass them: no
 * function, view, rule, schema, role or setting.
 * @param sql an administrator's connection
 * @param group the group role of the runtime logins
 * @param guard DATABASE_GUARD: with `managed`, set_config may be callable where policies don't go by settings
 * @returns one sentence for each violation
 */
export async function listViolations(
  sql: postgres.ISql,
  group: string,
  guard: Guard = "full",
): Promise<string[]> {
  // Asked together, so that they go out in one round trip.
  const asked = sql<Table[]>`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      pg_get_userbyid(c.relowner) as owner,
      pg_has_role(${group}, c.relowner, 'member') as "ownedByRuntime",
      has_table_privilege(${group}, c.oid, 'truncate') as truncates,
      has_table_privilege(${group}, c.oid, 'trigger') or has_table_privilege(${group}, c.oid, 'references') as alters,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull
        and a.atttypid = 'uuid'::regtype) as "hasTenant",
      (select a.attnotnull and a.atttypid = 'boolean'::regtype from pg_attribute a where a.attrelid = c.oid
        and a.attname = 'hidden') as hides,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and not a.attnotnull) as nullable,
      array(select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
        and k.convalidated) as checks,
      (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid
        and a.attnum = d.adnum where d.adrelid = c.oid and a.attname = 'tenant_id') as filling
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f', 'm', 'v')
    order by 1`;
  const askedKeys = sql<Key[]>`
    select conrelid::regclass::text as table, conname as name, contype as kind, confrelid::regclass::text as target,
      contype = 'f' and confupdtype = 'c' and convalidated as follows,
      array(select a.attname::text from unnest(conkey) with ordinality k(n, o) join pg_attribute a
        on a.attrelid = conrelid and a.attnum = k.n order by k.o) as columns,
      array(select a.attname::text from unnest(confkey) with ordinality k(n, o) join pg_attribute a
        on a.attrelid = confrelid and a.attnum = k.n order by k.o) as "targetColumns"
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f')
    union all
    select indrelid::regclass::text, indexrelid::regclass::text, 'u', '', false, array(select a.attname::text
      from unnest(indkey) with ordinality k(n, o) join pg_attribute a on a.attrelid = indrelid and a.attnum = k.n
      order by k.o), '{}'
    from pg_index where indisunique and indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)`;
  const [tables, keys, policies, objects, catalogue, access] = await Promise.all([
    asked,
    askedKeys,
    listPolicyViolations(sql, EXCEPTIONS),
    listObjectViolations(sql, group),
    listCatalogueViolations(sql, group),
    listAccessViolations(sql, group, guard),
  ]);
  const guarded = tables.filter((table) => !EXCEPTIONS.includes(table.name));
  return [
    ...guarded.flatMap((table) => [
      ...violationsOf(table),
      ...keyViolations(
        table.name,
        keys.filter((key) => key.table === table.name),
      ),
      ...hiddenViolations(table, keys),
    ]),
    ...policies,
    ...objects,
    ...catalogue,
    ...access,
  ];
}

interface Table {
  readonly name: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly owner: string;
  readonly ownedByRuntime: boolean;
  readonly truncates: boolean;
  readonly alters: boolean;
  readonly hasTenant: boolean;
  /** Whether it has a column `hidden` that says yes or no of each row; null without such a column. */
  readonly hides: boolean | null;
  readonly nullable: readonly string[];
  /** Its checks, as Postgres prints them. */
  readonly checks: readonly string[];
  readonly filling: string | null;
}

interface Key {
  readonly table: string;
  readonly name: string;
  readonly kind: string;
  readonly target: string;
  /** A reference that holds for every row and whose row changes with the one it refers to. */
  readonly follows: boolean;
  readonly columns: readonly string[];
  readonly targetColumns: readonly string[];
}

const FILLING = "(NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid";

function violationsOf(table: Table): string[] {
  const found: [boolean, string][] = [
    [!table.hasTenant, "has no tenant_id uuid not null"],
    [table.filling !== FILLING, "does not fill tenant_id in from the scope"],
    [!table.enabled, "has row-level security switched off"],
    [!table.forced, "does not force row-level security on its owner"],
    [table.ownedByRuntime, `is owned by ${table.owner}, which the runtime role can act as`],
    [table.truncates, "may be truncated by the runtime role, which no policy stops"],
    [table.alters, "lets the runtime role add triggers or references"],
  ];
  return found.filter(([wrong]) => wrong).map(([, sentence]) => `${table.name} ${sentence}`);
}

function keyViolations(table: string, keys: readonly Key[]): string[] {
  const primary = keys.find((key) => key.kind === "p");
  const found =
    primary?.columns.join() === "tenant_id,id" ? [] : [`${table} has not the key (tenant_id, id)`];
  for (const key of keys) {
    if (key.kind === "u" && key.columns[0] !== "tenant_id")
      found.push(`${table}: ${key.name} is unique across tenants`);
    if (
      key.kind === "f" &&
      (key.columns[0] !== "tenant_id" || key.targetColumns[0] !== "tenant_id")
    )
      found.push(`${table}: ${key.name} refers to ${key.target} without the tenant`);
  }
  return found;
}

/**
 * A table whose rows follow another's has to carry `hidden` in the reference, or the two could differ. Where a row may
 * follow none, for which no reference holds, a check has to hide it.
 */
function hiddenViolations(
  { name, hides, nullable, checks }: Table,
  keys: readonly Key[],
): string[] {
  const word = seenBy.get(name);
  if (word?.who !== "follows its parent") return [];
  const held = keys.some(
    ({ table, follows, target, columns, targetColumns }) =>
      table === name &&
      follows &&
      target === word.parent &&
      columns.join() === `tenant_id,${word.own},hidden` &&
      targetColumns.join() === "tenant_id,id,hidden",
  );
  const alone =
    !nullable.includes(word.own) ||
    checks.includes(`CHECK (((${word.own} IS NOT NULL) OR hidden))`);
  return held && hides && alone
    ? []
    : [`${name} could be shown while its row of ${word.parent} is hidden`];
}
