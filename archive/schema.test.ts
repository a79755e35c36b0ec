import { expect, test } from "vitest";
import { withTenantRows } from "@/db/rows";
import { asAdmin, describeTwins, type Twin } from "@/db/testing";
import { schemaOf } from "./schema";

describeTwins("the rows of a tenant", (twins) => {
  test("count as those of the build before while words or facets are to be made anew", async () => {
    const { ours, theirs } = twins();
    const now = await read(ours);
    await asAdmin(twins(), ours, async (sql) => {
      await sql`insert into ledger.outdated (tenant_id, what) values
        (${ours.tenant.id}, 'words'), (${ours.tenant.id}, 'facets')`;
      try {
        const [{ before = "" } = {}] = await sql<{ before: string }[]>`
          select max(name) as before from ledger.migrations where name <> 'guard' and name < ${now}`;
        expect(await read(ours)).toBe(before);
        expect(await read(theirs)).toBe(now);
      } finally {
        await sql`delete from ledger.outdated`;
      }
    });
    expect(await read(ours)).toBe(now);
  });
});

function read({ tenant }: Twin): Promise<string> {
  return withTenantRows(tenant.database, tenant.id, "snapshot", schemaOf);
}
