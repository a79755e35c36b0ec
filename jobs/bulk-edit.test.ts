import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { listOperations } from "@/db/platform/queries/operations";
import { addItem } from "@/db/tenant/queries/items";
import { addMember, changeRole, removeMember } from "@/db/tenant/queries/members";
import {
  beginBulkEdit,
  findLastBulkEdit,
  previewChange,
} from "@/db/tenant/queries/table/bulk-edits";
import type { Change } from "@/db/tenant/queries/table/change";
import { BUILT_IN } from "@/db/tenant/queries/table/fields";
import { items } from "@/db/tenant/schema";
import { describeTwins, draft } from "@/db/testing";
import { orderBulkEdit, seeToBulkEdit } from "@/server/items/bulk-edit";
import { ending, removeTestFolder } from "./testing-archives";

afterAll(removeTestFolder);

describeTwins("a bulk edit that the worker does", (twins) => {
  /** Forty items to be made of a colour, by an editor of this edit alone; no worker has it yet. */
  async function begin(colour: string) {
    const { ours } = twins();
    const change: Change = { do: "set", field: "colour", value: colour };
    const { member, ids } = await ours.as("owner").write(async (tx) => {
      const email = `${randomUUID()}@ours.example`;
      const made = [];
      for (let number = 0; number < 40; number++)
        made.push((await addItem(tx, draft({ name: `${colour} ${number}`, colour: "" }))).id);
      return { member: await addMember(tx, { email, role: "editor", verified: true }), ids: made };
    });
    const id = randomUUID();
    await ours.as("editor").write(async (tx) => {
      const { seen } = await previewChange(tx, BUILT_IN, { ids }, change);
      await beginBulkEdit(tx, { id, memberId: member.id, selection: { ids }, change, seen });
    });
    const count = async () => {
      const [row] = await ours.as("viewer").read((tx) =>
        tx
          .select({ many: sql<number>`count(*)::int` })
          .from(items)
          .where(and(eq(items.colour, colour))),
      );
      return row?.many;
    };
    const last = () => ours.as("viewer").read((tx) => findLastBulkEdit(tx, member.id));
    return { id, member, count, last };
  }

  async function order(colour: string) {
    const { ours } = twins();
    const { id, ...begun } = await begin(colour);
    await orderBulkEdit({ tenant: ours.tenant, id, memberId: begun.member.id });
    const [operation] = await platform.read((tx) => listOperations(tx, ours.tenant.id));
    if (!operation) throw new Error("Nothing was ordered.");
    return { ...begun, finished: () => ending(operation.id) };
  }

  test("whose order failed is ordered once by the next looks, and done", async () => {
    const { ours } = twins();
    const asked = (edit: string) =>
      platform
        .read((tx) => listOperations(tx, ours.tenant.id, 50))
        .then((all) => all.filter(({ input }) => JSON.stringify(input).includes(edit)));
    const { count, last, id, member } = await begin("indigo");
    expect(await asked(id)).toEqual([]);
    const edit = { tenant: ours.tenant, id, memberId: member.id };
    await Promise.all([seeToBulkEdit(edit), seeToBulkEdit(edit)]);
    await seeToBulkEdit(edit);
    const [operation, ...more] = await asked(id);
    expect(more).toEqual([]);
    expect(await ending(operation?.id ?? "")).toMatchObject({ state: "succeeded" });
    expect(await count()).toBe(40);
    expect(await last()).toMatchObject({ ended: true, changed: 40 });
  });

  test("changes all of ours and none of theirs", async () => {
    const { count, last, finished } = await order("crimson");
    expect(await finished()).toMatchObject({ state: "succeeded" });
    expect(await count()).toBe(40);
    expect(await last()).toMatchObject({ ended: true, changed: 40, problem: "" });
  });

  test("ends where its author may not change items any more, and says why", async () => {
    const { ours } = twins();
    for (const [colour, forbid] of [
      ["amber", (id: string) => ours.as("owner").write((tx) => changeRole(tx, id, "viewer"))],
      ["ochre", (id: string) => ours.as("owner").write((tx) => removeMember(tx, id))],
    ] as const) {
      const { member, count, last, finished } = await order(colour);
      await forbid(member.id);
      expect(await finished()).toMatchObject({ state: "failed" });
      expect(await count()).toBe(0);
      expect(await last()).toMatchObject({
        ended: true,
        problem: expect.stringContaining("may not change items any more"),
      });
    }
  });
});
