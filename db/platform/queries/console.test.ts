import { beforeAll, describe, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { tenants } from "@/db/platform/schema";
import { describeTwins } from "@/db/testing";
import { addAuditLine } from "./audit";
import { countByState, findConsoleTenant } from "./console";
import { LINES_PER_PAGE, listAuditPage } from "./console-audit";
import {
  countTenants,
  listTenantPage,
  TENANTS_PER_PAGE,
  type TenantFilter,
} from "./console-tenant-page";
import { listWorkOf } from "./console-work";
import { countWork, listNewsOf } from "./console-work-news";
import { listAllDatabases } from "./databases";
import { endOperation, orderOperation } from "./operations";

describeTwins("the console", (twins) => {
  const all = async (filter: TenantFilter) => {
    const slugs: string[] = [];
    for (let page = 1; ; page++) {
      const found = await platform.read((tx) => listTenantPage(tx, filter, page));
      slugs.push(...found.map(({ slug }) => slug));
      if (found.length < TENANTS_PER_PAGE) return slugs;
    }
  };
  let stem = "";

  beforeAll(async () => {
    stem = `many-${twins().ours.tenant.id.slice(0, 8)}`;
    const [pool] = await platform.read(listAllDatabases);
    const rows = Array.from({ length: 120 }, (_, n) => ({
      slug: `${stem}-${String(n).padStart(3, "0")}`,
      state: n % 10 === 0 ? ("suspended" as const) : ("active" as const),
      databaseId: pool?.id ?? "",
    }));
    await platform.write((tx) => tx.insert(tenants).values(rows));
  });

  test("every tenant stands on exactly one page, in the order of names", async () => {
    const slugs = await all({ q: stem });
    expect(slugs).toHaveLength(120);
    expect(new Set(slugs).size).toBe(120);
    expect(slugs).toEqual([...slugs].sort());
    expect(await platform.read((tx) => countTenants(tx, { q: stem }))).toBe(120);
  });

  test("states and placements filter, together with the search", async () => {
    expect(await all({ q: stem, state: "suspended" })).toHaveLength(12);
    expect(await all({ q: stem, state: "suspended", placement: "own" })).toEqual([]);
    const { theirs } = twins();
    const found = await all({ q: theirs.tenant.slug, placement: theirs.tenant.placement });
    expect(found).toContain(theirs.tenant.slug);
  });

  test.each(["%", "_", "\\", "many_", "'; drop table tenants; --"])(
    "%j is looked for as it stands",
    async (q) => {
      expect(await all({ q })).toEqual([]);
    },
  );

  test("counts by state add up to all tenants there are", async () => {
    const [states, total] = await platform.read((tx) =>
      Promise.all([countByState(tx), countTenants(tx, {})]),
    );
    expect(states.reduce((sum, one) => sum + one.tenants, 0)).toBe(total);
  });

  test("a tenant is shown with its own work and nobody else's, never with what the work was given", async () => {
    const { ours, theirs } = twins();
    const id = await platform.write(async (tx) => {
      const order = { kind: "probe", input: { word: "inside" }, exclusive: false } as const;
      await orderOperation(tx, { ...order, tenantId: theirs.tenant.id, orderedBy: "owner" });
      return orderOperation(tx, { ...order, tenantId: ours.tenant.id, orderedBy: "owner" });
    });
    await platform.write((tx) => endOperation(tx, id ?? "", "failed", "It broke."));
    const [work, news, counts] = await platform.read((tx) =>
      Promise.all([
        listWorkOf(tx, ours.tenant.id),
        listNewsOf(tx, [ours.tenant.id, theirs.tenant.id]),
        countWork(tx),
      ]),
    );
    expect(work).toMatchObject([{ id, state: "failed", error: "It broke." }]);
    expect(JSON.stringify([work, news])).not.toContain("inside");
    expect(news.filter(({ tenantId }) => tenantId === ours.tenant.id)).toHaveLength(1);
    expect(counts.failed).toBeGreaterThan(0);
    expect((await platform.read((tx) => findConsoleTenant(tx, ours.tenant.id)))?.slug).toBe(
      ours.tenant.slug,
    );
  });

  describe("the audit log", () => {
    test("is read page by page without a line lost or shown twice", async () => {
      const { ours } = twins();
      const actor = `operator of ${ours.tenant.slug}`;
      const length = LINES_PER_PAGE + 20;
      await platform.write(async (tx) => {
        // All lines have the same time, because a page may end between two such lines.
        for (let n = 0; n < length; n++)
          await addAuditLine(tx, { actor, action: `line ${n}`, tenantId: ours.tenant.id });
      });
      const first = await platform.read((tx) => listAuditPage(tx, { q: actor }));
      const rest = await platform.read((tx) =>
        listAuditPage(tx, { q: actor, before: first.at(-1)?.id }),
      );
      expect([first.length, rest.length]).toEqual([LINES_PER_PAGE, 20]);
      expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(length);
    });
  });
});
