import type { Database } from "@/db/platform/queries/databases";
import { settingsOf } from "@/db/scope";
import { adminOf } from "@/db/servers";

/** Whose rows and seals a database holds. */
export interface Holding {
  readonly database: Database;
  /** Ids of tenants that have rows here. */
  readonly tenants: readonly string[];
  /** Ids of tenants that are sealed here now. */
  readonly sealed: readonly string[];
}

/** @throws Error when the database can't be reached */
export async function holdingOf(database: Database): Promise<Holding> {
  const admin = adminOf(database);
  try {
    return await admin.begin("read only", async (sql) => {
      // The administrator of a managed server is bound by policies, which hide from visitors what members see.
      await sql.unsafe(settingsOf({ id: NOBODY }, { kind: "system" }));
      const tables = await sql<{ name: string }[]>`
        select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'tenant_id'`;
      const tenants = new Set<string>();
      // Jumps from tenant to tenant through the index, because a pool may hold millions of rows of few tenants.
      for (const { name } of tables)
        for (const { id } of await sql<{ id: string }[]>`
          with recursive t as (
            (select tenant_id from ${sql(name)} order by tenant_id limit 1)
            union all
            select (select x.tenant_id from ${sql(name)} x where x.tenant_id > t.tenant_id order by 1 limit 1)
            from t where t.tenant_id is not null
          ) select tenant_id::text as id from t where tenant_id is not null`)
          tenants.add(id);
      const sealed = await sql<{ id: string }[]>`
        select tenant_id::text as id from ledger.seals where until > clock_timestamp()`;
      return { database, tenants: [...tenants], sealed: sealed.map(({ id }) => id) };
    });
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** No tenant has it: what tenants' policies would show is not what is looked for. */
const NOBODY = "00000000-0000-0000-0000-000000000000";
