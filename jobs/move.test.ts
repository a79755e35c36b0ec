import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, expect, test } from "vitest";
import { makeToken, shareDigest } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import type { DatabaseKind } from "@/db/platform/states";
import { openScope, type Tenant } from "@/db/scope";
import { findSessionMember } from "@/db/tenant/queries/members";
import { addSession } from "@/db/tenant/queries/sessions";
import { addShare, addSharedItems, findShare } from "@/db/tenant/queries/shares";
import { findSiteVersion, nameSite } from "@/db/tenant/queries/site";
import { describeTwins } from "@/db/testing";
import { SiteSealed } from "@/db/transaction";
import { addTestDatabase, moverOf } from "./testing-move";

const system = (tenant: Tenant) => openScope(tenant, { kind: "system", reason: "test" });

describeTwins("moves", (twins) => {
  const mover = moverOf(twins);
  let pools: string[];
  /** Of a link that was made before all moves. */
  const digest = shareDigest(makeToken());
  beforeAll(async () => {
    const { ours } = twins();
    const second = await addTestDatabase("pool");
    pools = [ours.tenant.database.name, second.name];
    const expiresAt = new Date(Date.now() + 3_600_000);
    await ours.as("system").write(async (tx) => {
      await addSession(tx, { tokenHash: "a session", memberId: ours.members.owner.id, expiresAt });
      const id = randomUUID();
      await addShare(tx, { id, digest, name: "Heirs", withValues: false, expiresAt });
      await addSharedItems(tx, id, 0, [{ name: "Peanut", lines: [], copies: [], photos: [] }]);
    });
  });
  afterEach(async () => {
    expect(await mover.waiting("move"), "no move is left").toEqual([]);
  });

  /** Brings ours to a kind of home by a move, where it is not there. */
  const bringTo = async (kind: DatabaseKind) => {
    if ((await mover.home()).placement !== kind) await mover.moveTo(kind);
    return mover.home();
  };

  test.each([
    ["pool", "own"],
    ["own", "pool"],
    ["own", "another own"],
    ["pool", "another pool"],
  ] as const)(
    "from %s to %s every row arrives, sessions count, links open on their site alone, and the old copy waits for its end",
    async (from, to) => {
      const before = await bringTo(from);
      const named =
        to === "another own"
          ? (await addTestDatabase("own")).name
          : pools.find((name) => name !== before.database.name);
      const rows = await mover.rowsIn(before.database);
      const version = await system(before).read(findSiteVersion);
      const target = to === "pool" || to === "own" ? to : { database: named ?? "" };

      expect(await mover.moveTo(target)).toMatchObject({ state: "succeeded", error: "" });

      const after = await mover.home();
      expect(after.database.name).not.toBe(before.database.name);
      expect(after.placement).toBe(to.split(" ").at(-1));
      expect(await mover.rowsIn(after.database)).toEqual(rows);
      expect(await system(after).read(findSiteVersion)).toBe(version);
      const { owner } = twins().ours.members;
      const member = await system(after).read((tx) => findSessionMember(tx, "a session"));
      expect(member).toMatchObject({ id: owner.id });
      const opened = (tenant: Tenant) =>
        openScope(tenant, { kind: "holder", digest }).read((tx) => findShare(tx, digest));
      expect(await opened(after)).toMatchObject({ name: "Heirs", items: 1 });
      expect(await opened(twins().theirs.tenant)).toBeNull();
      await system(after).write((tx) => nameSite(tx, "Written in the new home"));

      // A request that still knows the old home reads the old copy and can't write to it.
      expect(await system(before).read(findSiteVersion)).toBe(version);
      await expect(system(before).write((tx) => nameSite(tx, "Too late"))).rejects.toThrow(
        SiteSealed,
      );
      const removal = (await mover.waiting("retire-copy")).at(-1);
      expect(removal).toMatchObject({ input: { name: before.database.name } });
      expect(removal?.hours).toBeCloseTo(24, 1);
      const [line] = await platform.read((tx) => listAudit(tx, { tenantId: after.id }));
      expect(line).toMatchObject({ action: "moved the site", actor: "owner", reason: "test" });
    },
  );
});
