import type postgres from "postgres";
import { expect, test } from "vitest";
import { env } from "@/base/env";
import { migrate } from "./migrate";
import { sealTenant, unsealTenant } from "./seal";
import { namesOf, urlOfDatabase } from "./setup";
import { countShelf } from "./tenant/queries/shelf-counts";
import { query } from "./tenant/queries/testing-shelf";
import { asAdmin, describeTwins, type Twin } from "./testing";
import { until } from "./testing-private-server";
import { testInstallation } from "./testing-server";

const TABLES = ["item_words", "item_facets", "shelf_sets"];

describeTwins("what a former build made", (twins) => {
  test("is made anew by the next migration where one was killed, and nothing is made twice", async () => {
    const { ours } = twins();
    await asAdmin(twins(), ours, async (sql) => {
      const kept = await contentOf(sql, ours);
      await makeFormer(sql, ours);
      expect(await contentOf(sql, ours)).not.toEqual(kept);
      await bringUp(ours);
      expect(await contentOf(sql, ours)).toEqual(kept);
      expect(await sql`select from ledger.outdated`).toHaveLength(0);
      const made = await idsOf(sql, ours);
      await bringUp(ours);
      expect(await idsOf(sql, ours)).toEqual(made);
    });
    expect(await ours.as("visitor").read((tx) => countShelf(tx, query()))).toBe(2);
  });

  test("is made anew while others read and write the same tables", async () => {
    const { ours, theirs } = twins();
    await asAdmin(twins(), ours, async (sql) => {
      const kept = await contentOf(sql, ours);
      await makeFormer(sql, ours);
      await asAdmin(twins(), ours, (other) =>
        // What the statements of a neighbour's save hold, for as long as it lasts.
        other.begin(async (tx) => {
          for (const table of TABLES) await tx.unsafe(`lock table ${table} in row exclusive mode`);
          await tx`select from site where tenant_id = ${theirs.tenant.id} for update`;
          await bringUp(ours);
        }),
      );
      expect(await contentOf(sql, ours)).toEqual(kept);
    });
  });

  test("waits while a move seals the tenant", async () => {
    const { ours } = twins();
    await asAdmin(twins(), ours, async (sql) => {
      const kept = await contentOf(sql, ours);
      await makeFormer(sql, ours);
      const former = await contentOf(sql, ours);
      const seal = await sealTenant(ours.tenant.database, ours.tenant.id, 600);
      const made = bringUp(ours);
      // It has looked, and waits to look again.
      await until(async () => (await idle(sql, ours)).length > 0);
      expect(await contentOf(sql, ours)).toEqual(former);
      await seal.end();
      await unsealTenant(ours.tenant.database, ours.tenant.id);
      await made;
      expect(await contentOf(sql, ours)).toEqual(kept);
    });
  });

  test("is left where the tenant has moved away", async () => {
    const { ours } = twins();
    await asAdmin(twins(), ours, async (sql) => {
      await makeFormer(sql, ours);
      const former = await contentOf(sql, ours);
      const seal = await sealTenant(ours.tenant.database, ours.tenant.id, 600);
      await seal.makePermanent();
      await bringUp(ours);
      expect(await contentOf(sql, ours)).toEqual(former);
      expect(await sql`select from ledger.outdated`).toHaveLength(0);
      await seal.end();
      await unsealTenant(ours.tenant.database, ours.tenant.id);
    });
  });
});

/** Spoils what is kept of the twin, and notes that it is of a former build. */
async function makeFormer(sql: postgres.Sql, { tenant: { id } }: Twin): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local app.restoring = 'on'`;
    await tx`delete from item_words where tenant_id = ${id} and word <> 'a'`;
    await tx`update shelf_sets set bits = ~bits where tenant_id = ${id}`;
    await tx`delete from item_facets where tenant_id = ${id} and facet <> 'all'`;
    await tx`insert into ledger.outdated (tenant_id, what) values (${id}, 'words'), (${id}, 'facets')`;
  });
}

/** What is kept of a twin, without ids and numbers that are given out in any order. */
async function contentOf(sql: postgres.Sql, { tenant: { id } }: Twin) {
  return {
    words:
      await sql`select item_id, word, hidden from item_words where tenant_id = ${id} order by 1, 2, 3`,
    facets: await sql`select item_id, facet, value, hidden, for_members from item_facets
      where tenant_id = ${id} order by 1, 2, 3, 4, 5`,
    sets: await sql`select facet, value, for_members, sum(bit_count(bits))::int as items from shelf_sets
      where tenant_id = ${id} group by 1, 2, 3 order by 1, 2, 3`,
  };
}

/** A migration of the twin's database that has ended a transaction and begun no other. */
function idle(sql: postgres.Sql, { tenant }: Twin) {
  return sql`select from pg_stat_activity where datname = ${tenant.database.name}
    and application_name = 'swingtag migration' and state = 'idle' and query ilike 'commit%'`;
}

function idsOf(sql: postgres.Sql, { tenant: { id } }: Twin) {
  return sql`select id from item_words where tenant_id = ${id} order by id`;
}

function bringUp({ tenant }: Twin): Promise<string[]> {
  const installation = testInstallation();
  const { owner, tenantGroup } = namesOf(env().DATABASE_PREFIX);
  const url = urlOfDatabase(installation.adminUrl, tenant.database.name);
  return migrate({ url, side: "tenant", owner, runtime: tenantGroup });
}
