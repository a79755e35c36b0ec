import { asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closePools } from "@/db/pools";
import { openScope, type ReadTx, type Scope } from "@/db/scope";
import { items, site } from "@/db/tenant/schema";
import { describeTwins } from "@/db/testing";
import { testInstallation } from "@/db/testing-server";
import { type SlowWire, startSlowWire } from "./slow-wire";

describeTwins("round trips on a warm connection", (twins) => {
  let wire: SlowWire;
  let scope: Scope;

  beforeAll(async () => {
    const { hostname, port } = new URL(testInstallation().adminUrl);
    wire = await startSlowWire({ host: hostname, port: Number(port) }, 0);
    const { tenant } = twins().ours;
    const database = { ...tenant.database, server: `127.0.0.1:${wire.port}` };
    scope = openScope({ ...tenant, database }, { kind: "system", reason: "counting" });
    await readBatch(8);
  });
  afterAll(() => wire?.close());

  const queries = (tx: ReadTx) => [
    tx.select({ name: site.name }).from(site),
    tx.select({ slug: items.slug }).from(items).where(eq(items.slug, "peanut")),
    tx.select({ slug: items.slug }).from(items).orderBy(asc(items.slug)).limit(3),
    tx.$count(items),
    tx.select({ name: items.name }).from(items).where(eq(items.visibility, "private")),
    tx.select({ at: items.createdAt }).from(items).where(sql`${items.createdAt} < ${new Date()}`),
    tx.select({ story: items.story }).from(items).where(eq(items.visibility, "public")).offset(1),
    tx.select({ version: site.version }).from(site),
  ];
  const readBatch = (count: number) =>
    scope.read((tx) => Promise.all<unknown>(queries(tx).slice(0, count)));
  const tell = (story: string) =>
    scope.write((tx) => tx.update(items).set({ story }).where(eq(items.slug, "peanut")));

  test.each([1, 3, 8])("a read of %i independent queries takes one", async (count) => {
    wire.reset();
    const answers = await readBatch(count);
    expect(wire.roundTrips).toBe(1);
    expect(answers).toHaveLength(count);
    expect(answers[0]).toEqual([{ name: twins().ours.tenant.slug }]);
  });

  test("a query that the connection has not seen before takes no other", async () => {
    wire.reset();
    const rows = await scope.read((tx) =>
      tx.select({ colour: items.colour }).from(items).where(eq(items.name, "nobody asked before")),
    );
    expect(wire.roundTrips).toBe(1);
    expect(rows).toEqual([]);
  });

  test("a new connection logs in with three, and proves its role and its schema with one more", async () => {
    await closePools();
    wire.reset();
    await readBatch(1);
    expect(wire.roundTrips).toBe(3 + 1 + 1);
  });

  test("a write of one query takes two: the query with begin, and commit", async () => {
    await tell("first");
    wire.reset();
    await tell("second");
    expect(wire.roundTrips).toBe(2);
  });

  test("each query of a write that waits for another takes one more", async () => {
    wire.reset();
    await scope.write(async (tx) => {
      const [found] = await tx.select({ id: items.id }).from(items).where(eq(items.slug, "legs"));
      await tx
        .update(items)
        .set({ story: "found" })
        .where(eq(items.id, found?.id ?? ""));
    });
    expect(wire.roundTrips).toBe(3);
  });
});
