import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, expect, test, vi } from "vitest";
import { env } from "@/base/env";
import { hashToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { findDatabase, listAllDatabases } from "@/db/platform/queries/databases";
import { findOperation, listOperations, orderOperation } from "@/db/platform/queries/operations";
import { findTenant } from "@/db/platform/queries/tenants";
import { openScope } from "@/db/scope";
import { listMembers } from "@/db/tenant/queries/members";
import { takeOneTimeTokenByPurpose } from "@/db/tenant/queries/sessions";
import { describeTwins } from "@/db/testing";
import { createTenant, HAND_OVER } from "@/server/life/birth";
import { claimName } from "@/server/life/claim";
import { findComing } from "@/server/life/coming";
import { readOutbox } from "@/server/mail/post";
import { kinds } from "./kinds";
import { perform } from "./operation";
import { forgetOldWork } from "./sweep";
import { listLeftovers } from "./testing-leftovers";
import { startWorker, type Worker } from "./worker";

process.env.FILES = join(mkdtempSync(join(tmpdir(), "swingtag-births-")), "files");
process.env.SPARES = "0";

describeTwins("births in databases of their own", (twins) => {
  const workers: Worker[] = [];
  let names = 0;
  const own = (name = `alone-${twins().ours.tenant.id.slice(0, 8)}-${++names}`) =>
    createTenant({ name, email: `${name}@example.com`, preset: "vitrine", placement: "own" });
  const ownComing = async () => {
    const birth = await own();
    if (birth.kind !== "coming") throw new Error("There are no spares here.");
    return birth;
  };
  const find = (id: string) => platform.read((tx) => findOperation(tx, id));
  const ended = (id: string, state: "succeeded" | "failed") =>
    vi.waitUntil(async () => (await find(id))?.state === state, { timeout: 120_000, interval: 50 });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  });

  test("without a spare the database is made by one of two workers, and the founder is let in once and written to", async () => {
    workers.push(startWorker(), startWorker());
    const { operationId, handOver, tenant } = await ownComing();
    await ended(operationId, "succeeded");
    const born = await platform.read((tx) => findTenant(tx, tenant.slug));
    expect(born).toMatchObject({ state: "active", placement: "own", confirmed: false });
    const told = await findComing(operationId, handOver);
    expect(told?.entrance).toContain(`${tenant.slug}.localhost:3000/welcome?token=${handOver}`);
    const scope = openScope(tenant, { kind: "system", reason: "test" });
    const [owner] = await scope.read(listMembers);
    expect(owner?.email).toBe(`${tenant.slug}@example.com`);
    const take = () =>
      scope.write((tx) => takeOneTimeTokenByPurpose(tx, HAND_OVER, hashToken(handOver)));
    expect([await take(), await take()]).toEqual([owner?.id, null]);
    const mails = (await readOutbox())?.filter(({ to }) => to === owner?.email);
    expect(mails?.map(({ text }) => text)).toEqual([expect.stringContaining("/confirm?token=")]);
  });

  test("that cannot be made leave nothing, say so to who waits, and their name is free", async () => {
    const { operationId, handOver, tenant } = await ownComing();
    const { SECRET } = env();
    // With another SECRET the founder's address can't be decrypted.
    Object.assign(env(), { SECRET: "another secret of at least 32 characters" });
    workers.push(startWorker());
    try {
      await ended(operationId, "failed");
    } finally {
      Object.assign(env(), { SECRET });
    }
    expect(await findComing(operationId, handOver)).toMatchObject({ at: "failed" });
    const { name } = tenant.database;
    expect((await listLeftovers()).filter((left) => left.includes(name))).toEqual([]);
    expect(await platform.read((tx) => findDatabase(tx, name))).toBeNull();
    expect((await own(tenant.slug)).tenant.slug).toBe(tenant.slug);
  });

  test("what settles a birth is named for a site that came to be, and for one that never did", async () => {
    const slug = `settled-${twins().ours.tenant.id.slice(0, 8)}`;
    const founding = { email: `${slug}@example.com`, preset: "vitrine" } as const;
    const { tenant: born } = await createTenant({ ...founding, name: slug });
    const { tenant: lost } = await platform.write((tx) =>
      claimName(tx, { ...founding, id: crypto.randomUUID(), name: `${slug}-lost` }, "token"),
    );
    const settled = async ({ id }: { id: string }) => {
      const [ordered] = await platform.read((tx) => listOperations(tx, id));
      await perform(ordered?.id ?? "", kinds, new AbortController().signal);
      return find(ordered?.id ?? "");
    };
    const succeeded = { kind: "settle", state: "succeeded" };
    expect(await settled(born)).toMatchObject({
      ...succeeded,
      step: "Making sure that a site came to be",
    });
    expect(await settled(lost)).toMatchObject({
      ...succeeded,
      step: "Removing a site that never came to be",
    });
    expect(await platform.read((tx) => findTenant(tx, born.slug))).toMatchObject({ id: born.id });
    expect(await platform.read((tx) => findTenant(tx, lost.slug))).toBeNull();
  });

  test("operations are forgotten a day after a birth ended, others after 90 days, and nothing that waits", async () => {
    const order = (kind: string, days: number) =>
      platform.write(async (tx) => {
        const input = { tenantId: crypto.randomUUID() };
        const id = await orderOperation(tx, {
          kind,
          input,
          exclusive: false,
          orderedBy: "Swingtag",
        });
        return { kind, days, id: id ?? "" };
      });
    const all = [await order("settle", 2), await order("settle", 0), await order("move", 89)];
    all.push(await order("move", 91));
    await endAt(all);
    const waiting = await ownComing();
    await forgetOldWork();
    const left = await Promise.all(all.map(async ({ id }) => (await find(id)) !== null));
    expect(left).toEqual([false, true, true, false]);
    expect((await find(waiting.operationId))?.state).toBe("waiting");
  });

  test("with a spare they are born at once, and the spare is made up for", async () => {
    Object.assign(env(), { SPARES: 1 });
    workers.push(startWorker());
    const spares = async () =>
      (await platform.read(listAllDatabases)).filter(({ state }) => state === "spare").length;
    try {
      await vi.waitUntil(async () => (await spares()) === 1, { timeout: 120_000, interval: 50 });
      expect(await own()).toMatchObject({ kind: "born", tenant: { placement: "own" } });
      await vi.waitUntil(async () => (await spares()) === 1, { timeout: 120_000, interval: 50 });
    } finally {
      Object.assign(env(), { SPARES: 0 });
      while ((await own()).kind === "born");
    }
  });

  /** Sets the end of operations to so many days ago. */
  async function endAt(all: readonly { id: string; days: number }[]): Promise<void> {
    const sql = postgres(twins().adminUrl(`${env().DATABASE_PREFIX}_platform`), { max: 1 });
    for (const { id, days } of all)
      await sql`update operations set state = 'succeeded', ended_at = now() - ${days} * interval '1 day' where id = ${id}`;
    await sql.end();
  }
});
