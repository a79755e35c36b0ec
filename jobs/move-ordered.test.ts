import { beforeAll, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { changeDatabase, findDatabase } from "@/db/platform/queries/databases";
import { changeTenant } from "@/db/platform/queries/held-tenants";
import { findRunning } from "@/db/platform/queries/operations";
import { describeTwins } from "@/db/testing";
import { addTestDatabase, moverOf } from "./testing-move";

describeTwins("ordering a move", (twins) => {
  const mover = moverOf(twins);
  let spare: string;
  beforeAll(async () => {
    spare = (await addTestDatabase("own")).name;
  });
  const home = () => twins().ours.tenant.database.name;

  test.each([
    ["where it is", () => mover.order("pool"), /shared database already/],
    ["into its own pool by name", () => mover.order({ database: home() }), /lives in .* already/],
    ["to a server nobody knows", () => mover.order("own", { server: "db9:5432" }), /no server db9/],
    [
      "to a database nobody knows",
      () => mover.order({ database: "nowhere" }),
      /no database nowhere/,
    ],
    [
      "into a spare that stands elsewhere",
      () => mover.order({ database: spare }, { server: "db9:5432" }),
      /no server db9/,
    ],
    [
      "into a neighbour's own database",
      () => mover.order({ database: twins().ours.tenant.database.name.replace("pool", "own") }),
      /takes no site/,
    ],
  ])("%s is refused with a sentence, and nothing is ordered", async (_, order, sentence) => {
    const audited = await platform.read((tx) => listAudit(tx, {}));
    await expect(order()).rejects.toMatchObject({
      name: "Refusal",
      message: expect.stringMatching(sentence),
    });
    expect(await platform.read((tx) => findRunning(tx, twins().ours.tenant.id))).toBeNull();
    expect(await platform.read((tx) => listAudit(tx, {}))).toEqual(audited);
  });

  test.each(["founding", "deleted"] as const)("a site that is %s is not moved", async (state) => {
    const { id } = twins().ours.tenant;
    await platform.write((tx) => changeTenant(tx, id, { state }));
    await expect(mover.order("own")).rejects.toMatchObject({ name: "Refusal", status: 409 });
    await platform.write((tx) => changeTenant(tx, id, { state: "active" }));
  });

  test("to the pool is refused when there is no pool to go to", async () => {
    await mover.moveTo({ database: spare });
    const pool = await platform.read((tx) => findDatabase(tx, home()));
    await platform.write((tx) => changeDatabase(tx, pool?.id ?? "", { state: "retiring" }));
    await expect(mover.order("pool")).rejects.toMatchObject({
      message: expect.stringMatching(/no shared database with room/),
    });
    await platform.write((tx) => changeDatabase(tx, pool?.id ?? "", { state: "ready" }));
  });

  test("of two at once one is ordered, with one line in the log, and the other names what runs", async () => {
    const { placement } = await mover.home();
    const to = placement === "pool" ? "own" : "pool";
    const both = await Promise.allSettled([mover.order(to), mover.order(to)]);
    const refused = both.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({
      name: "Refusal",
      message: expect.stringMatching(/being moved right now/),
    });
    const { id } = twins().ours.tenant;
    const lines = await platform.read((tx) => listAudit(tx, { tenantId: id }));
    const ordered = lines.filter(({ action }) => action === "ordered a move");
    expect(ordered[0]).toMatchObject({ actor: "owner", detail: { from: placement, to } });
    expect(ordered).toHaveLength(2);
    const running = await platform.read((tx) => findRunning(tx, id));
    await mover.end(running?.id ?? "");
  });
});
