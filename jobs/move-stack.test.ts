import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import { confirmTenant } from "@/db/platform/queries/founding";
import { changeTenant } from "@/db/platform/queries/held-tenants";
import { listStacks } from "@/db/platform/queries/stacks";
import { rotatePassword } from "@/db/rotate";
import { openScope, type Tenant } from "@/db/scope";
import { addItem } from "@/db/tenant/queries/items";
import { findSessionMember } from "@/db/tenant/queries/members";
import { addSession } from "@/db/tenant/queries/sessions";
import { nameSite } from "@/db/tenant/queries/site";
import { describeTwins, draft } from "@/db/testing";
import { SiteSealed } from "@/db/transaction";
import { filesOf } from "@/server/photos/photo-files";
import { readDirectory } from "./mirror";
import { handDrivers } from "./stack-driver";
import { moverOf } from "./testing-move";
import { testStacks } from "./testing-stack";

process.env.STACKS = "test:?image=swingtag:test";

const stacks = testStacks();
beforeAll(() => handDrivers(async () => stacks));
afterAll(() => stacks.stop());

const system = (tenant: Tenant) => openScope(tenant, { kind: "system", reason: "test" });
const OPERATOR = { by: "operator somebody" };

describeTwins("moves to a stack of its own", (twins) => {
  const mover = moverOf(twins);
  const textOf = async (tenant: Tenant, key: string) =>
    (await (await filesOf(tenant).get(key))?.bytes())?.toString();
  const keysOf = async (tenant: Tenant) => {
    const keys: string[] = [];
    for await (const { key } of filesOf(tenant).list("")) keys.push(key);
    return keys;
  };
  const runAll = async (kind: string) => {
    for (const { id } of await mover.waiting(kind)) await mover.end(id);
  };
  const endLeft = async () => {
    for (const kind of ["retire-copy", "retire", "mirror"]) await runAll(kind);
  };
  beforeAll(async () => {
    const { ours } = twins();
    await platform.write((tx) => confirmTenant(tx, ours.tenant.id));
    await filesOf(ours.tenant).put("photos/peanut/full.webp", Buffer.from("the elephant"), {
      type: "image/webp",
    });
    await ours.as("system").write((tx) =>
      addSession(tx, {
        tokenHash: "a session of the stack",
        memberId: ours.members.owner.id,
        expiresAt: new Date(Date.now() + 3_600_000),
      }),
    );
  });
  afterEach(() => {
    stacks.fail = {};
  });

  test("rows, files and sessions arrive, its directory knows ours alone, and all of it comes back", async () => {
    const before = await mover.home();
    const rows = await mover.rowsIn(before.database);

    expect(await mover.moveTo("stack", OPERATOR)).toMatchObject({ state: "succeeded", error: "" });

    const away = await mover.home();
    const [stack] = await platform.read(listStacks);
    expect(away).toMatchObject({ placement: "stack", stack: { name: stack?.name } });
    expect(stack).toMatchObject({ state: "ready", tenantId: away.id, image: "swingtag:test" });
    expect(await mover.rowsIn(away.database)).toEqual(rows);
    expect(await textOf(away, "photos/peanut/full.webp")).toBe("the elephant");
    expect(
      await system(away).read((tx) => findSessionMember(tx, "a session of the stack")),
    ).toMatchObject({ id: twins().ours.members.owner.id });
    expect(await readDirectory(away.database.server)).toMatchObject([
      { id: away.id, slug: away.slug, state: "active", database: away.database.name },
    ]);
    await system(away).write((tx) => nameSite(tx, "Written in the stack"));
    await expect(system(before).write((tx) => nameSite(tx, "Too late"))).rejects.toThrow(
      SiteSealed,
    );
    await filesOf(away).put("photos/late/full.webp", Buffer.from("later"), { type: "image/webp" });
    const changed = await mover.rowsIn(away.database);
    await runAll("retire-copy");
    expect(await keysOf(before), "the platform keeps no file").toEqual([]);

    expect(await mover.moveTo("pool", OPERATOR)).toMatchObject({ state: "succeeded" });
    const back = await mover.home();
    expect(back).toMatchObject({ placement: "pool" });
    expect(back.stack).toBeUndefined();
    expect(await mover.rowsIn(back.database)).toEqual(changed);
    expect(await textOf(back, "photos/late/full.webp")).toBe("later");
    await endLeft();
    expect(await platform.read(listStacks)).toEqual([]);
    expect(await stacks.list()).toEqual([]);
    expect(await platform.read((tx) => findDatabase(tx, away.database.name))).toBeNull();
  });

  test("every write that was confirmed on the way there and back is kept, and none that was refused", async () => {
    const moving = new AbortController();
    const writing = writeUntil("writer", moving.signal, mover.home);
    for (const to of ["stack", "pool"] as const)
      expect(await mover.moveTo(to, OPERATOR)).toMatchObject({ state: "succeeded" });
    moving.abort();
    const kept = await writing;
    const { database, id } = await mover.home();
    const found = await mover.sql(
      database.name,
      `select name from items where tenant_id = '${id}' and name like 'writer %' order by 1`,
    );
    expect(found.map(({ name }) => name)).toEqual(kept.toSorted());
    expect(kept.length).toBeGreaterThan(0);
    await endLeft();
  });

  test("a stack that is made half-way is completed by the next attempt, under its one name", async () => {
    stacks.fail = { ensure: new Error("the ground is full") };
    const before = await mover.home();
    const asked = stacks.asked.length;
    const id = await mover.order("stack", OPERATOR);
    expect(await mover.attempt(id)).toMatchObject({ state: "running", attempts: 1 });
    expect(await mover.home()).toEqual(before);
    expect(await mover.end(id)).toMatchObject({ state: "succeeded" });
    const [first, second] = stacks.asked.slice(asked);
    expect(first).toBe(second);
    expect(await stacks.list()).toHaveLength(1);
  });

  test("what is changed of ours centrally reaches its directory", async () => {
    const away = await mover.home();
    expect(away.placement).toBe("stack");
    await platform.write((tx) => changeTenant(tx, away.id, { state: "suspended" }));
    await runAll("mirror");
    expect(await readDirectory(away.database.server)).toMatchObject([{ state: "suspended" }]);
    await platform.write((tx) => changeTenant(tx, away.id, { state: "active" }));
    await runAll("mirror");
    expect(await readDirectory(away.database.server)).toMatchObject([{ state: "active" }]);
    await rotatePassword(away.database);
    await runAll("mirror");
    const { generation } = (await mover.home()).database;
    expect(generation).toBe(away.database.generation + 1);
    expect(await readDirectory(away.database.server)).toMatchObject([{ generation }]);
    await system(await mover.home()).write((tx) => nameSite(tx, "Written with the new password"));
  });

  test("a stack whose removal fails is removed by the next attempt", async () => {
    await mover.moveTo("own", OPERATOR);
    await runAll("retire-copy");
    stacks.fail = { remove: new Error("the ground does not answer") };
    const [removal] = await mover.waiting("retire");
    expect(await mover.attempt(removal?.id ?? "")).toMatchObject({ state: "running" });
    expect(await platform.read(listStacks)).toMatchObject([{ state: "retiring" }]);
    await endLeft();
    expect(await platform.read(listStacks)).toEqual([]);
    expect(await stacks.list()).toEqual([]);
  });

  test("one that can't be made leaves the site where it was, and nothing of it", async () => {
    const before = await mover.home();
    const rows = await mover.rowsIn(before.database);
    const id = await mover.order("stack", OPERATOR);
    await mover.sql(mover.platformName(), `update operations set attempts = 3 where id = '${id}'`);
    stacks.fail = { ensure: new Error("the ground is full") };
    expect(await mover.attempt(id)).toMatchObject({
      state: "failed",
      error: expect.stringMatching(/stayed where it was.*the ground is full/),
    });
    expect(await mover.home()).toEqual(before);
    expect(await mover.rowsIn(before.database)).toEqual(rows);
    await system(before).write((tx) => nameSite(tx, "Still here"));
    await endLeft();
    expect(await platform.read(listStacks)).toEqual([]);
    expect(await stacks.list()).toEqual([]);
  });

  test("an owner is told to ask for one", async () => {
    await expect(mover.order("stack")).rejects.toThrow(/Ask Swingtag's operators/);
  });
});

/** Adds items one after the other, looking up the site's home before each, as a request does. */
async function writeUntil(name: string, signal: AbortSignal, home: () => Promise<Tenant>) {
  const kept: string[] = [];
  for (let count = 0; !signal.aborted; count++) {
    const item = `${name} ${count}`;
    try {
      await system(await home()).write((tx) => addItem(tx, draft({ name: item })));
      kept.push(item);
    } catch (error) {
      if (!(error instanceof SiteSealed)) throw error;
    }
  }
  return kept;
}
