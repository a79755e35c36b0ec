import { afterEach, beforeAll, expect, test } from "vitest";
import type { DatabaseAddress } from "@/db/pools";
import { openScope, type Tenant } from "@/db/scope";
import { nameSite } from "@/db/tenant/queries/site";
import { describeTwins } from "@/db/testing";
import { addTestDatabase, MOMENTS, type Moment, moverOf } from "./testing-move";

const system = (tenant: Tenant) => openScope(tenant, { kind: "system", reason: "test" });

describeTwins("moves that fail", (twins) => {
  const mover = moverOf(twins);
  let to: DatabaseAddress;
  const mends: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    to = await addTestDatabase("pool");
  });
  const mend = async () => {
    for (const one of mends.splice(0)) await one();
  };
  afterEach(mend);

  const nameOf = async (place: Moment[0]) => {
    if (place === "platform") return mover.platformName();
    return place === "to" ? to.name : (await mover.home()).database.name;
  };
  const setTrigger = async ([place, table, when, condition]: Moment, then: string) => {
    const name = await nameOf(place);
    await mover.sql(
      name,
      `create function fault() returns trigger language plpgsql as $$ begin ${then} end $$;
      create trigger fault before ${when} on ${table} for each row when (${condition}) execute function fault()`,
    );
    mends.push(() => mover.sql(name, "drop function fault cascade"));
  };
  const fail = (moment: Moment) => setTrigger(moment, "raise exception 'the disk is full';");
  /** The next attempt of it is the last that may fail. */
  const orderLast = async () => {
    const id = await mover.order({ database: to.name });
    await mover.sql(mover.platformName(), `update operations set attempts = 3 where id = '${id}'`);
    return id;
  };
  const removeLeft = async () => {
    for (const { id, input } of await mover.waiting("retire-copy"))
      if (input.name === to.name) await mover.end(id);
  };

  test.each([
    ["choosing the new home", MOMENTS.choosing],
    ["beginning to copy", MOMENTS.copying],
    ["writing a row of the copy", MOMENTS.writing],
    ["beginning to catch up", MOMENTS.catchingUp],
    ["beginning the pause", MOMENTS.pausing],
    ["sealing", MOMENTS.sealing],
    ["keeping the seal for good", MOMENTS.sealingForGood],
    ["pointing to the new home", MOMENTS.pointing],
    ["noting the switch", MOMENTS.noting],
  ])(
    "one that fails at %s leaves the site where it was, open to writers, and no copy",
    async (_, moment) => {
      const before = await mover.home();
      const rows = await mover.rowsIn(before.database);
      await fail(moment);
      const id = await orderLast();
      expect(await mover.attempt(id)).toMatchObject({
        state: "failed",
        error: expect.stringMatching(/stayed where it was.*the disk is full/),
      });
      await mend();
      expect(await mover.home()).toEqual(before);
      expect(await mover.rowsIn(before.database)).toEqual(rows);
      await system(before).write((tx) => nameSite(tx, `Still here ${Math.random()}`));
      await removeLeft();
      expect(await mover.countIn(to)).toBe(0);
    },
  );

  test("one whose copy differs in spite of all is refused by name of the table, at its first attempt", async () => {
    const before = await mover.home();
    await setTrigger(
      ["to", "copies", "insert or update", "true"],
      "new.note := 'tampered'; return new;",
    );
    const id = await mover.order({ database: to.name });
    expect(await mover.attempt(id)).toMatchObject({
      state: "failed",
      attempts: 1,
      error: expect.stringMatching(/not exact in copies/),
    });
    await mend();
    expect(await mover.home()).toEqual(before);
    await system(before).write((tx) => nameSite(tx, "Open again"));
    await removeLeft();
    expect(await mover.countIn(to)).toBe(0);
  });

  test("one whose new home takes no rows for a while arrives once it does", async () => {
    await fail(MOMENTS.writing);
    const id = await mover.order({ database: to.name });
    expect(await mover.attempt(id)).toMatchObject({ state: "running", attempts: 1 });
    await mend();
    const before = await mover.home();
    await system(before).write((tx) => nameSite(tx, "Written between two attempts"));
    const rows = await mover.rowsIn(before.database);
    expect(await mover.attempt(id)).toMatchObject({ state: "succeeded" });
    expect(await mover.rowsIn(to)).toEqual(rows);
  });

  test("one that has switched over is not taken back, however often its tidying fails", async () => {
    const before = await mover.home();
    expect(before.database.name).toBe(to.name);
    const id = await mover.order({ database: twins().ours.tenant.database.name });
    await fail(MOMENTS.tidying);
    for (let times = 0; times < 6; times++)
      expect(await mover.attempt(id)).toMatchObject({ state: "running" });
    const after = await mover.home();
    expect(after.database.name).toBe(twins().ours.tenant.database.name);
    await mend();
    expect(await mover.attempt(id)).toMatchObject({ state: "succeeded" });
    await system(after).write((tx) => nameSite(tx, "Written after tidying"));
  });

  test("a database that was made for one that failed is removed", async () => {
    const before = await mover.home();
    await fail(MOMENTS.copying);
    const id = await mover.order("own");
    await mover.sql(mover.platformName(), `update operations set attempts = 3 where id = '${id}'`);
    const { memory } = await mover.attempt(id);
    const own = typeof memory === "object" && memory && "to" in memory ? String(memory.to) : "";
    await mend();
    expect(await mover.home()).toEqual(before);
    for (const kind of ["retire-copy", "retire"])
      for (const { id: removal, input } of await mover.waiting(kind))
        if (input.name === own) await mover.end(removal);
    const left = await mover.sql(
      mover.platformName(),
      `select name from databases where name = '${own}'
      union select datname from pg_database where datname = '${own}'`,
    );
    expect(left).toEqual([]);
  });
});
