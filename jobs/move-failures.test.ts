import { afterEach, beforeAll, expect, test } from "vitest";
import type { DatabaseAddress } from "@/db/pools";
import { openScope, type Tenant } from "@/db/scope";
import { nameSite } from "@/db/tenant/queries/site";
import { describeTwins } from "@/db/testing";
import { STEPS } from "@/server/life/move";
import { addTestDatabase, moverOf } from "./testing-move";

const system = (tenant: Tenant) => openScope(tenant, { kind: "system", reason: "test" });

/** Where a failure is put: on a table of the platform, of the present home or of the new one. */
type Place = "platform" | "from" | "to";

const atStep = (step: string) => `new.step = '${step}' and new.step <> old.step`;

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

  const nameOf = async (place: Place) => {
    if (place === "platform") return mover.platformName();
    return place === "to" ? to.name : (await mover.home()).database.name;
  };
  const setTrigger = async (
    place: Place,
    table: string,
    when: string,
    condition: string,
    then: string,
  ) => {
    const name = await nameOf(place);
    await mover.sql(
      name,
      `create function fault() returns trigger language plpgsql as $$ begin ${then} end $$;
      create trigger fault before ${when} on ${table} for each row when (${condition}) execute function fault()`,
    );
    mends.push(() => mover.sql(name, "drop function fault cascade"));
  };
  const fail = (place: Place, table: string, when: string, condition: string) =>
    setTrigger(place, table, when, condition, "raise exception 'the disk is full';");
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

  test.each<[string, Place, string, string, string]>([
    [
      "choosing the new home",
      "platform",
      "operations",
      "update",
      "new.memory ? 'to' and not old.memory ? 'to'",
    ],
    ["beginning to copy", "platform", "operations", "update", atStep(STEPS.copy)],
    ["writing a row of the copy", "to", "copies", "insert", "true"],
    ["beginning to catch up", "platform", "operations", "update", atStep(STEPS.catchUp)],
    ["beginning the pause", "platform", "operations", "update", atStep(STEPS.switch)],
    ["sealing", "from", "ledger.seals", "insert", "true"],
    ["keeping the seal for good", "from", "ledger.seals", "update", "new.until = 'infinity'"],
    [
      "pointing to the new home",
      "platform",
      "tenants",
      "update",
      "new.database_id <> old.database_id",
    ],
    ["noting the switch", "platform", "audit", "insert", "new.action = 'moved the site'"],
  ])(
    "one that fails at %s leaves the site where it was, open to writers, and no copy",
    async (_, ...fault) => {
      const before = await mover.home();
      const rows = await mover.rowsIn(before.database);
      const [place, table, when, condition] = fault;
      await fail(place, table, when, condition);
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
      "to",
      "copies",
      "insert or update",
      "true",
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
    await fail("to", "copies", "insert", "true");
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
    await fail("platform", "operations", "update", atStep(STEPS.finish));
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
    await fail("platform", "operations", "update", atStep(STEPS.copy));
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
