import postgres from "postgres";
import { expect, test } from "vitest";
import { withTenantRows } from "@/db/rows";
import { describeTwins, type Twin } from "@/db/testing";
import { schemaOf } from "./schema";

describeTwins("the rows of a tenant", (twins) => {
  test("count as those of the build before while words or facets are to be made anew", async () => {
    const { ours, theirs, adminUrl } = twins();
    const now = await read(ours);
    const sql = postgres(adminUrl(ours.tenant.database.name), { max: 1, onnotice: () => {} });
    try {
      await sql`insert into ledger.outdated (tenant_id, what) values
        (${ours.tenant.id}, 'words'), (${ours.tenant.id}, 'facets')`;
      const [{ before = "" } = {}] = await sql<{ before: string }[]>`
        select max(name) as before from ledger.migrations where name <> 'guard' and name < ${now}`;
      expect(await read(ours)).toBe(before);
      expect(await read(theirs)).toBe(now);
    } finally {
      await sql`delete from ledger.outdated`;
      await sql.end();
    }
    expect(await read(ours)).toBe(now);
  });
});

function read({ tenant }: Twin): Promise<string> {
  return withTenantRows(tenant.database, tenant.id, "snapshot", schemaOf);
}
