import postgres from "postgres";
import { expect, test } from "vitest";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { claimTenant } from "@/db/platform/queries/founding";
import { openScope } from "@/db/scope";
import { EMPTY_COPY } from "@/db/tenant/item";
import { addItem } from "@/db/tenant/queries/items";
import { countShelf } from "@/db/tenant/queries/shelf-counts";
import { query } from "@/db/tenant/queries/testing-shelf";
import { describeTwinsInPool, draft } from "@/db/testing";
import { growSites } from "./sizes-grown";

const TIMES = 3;

describeTwinsInPool("a site that is grown", (twins) => {
  test("has each item so many times, with the words and the counts that its triggers would write", async () => {
    const { ours, adminUrl } = twins();
    const tenant = await platform.write((tx) =>
      claimTenant(tx, {
        slug: "grown",
        databaseName: ours.tenant.database.name,
        ownerEmailHash: hashEmail("owner@grown.example"),
        confirmed: true,
      }),
    );
    if (!tenant) throw new Error("The name is taken.");
    // Says a word twice, and one to members alone that the number of its copy says to everyone.
    const priced = { ...EMPTY_COPY, pricePaid: 200, currency: "EUR" };
    await ours
      .as("editor")
      .write((tx) => addItem(tx, draft({ variant: "Old, old face", copies: [priced] })));
    const sql = postgres(adminUrl(tenant.database.name), { max: 1, onnotice: () => {} });
    const { id } = tenant;
    try {
      await growSites(sql, ours.tenant.id, [{ to: id, times: TIMES }]);
      const ofTenant = async (table: string) => {
        const [row] = await sql<{ count: number }[]>`
          select count(*)::int as count from ${sql(table)} where tenant_id = ${id}`;
        return row?.count;
      };
      // Each of the six with a copy.
      for (const table of ["items", "copies"])
        expect([table, await ofTenant(table)]).toEqual([table, 6 * TIMES]);
      // Three are on the shelf: the others are hidden, private, or in the trash.
      const visitor = openScope(tenant, { kind: "visitor" });
      expect(await visitor.read((tx) => countShelf(tx, query()))).toBe(3 * TIMES);
      const derived = () => sql`
        select item_id::text, word as said, for_members, hidden from item_words where tenant_id = ${id}
        union all select facet, concat_ws(' ', value, spelled, part, bit_count(bits)), for_members, false from shelf_sets
          where tenant_id = ${id}
        order by 1, 2, 3`;
      const grown = await derived();
      await sql.begin(async (tx) => {
        // An administrator passes the policies, by which a trigger finds the one site it touches.
        await tx`set local app.restoring = 'on'`;
        await tx`select make_words_anew(${id})`;
        await tx`select make_facets_anew(${id})`;
      });
      expect(await derived()).toEqual(grown);
    } finally {
      await sql.end();
    }
  });
});
