import postgres from "postgres";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { claimTenant } from "@/db/platform/queries/founding";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import { urlOfDatabase } from "@/db/setup";
import { addSite } from "@/db/tenant/queries/site";
import { filesOf } from "@/server/photos/photo-files";
import { defaultSkin } from "@/themes/presets";
import { quoted, readCatalogue, type Table } from "./catalogue";
import { furnish } from "./furnish";
import type { Product } from "./installation";
import { learnRows } from "./learn";
import { plantRows } from "./plant";
import { plantFiles } from "./planted-files";
import type { Register } from "./register";
import { makeCanary, type Secrets } from "./secrets";

/** One tenant of the attacked product, with everything it holds. */
export interface TestTenant {
  readonly slug: string;
  readonly host: string;
  readonly tenant: Tenant;
  readonly scope: Scope;
  readonly tables: readonly Table[];
  /** An administrator's connection to its database. */
  readonly sql: postgres.Sql;
  /** Keys of its files, as its own store names them. */
  readonly files: readonly string[];
  /** Raw tokens of live links by what they are for; makePeople sends them. */
  readonly links: Map<string, string>;
  /** Reads its rows anew: `items` → rows as texts. */
  rows(): Promise<ReadonlyMap<string, readonly Fields[]>>;
  /** Ids of what the platform's database says of it. */
  platformIds(): ReturnType<Register["idsOf"]>;
  /** One hash over every row of every table and every file. */
  fingerprint(): Promise<string>;
}

export type Fields = Readonly<Record<string, string | null>>;

/**
 * Creates a tenant, gives it rows in every table and files, and plants canaries in all of them.
 * @param database where it lives
 * @param spared is told of fields that can hold no canary
 */
export async function makeTestTenant(
  product: Product,
  {
    slug,
    database,
    register,
    secrets,
    spared,
    confirmed = true,
  }: {
    slug: string;
    database: string;
    register: Register;
    secrets: Secrets;
    spared: Set<string>;
    confirmed?: boolean;
  },
): Promise<TestTenant> {
  const email = `founder@${slug}.example`;
  const tenant = await platform.write((tx) =>
    claimTenant(tx, {
      slug,
      databaseName: database,
      ownerEmailHash: hashEmail(email),
      confirmed,
    }),
  );
  if (!tenant) throw new Error(`${slug} is taken.`);
  const scope = openScope(tenant, { kind: "system", reason: "isolation" });
  await scope.write((tx) =>
    addSite(tx, slug, { ...defaultSkin("vitrine"), tagline: makeCanary() }),
  );
  await furnish(scope, slug);
  const sql = postgres(urlOfDatabase(product.installation.adminUrl, database), {
    max: 1,
    onnotice: () => {},
  });
  const { tables } = await readCatalogue(sql);
  for (const reason of await plantRows(sql, tables, { id: tenant.id, slug }, secrets))
    spared.add(reason);
  const files = await plantFiles(sql, tenant, slug, secrets);
  await register.plant(tenant, secrets);
  const rows = () => readRows(sql, tables, tenant.id);
  return {
    slug,
    host: `${slug}.${product.domain}:${product.port}`,
    tenant,
    scope,
    tables,
    sql,
    files,
    links: new Map(),
    rows,
    platformIds: () => register.idsOf(tenant.id),
    fingerprint: () => fingerprint(sql, tables, tenant, register),
  };
}

/** Learns rows that have come since, such as sessions. */
export function relearn(
  { sql, tables, tenant, slug }: TestTenant,
  secrets: Secrets,
): Promise<void> {
  return learnRows(sql, tables, { id: tenant.id, slug }, secrets);
}

async function readRows(
  sql: postgres.Sql,
  tables: readonly Table[],
  tenantId: string,
): Promise<ReadonlyMap<string, readonly Fields[]>> {
  const all = new Map<string, readonly Fields[]>();
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ row: Fields }[]>(
      `select (select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(t))) as row
        from ${quoted(name)} t where tenant_id = $1 order by id`,
      [tenantId],
    );
    all.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return all;
}

/** Of all that a tenant has, but for what whoever holds a link counts up by opening it. */
async function fingerprint(
  sql: postgres.Sql,
  tables: readonly Table[],
  tenant: Tenant,
  register: Register,
): Promise<string> {
  const parts = tables.map(({ name }) => {
    const row = name === "shares" ? "(to_jsonb(t) - 'visits' - 'visited_at')" : "t";
    return `select '${name}' as name, md5(coalesce(string_agg(${row}::text, '|' order by id), '')) as hash from ${quoted(name)} t where tenant_id = $1`;
  });
  const rows = await sql.unsafe<{ name: string; hash: string }[]>(parts.join(" union all "), [
    tenant.id,
  ]);
  const files: string[] = [];
  for await (const { key, size } of filesOf(tenant).list("")) files.push(`${key} ${size}`);
  return [
    ...rows.map(({ name, hash }) => `${name} ${hash}`),
    ...files,
    ...(await register.print(tenant.id)),
  ].join("\n");
}
