import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { platform } from "@/db/platform/door";
import { findOperation, orderOperation } from "@/db/platform/queries/operations";
import type { Tenant } from "@/db/scope";
import { describeTwins } from "@/db/testing";
import { createTenant } from "@/server/life/birth";
import { bringBackTenant } from "@/server/life/bring-back";
import { deleteTenant } from "@/server/life/remove";
import { resumeTenant, suspendTenant } from "@/server/life/suspend";
import { type AnyKind, kindOf, perform } from "./operation";

const why = { by: "operator Ann", reason: "a test" };

describeTwins("work of a site that is closed", (twins) => {
  let count = 0;
  let tenant: Tenant;
  let done: string[];
  let between: () => Promise<unknown>;
  const kind = (pauses: boolean): AnyKind =>
    kindOf({
      input: z.object({}),
      attempts: 2,
      pauses,
      async run({ step, progress }) {
        await step("One", async () => {
          done.push("one");
        });
        await step("Two", async () => {
          await between();
          await progress(1, 1);
          done.push("two");
        });
      },
    });
  const order = async () =>
    (await platform.write((tx) =>
      orderOperation(tx, { kind: "work", tenantId: tenant.id, orderedBy: "owner" }),
    )) ?? "";
  const run = (id: string, pauses = true) =>
    perform(id, { work: kind(pauses) }, new AbortController().signal);
  const look = (id: string) => platform.read((tx) => findOperation(tx, id));

  beforeEach(async () => {
    done = [];
    between = async () => {};
    const name = `pause-${twins().ours.tenant.id.slice(0, 8)}-${++count}`;
    ({ tenant } = await createTenant({ name, email: "founder@example.com", preset: "vitrine" }));
  });

  test.each([
    ["suspended", suspendTenant, resumeTenant],
    ["deleted", deleteTenant, bringBackTenant],
  ])(
    "what is ordered waits while it is %s, costs no attempt, and goes on afterwards",
    async (_, close, open) => {
      const id = await order();
      await close({ tenant, ...why });
      for (let tries = 0; tries < 3; tries++) await expect(run(id)).rejects.toThrow("closed");
      expect(done).toEqual([]);
      expect(await look(id)).toMatchObject({
        state: "running",
        attempts: 0,
        step: "Waiting until the site is open again",
      });
      await open({ tenant, ...why });
      expect((await look(id))?.runAt.getTime()).toBeLessThanOrEqual(Date.now());
      await run(id);
      expect(done).toEqual(["one", "two"]);
      expect(await look(id)).toMatchObject({ state: "succeeded" });
    },
  );

  test("what runs stops where it next tells how far it is", async () => {
    const id = await order();
    between = () => suspendTenant({ tenant, ...why });
    await expect(run(id)).rejects.toThrow("closed");
    expect(done).toEqual(["one"]);
    between = async () => {};
    await resumeTenant({ tenant, ...why });
    await run(id);
    expect(done).toEqual(["one", "one", "two"]);
  });

  test("what keeps data safe goes on to its end", async () => {
    const id = await order();
    await suspendTenant({ tenant, ...why });
    await run(id, false);
    expect(done).toEqual(["one", "two"]);
  });

  test("theirs runs while ours is closed", async () => {
    await suspendTenant({ tenant, ...why });
    tenant = twins().theirs.tenant;
    await run(await order());
    expect(done).toEqual(["one", "two"]);
  });
});
