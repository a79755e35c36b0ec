import { randomBytes, randomUUID } from "node:crypto";
import { withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { generateTenants } from "@/db/seed/generator";
import { filesOf } from "@/server/photos/photo-files";
import type { Testbed } from "./testbed";

const ITEMS = 10_000;
const PHOTOS = 500;

/** Of each of a photo's three sizes, in bytes. */
const SIZE = 200_000;

let made: Promise<Tenant> | undefined;

/** The tenant of the figures on a large site: 10,000 items and 500 photos, 300 MB of files. Made once in a run. */
export function largeCollector(testbed: Testbed): Promise<Tenant> {
  made ??= makeCollector(testbed);
  return made;
}

async function makeCollector(testbed: Testbed): Promise<Tenant> {
  testbed.report(`Making a tenant with ${ITEMS} items and ${PHOTOS} photos`);
  const databaseName = testbed.few.database.name;
  const order = { tenants: 1, items: ITEMS, prefix: "collector", databaseName };
  const [tenant] = await generateTenants(order, testbed.report);
  if (!tenant) throw new Error("The tenant was not made.");
  const keys = Array.from({ length: PHOTOS }, () => `photos/${randomUUID()}`);
  const files = filesOf(tenant);
  for (const key of keys)
    for (const size of ["full", "shelf", "thumb"])
      await files.put(`${key}/${size}.webp`, randomBytes(SIZE), { type: "image/webp" });
  await withTenantRows(tenant.database, tenant.id, "write", ({ sql }) =>
    sql.unsafe(
      `insert into photos (item_id, key, width, height, colour)
        select i.id, k.key, 2000, 1500, '#8090a0'
        from (select id, row_number() over (order by id) as number from items) i
        join unnest(string_to_array($1, ',')) with ordinality k (key, number) using (number)`,
      [keys.join(",")],
    ),
  );
  return tenant;
}
