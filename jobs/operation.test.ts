import { expect, test } from "vitest";
import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { findOperation, orderOperation } from "@/db/platform/queries/operations";
import { describeTwins } from "@/db/testing";
import { kindOf, perform } from "./operation";

describeTwins("an operation that is given up", (twins) => {
  test("is undone to the end after a kill in the midst of that, and never runs forward again", async () => {
    const told: string[] = [];
    const kind = kindOf({
      input: z.object({}),
      attempts: 3,
      async run() {
        told.push("run");
        throw new Refusal("It can't be done.");
      },
      async undo() {
        told.push("undo");
        if (told.length === 2) throw new Error("The worker was killed.");
      },
    });
    const order = { kind: "work", tenantId: twins().ours.tenant.id, orderedBy: "owner" };
    const id = (await platform.write((tx) => orderOperation(tx, order))) ?? "";
    const attempt = () => perform(id, { work: kind }, new AbortController().signal);
    await expect(attempt()).rejects.toThrow("The worker was killed.");
    await attempt();
    expect(told).toEqual(["run", "undo", "undo"]);
    expect(await platform.read((tx) => findOperation(tx, id))).toMatchObject({
      state: "failed",
      error: "It can't be done.",
    });
  });
});
