import postgres from "postgres";
import { env } from "@/base/env";
import { withDeadline } from "@/db/deadline";
import { closePools } from "@/db/pools";
import { openScope, type Scope } from "@/db/scope";
import { generateTenants } from "@/db/seed/generator";
import {
  createDatabase,
  type Installation,
  namesOf,
  prepareTenantDatabase,
  urlOfDatabase,
} from "@/db/setup";
import { EMPTY_ITEM } from "@/db/tenant/item";
import { addItem } from "@/db/tenant/queries/items";
import { fillSite, RARE } from "./sizes-contents";
import { growSites, renameSite } from "./sizes-grown";
import type { Testbed } from "./testbed";
import { PATIENCE } from "./turns";

/** Sites of several sizes in one pool, and one like the small one that has a pool to itself. */
export interface Sizes {
  /** 1,000 items among large neighbours, and the same in a pool without. */
  readonly small: Scope;
  readonly alone: Scope;
  /** 20,000 items. */
  readonly middle: Scope;
  /** 200,000 items. */
  readonly large: Scope;
}

const ITEMS = 1000;

const made = new WeakMap<Testbed, Promise<Sizes>>();

/** Makes the sites, once for all figures of a run. */
export function sizesOf(testbed: Testbed): Promise<Sizes> {
  const before = made.get(testbed);
  const sizes = before ?? withDeadline(PATIENCE, () => makeSizes(testbed));
  made.set(testbed, sizes);
  return sizes;
}

async function makeSizes({ adminUrl, report }: Testbed): Promise<Sizes> {
  const { DATABASE_PREFIX: prefix, SECRET: secret } = env();
  const installation = { adminUrl, prefix, secret };
  const [shared, single] = [`${prefix}_pool_3`, `${prefix}_pool_4`];
  await prepareTenantDatabase(installation, shared, "pool", report);
  const small = await found("small", shared);
  await fillSite(small, ITEMS);
  report(`${ITEMS} items with all that hangs on them`);
  await copyPool(installation, shared, single);
  await prepareTenantDatabase(installation, single, "pool", report);
  const alone = await found("alone", single);
  await inDatabase(adminUrl, single, (sql) =>
    renameSite(sql, { from: small.tenant.id, to: alone.tenant.id }),
  );
  const middle = await found("middle", shared);
  const large = await found("large", shared);
  await inDatabase(adminUrl, shared, (sql) =>
    growSites(
      sql,
      small.tenant.id,
      [
        { to: middle.tenant.id, times: 20 },
        { to: large.tenant.id, times: 200 },
      ],
      report,
    ),
  );
  report(`${ITEMS * 20} and ${ITEMS * 200} items`);
  for (const scope of [alone, small, middle, large])
    await scope.write((tx) => addItem(tx, { ...EMPTY_ITEM, name: RARE }));
  for (const name of [shared, single])
    await inDatabase(adminUrl, name, (sql) => sql`vacuum analyze`);
  report("Statistics of both pools");
  return { small, alone, middle, large };
}

/** Copies a pool; nobody may be connected to it. */
export async function copyPool(
  installation: Installation,
  from: string,
  name: string,
): Promise<void> {
  const { adminUrl, prefix } = installation;
  await closePools();
  await inDatabase(
    adminUrl,
    "postgres",
    (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${from}`,
  );
  await createDatabase(installation, name, namesOf(prefix).tenantGroup, from);
}

/** Runs work as an administrator in a database. */
export async function inDatabase<T>(
  adminUrl: string,
  name: string,
  work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres(urlOfDatabase(adminUrl, name), { max: 1, onnotice: () => {} });
  return work(sql).finally(() => sql.end());
}

async function found(name: string, databaseName: string): Promise<Scope> {
  const [tenant] = await generateTenants({
    tenants: 1,
    items: 0,
    prefix: `sized-${name}`,
    databaseName,
  });
  if (!tenant) throw new Error("The generator made no tenant.");
  return openScope(tenant, { kind: "system", reason: "bench" });
}
