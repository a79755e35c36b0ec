import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { findCertificateOf } from "@/db/platform/queries/certificates";
import { findDatabase } from "@/db/platform/queries/databases";
import { confirmTenant } from "@/db/platform/queries/founding";
import { findOperation, listOperations, orderOperation } from "@/db/platform/queries/operations";
import { findStack, listStacks } from "@/db/platform/queries/stacks";
import { findTenantById } from "@/db/platform/queries/tenants";
import { openScope, type Tenant } from "@/db/scope";
import { nameSite } from "@/db/tenant/queries/site";
import { describeTwins } from "@/db/testing";
import { isGenuine } from "@/server/life/certificate";
import { STEPS } from "@/server/life/move";
import { deleteTenant } from "@/server/life/remove";
import { filesOf } from "@/server/photos/photo-files";
import { handDrivers } from "./stack-driver";
import { moverOf } from "./testing-move";
import { testStacks } from "./testing-stack";

process.env.STACKS = "test:?image=swingtag:next";

const stacks = testStacks();
beforeAll(() => handDrivers(async () => stacks));
afterAll(() => stacks.stop());

const system = (tenant: Tenant) => openScope(tenant, { kind: "system", reason: "test" });
const OPERATOR = { by: "operator somebody" };
const atStep = (step: string) => `new.step = '${step}' and new.step <> old.step`;

describeTwins("the life of a stack", (twins) => {
  const mover = moverOf(twins);
  const mends: (() => Promise<unknown>)[] = [];
  const mend = async () => {
    for (const one of mends.splice(0)) await one();
  };
  /** Breaks off an attempt at a point, as a worker's death does. */
  const breakAt = async (table: string, when: string, condition: string) => {
    await mover.sql(
      mover.platformName(),
      `create function fault() returns trigger language plpgsql as $$ begin raise exception 'the worker died'; end $$;
      create trigger fault before ${when} on ${table} for each row when (${condition}) execute function fault()`,
    );
    mends.push(() => mover.sql(mover.platformName(), "drop function fault cascade"));
  };
  const endLeft = async () => {
    for (const kind of ["retire-copy", "retire", "mirror"])
      for (const { id } of await mover.waiting(kind)) await mover.end(id);
  };
  beforeAll(async () => {
    await platform.write((tx) => confirmTenant(tx, twins().ours.tenant.id));
    await filesOf(twins().ours.tenant).put("photos/a/full.webp", Buffer.from("a photo"), {
      type: "image/webp",
    });
  });
  afterEach(async () => {
    await mend();
    stacks.fail = {};
  });

  test.each([
    [
      "once its stack stands",
      "stacks",
      "update",
      "new.state = 'ready' and old.state = 'preparing'",
    ],
    ["before the pause", "operations", "update", atStep(STEPS.switch)],
    ["in the switch", "tenants", "update", "new.database_id <> old.database_id"],
    ["after the switch", "operations", "update", atStep(STEPS.finish)],
  ])("a move that is broken off %s goes on, in the same stack", async (_, ...point) => {
    if ((await mover.home()).placement === "stack") await mover.moveTo("own", OPERATOR);
    await endLeft();
    const before = await mover.home();
    const rows = await mover.rowsIn(before.database);
    await breakAt(...point);
    const id = await mover.order("stack", OPERATOR);
    expect(await mover.attempt(id)).toMatchObject({ state: "running" });
    const begun = await platform.read(listStacks);
    expect(begun).toHaveLength(1);
    await mend();
    expect(await mover.end(id)).toMatchObject({ state: "succeeded" });
    const away = await mover.home();
    expect(away.stack?.name).toBe(begun[0]?.name);
    expect(await mover.rowsIn(away.database)).toEqual(rows);
    expect((await (await filesOf(away).get("photos/a/full.webp"))?.bytes())?.toString()).toBe(
      "a photo",
    );
    await system(away).write((tx) => nameSite(tx, `Written after it ${Math.random()}`));
    expect(await stacks.list()).toEqual([away.stack?.name]);
  });

  test("a move whose new Postgres is killed leaves the site open, and arrives when it is back", async () => {
    await mover.moveTo("own", OPERATOR);
    await endLeft();
    await breakAt("operations", "update", atStep(STEPS.catchUp));
    const id = await mover.order("stack", OPERATOR);
    await mover.attempt(id);
    await mend();
    const [stack] = await platform.read(listStacks);
    await stacks.killPostgres(stack?.name ?? "");
    expect(await mover.attempt(id)).toMatchObject({ state: "running" });
    const home = await mover.home();
    expect(home.placement).toBe("own");
    await system(home).write((tx) => nameSite(tx, "Written while the stack is away"));
    await stacks.startPostgres(stack?.name ?? "");
    const rows = await mover.rowsIn(home.database);
    expect(await mover.end(id)).toMatchObject({ state: "succeeded", error: "" });
    expect(await mover.rowsIn((await mover.home()).database)).toEqual(rows);
  });

  test("an upgrade asks the ground for the present image, and keeps what there is", async () => {
    const before = await mover.home();
    const rows = await mover.rowsIn(before.database);
    const name = before.stack?.name ?? "";
    await mover.sql(mover.platformName(), `update stacks set image = 'swingtag:before'`);
    const id = await platform.write((tx) =>
      orderOperation(tx, {
        kind: "upgrade-stack",
        tenantId: before.id,
        input: { name },
        exclusive: false,
        orderedBy: "command line",
      }),
    );
    expect(await mover.end(id ?? "")).toMatchObject({ state: "succeeded" });
    expect(stacks.orders.at(-1)).toMatchObject({ name, image: "swingtag:next" });
    expect(await platform.read((tx) => findStack(tx, name))).toMatchObject({
      image: "swingtag:next",
      state: "ready",
    });
    expect(await mover.rowsIn(before.database)).toEqual(rows);
  });

  test("removing a deleted site removes its stack, however often the ground fails, and certifies it", async () => {
    await endLeft();
    const { id, slug, stack, database } = await mover.home();
    await deleteTenant({ tenant: { id }, by: "operator somebody", reason: "test" });
    await mover.sql(
      mover.platformName(),
      `update tenants set purge_at = now() - interval '1 second' where id = '${id}'`,
    );
    await endLeft();
    const order = (await platform.read((tx) => listOperations(tx, id))).find(
      ({ kind }) => kind === "purge",
    );
    stacks.fail = { remove: new Error("the ground does not answer") };
    expect(await mover.attempt(order?.id ?? "")).toMatchObject({ state: "running" });
    expect(await mover.end(order?.id ?? "")).toMatchObject({ state: "succeeded" });
    expect(await platform.read((tx) => findTenantById(tx, id))).toBeNull();
    expect(await platform.read(listStacks)).toEqual([]);
    expect(await platform.read((tx) => findDatabase(tx, database.name))).toBeNull();
    expect(await stacks.list()).toEqual([]);
    const certificate = await platform.read((tx) => findCertificateOf(tx, id));
    expect(certificate && isGenuine(certificate)).toBe(true);
    expect(certificate?.body).toContain(`Stack of its own: ${stack?.name}, with its web processes`);
    expect(certificate?.body).toContain("Files: 1, 7 bytes");
    expect(certificate?.body).toContain(slug);
    expect(await platform.read((tx) => findOperation(tx, order?.id ?? ""))).toMatchObject({
      state: "succeeded",
    });
  });
});
