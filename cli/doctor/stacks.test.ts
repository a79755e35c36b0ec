import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { confirmTenant } from "@/db/platform/queries/founding";
import { addStack, findStack, listStacks } from "@/db/platform/queries/stacks";
import { describeTwins } from "@/db/testing";
import { handDrivers } from "@/jobs/stack-driver";
import { moverOf } from "@/jobs/testing-move";
import { testStacks } from "@/jobs/testing-stack";
import { stackTroubles } from "./stacks";
import { readRegister } from "./survey";
import type { Trouble } from "./trouble";

process.env.STACKS = "test:?image=swingtag:test";

const stacks = testStacks();
beforeAll(() => handDrivers(async () => stacks));
afterAll(() => stacks.stop());

const find = async () => stackTroubles(await readRegister());
const told = (troubles: readonly Trouble[]) => troubles.map(({ kind, subject }) => [kind, subject]);

describeTwins("the doctor of stacks", (twins) => {
  const mover = moverOf(twins);
  let name = "";
  beforeAll(async () => {
    await platform.write((tx) => confirmTenant(tx, twins().ours.tenant.id));
    await mover.moveTo("stack", { by: "operator somebody" });
    name = (await mover.home()).stack?.name ?? "";
  });
  afterAll(async () => {
    await mover.moveTo("pool", { by: "operator somebody" });
    for (const kind of ["retire-copy", "retire", "mirror"])
      for (const { id } of await mover.waiting(kind)) await mover.end(id);
  });
  const mendOnly = async (expected: readonly [string, string]) => {
    const troubles = await find();
    expect(told(troubles)).toEqual([expected]);
    await troubles[0]?.mending?.run();
    expect(told(await find())).toEqual([]);
  };

  test("finds nothing wrong with a stack that is lived in", async () => {
    expect(told(await find())).toEqual([]);
  });

  test("finds a stack without a row, and removes it", async () => {
    stacks.leftovers.push("s99999999");
    await mendOnly(["stray stack", "s99999999"]);
    expect(await stacks.list()).toEqual([name]);
  });

  test("finds a row that nobody lives in or works on, and removes it with its stack", async () => {
    const tenantId = twins().ours.tenant.id;
    await platform.write((tx) => addStack(tx, { name: "s88888888", tenantId, ground: "test" }));
    await mendOnly(["left stack", "s88888888"]);
    expect(await platform.read((tx) => findStack(tx, "s88888888"))).toBeNull();
    expect(await platform.read(listStacks)).toHaveLength(1);
  });

  test("finds a directory that says something else, and corrects it", async () => {
    const id = twins().ours.tenant.id;
    await mover.sql(
      mover.platformName(),
      `alter table tenants disable trigger mirror_to_stack; update tenants set purge_at = now() where id = '${id}'; alter table tenants enable trigger mirror_to_stack`,
    );
    await mendOnly(["other directory", name]);
    await mover.sql(mover.platformName(), `update tenants set purge_at = null where id = '${id}'`);
    for (const { id: mirror } of await mover.waiting("mirror")) await mover.end(mirror);
    expect(told(await find())).toEqual([]);
  });

  test("says which stack a site has lost, and mends nothing there", async () => {
    const list = vi.spyOn(stacks, "list").mockResolvedValue([]);
    const troubles = await find();
    list.mockRestore();
    expect(told(troubles)).toEqual([["lost stack", name]]);
    expect(troubles[0]?.mending).toBeNull();
  });

  test("says so when STACKS names no ground any more", async () => {
    const { STACKS } = env();
    Object.assign(env(), { STACKS: "none" });
    const troubles = await find().finally(() => Object.assign(env(), { STACKS }));
    expect(told(troubles)).toEqual([["stacks without a ground", "STACKS"]]);
  });
});
