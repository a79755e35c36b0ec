import postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { platform } from "@/db/platform/door";
import { findOperation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import { openScope, type Tenant } from "@/db/scope";
import { addItem, changeItem, findItemBySlug } from "@/db/tenant/queries/items";
import { findSiteVersion, nameSite } from "@/db/tenant/queries/site";
import { trashItem } from "@/db/tenant/queries/trash";
import { describeTwins, draft } from "@/db/testing";
import { SiteSealed } from "@/db/transaction";
import { tenantNamed } from "@/server/access/tenants";
import { STEPS } from "@/server/life/move";
import { moverOf } from "./testing-move";

const system = (tenant: Tenant) => openScope(tenant, { kind: "system", reason: "test" });

/** Enough items for writes during each step of a move. */
const ITEMS = 600;

describeTwins("writers during a move", (twins) => {
  const mover = moverOf(twins);
  let hold: postgres.Sql;
  beforeAll(async () => {
    await mover.ourSql(
      twins().ours.tenant.database.name,
      `insert into items (slug, name, animal)
      select 'many-' || n, 'Many ' || n, 'Bear' from generate_series(1, ${ITEMS}) n`,
    );
    hold = postgres(twins().adminUrl(mover.platformName()), { max: 1 });
  });
  afterAll(() => hold.end());

  test("every write that was confirmed is in the new home once, and none that was refused", async () => {
    const moving = new AbortController();
    const writers = Array.from({ length: 5 }, (_, at) => writer(`writer ${at}`, moving.signal));
    for (const to of ["own", "pool"] as const)
      expect(await mover.moveTo(to)).toMatchObject({ state: "succeeded" });
    moving.abort();
    const written = await Promise.all(writers);

    const home = await mover.home();
    const rows = await mover.sql(
      home.database.name,
      `select name, story, trashed_at is not null as trashed from items
      where tenant_id = '${home.id}' and name like 'writer %'`,
    );
    const found = new Map(rows.map(({ name, ...rest }) => [name, rest]));
    expect(found.size, "no name is there twice").toBe(rows.length);
    const expected = new Map(written.flatMap(({ kept }) => [...kept]));
    expect(found).toEqual(expected);
    expect(expected.size).toBeGreaterThan(10);
    for (const { refused } of written) expect(refused).toBeGreaterThan(0);
  });

  test("in the pause writers are told so, readers read, and nothing else of the platform waits", async () => {
    const before = await mover.home();
    const operation = await mover.order(before.placement === "pool" ? "own" : "pool");
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    // The switch waits for this tenant's row, so that the pause lasts as long as the test needs.
    const held = hold.begin(async (sql) => {
      await sql`select from tenants where id = ${before.id} for update`;
      await released;
    });
    const ended = mover.end(operation);
    await vi.waitUntil(
      async () =>
        (await platform.read((tx) => findOperation(tx, operation)))?.step === STEPS.switch,
      { timeout: 120_000, interval: 20 },
    );
    const write = () => system(before).write((tx) => nameSite(tx, "In the pause"));
    await vi.waitFor(() => expect(write()).rejects.toThrow(SiteSealed), { timeout: 60_000 });
    expect(await system(before).read(findSiteVersion)).toBeGreaterThan(0);
    await twins().theirs.as("owner").read(findSiteVersion);
    release();
    await held;
    expect(await ended).toMatchObject({ state: "succeeded" });
    await system(await mover.home()).write((tx) => nameSite(tx, "After the pause"));
  });

  /** Writes until it is stopped, and looks up the site's home again after each refusal. */
  async function writer(name: string, stop: AbortSignal) {
    const { ours } = twins();
    const kept = new Map<string, { story: string; trashed: boolean }>();
    let refused = 0;
    let tenant = (await tenantNamed(ours.tenant.slug)) ?? ours.tenant;
    for (let n = 1; !stop.aborted; n++) {
      const title = `${name} item ${n}`;
      const slug = title.replaceAll(" ", "-");
      const story = `Told in ${n}`;
      try {
        const scope = system(tenant);
        await scope.write((tx) => addItem(tx, draft({ name: title, tags: [name] })));
        kept.set(title, { story: "", trashed: false });
        const item = await scope.read((tx) => findItemBySlug(tx, slug));
        await scope.write(async (tx) => {
          await changeItem(tx, item?.id ?? "", draft({ name: title, story, tags: ["told"] }));
        });
        kept.set(title, { story, trashed: false });
        if (n % 3 > 0) continue;
        await scope.write((tx) => trashItem(tx, item?.id ?? ""));
        kept.set(title, { story, trashed: true });
      } catch (error) {
        if (!(error instanceof SiteSealed)) throw error;
        refused++;
        tenant = (await platform.read((tx) => findTenantById(tx, tenant.id))) ?? tenant;
      }
    }
    return { kept, refused };
  }
});
