import { expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { removeTenant } from "@/db/platform/queries/founding";
import { endOperation, findOperation, noteProgress } from "@/db/platform/queries/operations";
import { describeTwins } from "@/db/testing";
import { createTenant } from "./birth";
import { founderIn } from "./claim";
import { FURNISHING, findComing, MAKING, OrderSchema } from "./coming";

describeTwins("a birth that waits for its database", (twins) => {
  let births = 0;
  const bear = async () => {
    const name = `coming-${twins().ours.tenant.id.slice(0, 8)}-${++births}`;
    const email = `${name}@Example.com`;
    const birth = await createTenant({ name, email, preset: "attic", placement: "own" });
    if (birth.kind !== "coming") throw new Error("There are no spares here.");
    return birth;
  };
  const note = (id: string, step: string) => platform.write((tx) => noteProgress(tx, id, { step }));

  test("is told step by step to the holder of its link, and nobody is let in before it is there", async () => {
    const { operationId, handOver, tenant } = await bear();
    const ask = () => findComing(operationId, handOver);
    const common = { name: tenant.slug, preset: "attic", again: false, entrance: null };
    expect(await ask()).toEqual({ ...common, at: "held" });
    await note(operationId, MAKING);
    expect(await ask()).toEqual({ ...common, at: "making" });
    await note(operationId, FURNISHING);
    expect(await ask()).toEqual({ ...common, at: "furnishing" });
  });

  test("that failed says so, by a name that others may have by then", async () => {
    const { operationId, handOver, tenant } = await bear();
    await platform.write(async (tx) => {
      await removeTenant(tx, tenant.id);
      await endOperation(tx, operationId, "failed", "No room.");
    });
    const told = await findComing(operationId, handOver);
    expect(told).toMatchObject({ at: "failed", name: tenant.slug, entrance: null });
  });

  test.each([
    ["another's token", async () => [(await bear()).operationId, (await bear()).handOver]],
    ["no token", async () => [(await bear()).operationId, ""]],
    ["a guessed operation", async () => [crypto.randomUUID(), (await bear()).handOver]],
    ["what is no id", async () => ["' or true --", (await bear()).handOver]],
  ])("is not found with %s", async (_, make) => {
    const [operation = "", token = ""] = await make();
    expect(await findComing(operation, token)).toBeNull();
  });

  test("keeps the founder's address and token from whoever reads the platform's rows", async () => {
    const { operationId, handOver, tenant } = await bear();
    const operation = await platform.read((tx) => findOperation(tx, operationId));
    const kept = JSON.stringify(operation).toLowerCase();
    expect(kept).not.toContain(`${tenant.slug}@`);
    expect(kept).not.toContain(handOver.toLowerCase());
    const { founder } = OrderSchema.parse(operation?.input);
    expect(founderIn(founder)).toBe(`${tenant.slug}@example.com`);
    expect(() => founderIn(`${founder.slice(0, -4)}AAAA`)).toThrow(/can no longer be read/);
  });
});
