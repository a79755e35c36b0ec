import { beforeAll, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import { openScope, type Tenant } from "@/db/scope";
import { findSiteVersion, getSite, nameSite } from "@/db/tenant/queries/site";
import { describeTwins } from "@/db/testing";
import { addTestDatabase, moverOf } from "./testing-move";

const system = (tenant: Tenant) => openScope(tenant, { kind: "system", reason: "test" });

describeTwins("old copies of a moved site", (twins) => {
  const mover = moverOf(twins);
  let pool: string;
  beforeAll(() => {
    pool = twins().ours.tenant.database.name;
  });
  const state = async (name: string) =>
    (await platform.read((tx) => findDatabase(tx, name)))?.state ?? "gone";

  test("moving back within the day brings what was written meanwhile, and writers are let in", async () => {
    const before = await mover.home();
    await mover.moveTo("own");
    const away = await mover.home();
    await system(away).write((tx) => nameSite(tx, "Written away from home"));
    const version = await system(away).read(findSiteVersion);
    await mover.moveTo({ database: pool });
    const back = await mover.home();
    expect(back.database.name).toBe(before.database.name);
    expect(await system(back).read(getSite)).toMatchObject({ name: "Written away from home" });
    expect(await system(back).read(findSiteVersion)).toBe(version);
    await system(back).write((tx) => nameSite(tx, "Written at home again"));
    const waiting = (await mover.waiting("retire-copy")).map(({ input }) => input.name);
    expect(waiting, "the pool's copy is the home again and not to be removed").toEqual([
      away.database.name,
    ]);
  });

  test("a day later the old copy is removed from the pool, and nothing else of it", async () => {
    const before = await mover.home();
    expect(before.placement).toBe("pool");
    await mover.moveTo("own");
    const after = await mover.home();
    const rows = await mover.rowsIn(after.database);
    const removal = (await mover.waiting("retire-copy")).find(({ input }) => input.name === pool);
    expect(await mover.countIn(before.database)).toBeGreaterThan(20);
    expect(await mover.attempt(removal?.id ?? "")).toMatchObject({ state: "succeeded" });
    expect(await mover.countIn(before.database)).toBe(0);
    expect(await mover.rowsIn(after.database)).toEqual(rows);
    expect(await mover.sql(pool, "select tenant_id from ledger.seals")).toEqual([]);
  });

  test("an old database of its own is removed whole", async () => {
    const before = await mover.home();
    expect(before.placement).toBe("own");
    await mover.moveTo("pool");
    const removal = (await mover.waiting("retire-copy")).find(
      ({ input }) => input.name === before.database.name,
    );
    expect(await state(before.database.name)).toBe("ready");
    await mover.end(removal?.id ?? "");
    expect(await state(before.database.name)).toBe("retiring");
    const retirement = (await mover.waiting("retire")).find(
      ({ input }) => input.name === before.database.name,
    );
    expect(await mover.end(retirement?.id ?? "")).toMatchObject({ state: "succeeded" });
    expect(await state(before.database.name)).toBe("gone");
    const left = await mover.sql(
      pool,
      `select datname from pg_database where datname = '${before.database.name}'
      union select rolname from pg_roles where rolname = '${before.database.name}'`,
    );
    expect(left).toEqual([]);
  });

  test("a removal whose database is the home again removes nothing", async () => {
    const before = await mover.home();
    const { name } = await addTestDatabase("pool");
    await mover.moveTo({ database: name });
    const removal = (await mover.waiting("retire-copy")).find(
      ({ input }) => input.name === before.database.name,
    );
    // As if the removal had begun just before the site came back.
    await mover.sql(
      mover.platformName(),
      `update operations set state = 'running' where id = '${removal?.id}'`,
    );
    await mover.moveTo({ database: before.database.name });
    const rows = await mover.rowsIn(before.database);
    expect(await mover.attempt(removal?.id ?? "")).toMatchObject({ state: "succeeded" });
    expect(await mover.rowsIn(before.database)).toEqual(rows);
    expect((await mover.home()).database.name).toBe(before.database.name);
  });

  test("while a move is under way no copy is removed", async () => {
    const before = await mover.home();
    const { name } = await addTestDatabase("pool");
    await mover.moveTo({ database: name });
    const removal = (await mover.waiting("retire-copy")).find(
      ({ input }) => input.name === before.database.name,
    );
    const move = await mover.order({ database: before.database.name });
    const tried = await mover.attempt(removal?.id ?? "");
    expect(tried).toMatchObject({ state: "running", error: expect.stringMatching(/being moved/) });
    expect(await mover.countIn(before.database)).toBeGreaterThan(20);
    await mover.end(move);
    expect(await mover.attempt(removal?.id ?? "")).toMatchObject({ state: "succeeded" });
    expect(await mover.countIn(before.database)).toBeGreaterThan(20);
  });
});
