import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { describe, expect, expectTypeOf, test } from "vitest";
import { rolePassword } from "@/base/env";
import { refusePowerfulRole } from "./pools";
import type { ReadTx, WriteTx } from "./scope";
import { namesOf } from "./setup";
import { copies } from "./tenant/copy-schema";
import { findItemBySlug } from "./tenant/queries/items";
import { items, site } from "./tenant/schema";
import { describeTwins, draft } from "./testing";
import { TEST_SECRET, testInstallation } from "./testing-server";
import type { Reads, Writes } from "./transaction";

describe("guard 1, types", () => {
  test("a raw handle is no ReadTx, a ReadTx cannot insert, neither can run raw SQL", () => {
    expectTypeOf<Reads>().not.toExtend<ReadTx>();
    expectTypeOf<Writes>().not.toExtend<WriteTx>();
    expectTypeOf<ReadTx>().not.toHaveProperty("insert");
    expectTypeOf<ReadTx>().not.toHaveProperty("update");
    expectTypeOf<ReadTx>().not.toHaveProperty("delete");
    expectTypeOf<ReadTx>().not.toHaveProperty("execute");
    expectTypeOf<WriteTx>().not.toHaveProperty("execute");
    expectTypeOf<WriteTx>().not.toHaveProperty("transaction");
    expectTypeOf<WriteTx>().toExtend<ReadTx>();
    expectTypeOf<ReadTx>().not.toExtend<WriteTx>();
  });
});

describeTwins("the door", (twins) => {
  test("guard 1: what a read is given has no way to write, and Postgres would refuse it", async () => {
    const { ours } = twins();
    await ours.as("owner").read((tx) => {
      expect(Object.keys(tx).sort()).toEqual(
        ["$count", "$with", "actor", "select", "selectDistinct", "selectDistinctOn", "with"].sort(),
      );
      return [];
    });
    const stuck = ours
      .as("owner")
      .read((tx) => tx.select({ locked: items.id }).from(items).for("update"));
    await expect(stuck).rejects.toMatchObject({ cause: { code: "25006" } });
  });

  test("the same slug is our item in our scope and theirs in theirs", async () => {
    const { ours, theirs } = twins();
    const found = await ours.as("visitor").read((tx) => findItemBySlug(tx, "peanut"));
    expect(found?.id).toBe(ours.items.peanut);
    expect(found?.story).toContain(ours.mark);
    const other = await theirs.as("visitor").read((tx) => findItemBySlug(tx, "peanut"));
    expect(other?.id).toBe(theirs.items.peanut);
  });

  test("a query without any filter sees our rows alone", async () => {
    const { ours } = twins();
    const rows = await ours
      .as("system")
      .read((tx) => tx.select({ tenant: items.tenantId }).from(items));
    expect(rows.length).toBe(5);
    expect(new Set(rows.map((row) => row.tenant))).toEqual(new Set([ours.tenant.id]));
  });

  test("guard 3: writing a row for them, or moving ours to them, is refused", async () => {
    const { ours, theirs } = twins();
    const smuggled = ours
      .as("owner")
      .write((tx) =>
        tx.insert(items).values({ ...draftRow(), slug: "smuggled", tenantId: theirs.tenant.id }),
      );
    await expect(smuggled).rejects.toThrow();
    const moved = ours
      .as("owner")
      .write((tx) => tx.update(items).set({ tenantId: theirs.tenant.id }));
    await expect(moved).rejects.toThrow();
    const nothing = await ours.as("owner").write((tx) =>
      tx
        .delete(items)
        .where(eq(items.id, theirs.items.peanut ?? ""))
        .returning(),
    );
    expect(nothing).toEqual([]);
  });

  test("guard 4: a reference to their item is refused like one to an id that never existed", async () => {
    const { ours, theirs } = twins();
    const pointAt = (itemId: string) =>
      ours
        .as("owner")
        .write((tx) => tx.insert(copies).values({ itemId }))
        .catch((error: unknown) => codeOf(error));
    const foreign = await pointAt(theirs.items.peanut ?? "");
    // The trigger that asks whether the item is hidden finds none, and the column takes no null.
    expect(foreign).toBe("23502");
    expect(await pointAt(crypto.randomUUID())).toBe(foreign);
  });

  test("guard 5: a slug of theirs is free for us, and ours is taken for us", async () => {
    const { ours } = twins();
    const add = (slug: string) =>
      ours.as("owner").write((tx) => tx.insert(items).values({ ...draftRow(), slug }));
    await expect(add("peanut").catch((error: unknown) => codeOf(error))).resolves.toBe("23505");
    await add("only-ours-now");
    await ours.as("owner").write((tx) => tx.delete(items).where(eq(items.slug, "only-ours-now")));
  });

  test("guard 6: a transaction kept past its callback is dead", async () => {
    const { ours } = twins();
    let kept: ReadTx | undefined;
    await ours.as("owner").write(async (tx) => {
      kept = tx;
      await tx.select({ one: sql`1` }).from(site);
    });
    await expect(kept?.select({ one: sql`1` }).from(site)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/ended/) },
    });
    await ours.as("owner").read((tx) => {
      kept = tx;
      return tx.select({ one: sql`1` }).from(site);
    });
    await expect(kept?.select({ one: sql`1` }).from(site)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/sent its queries|ended/) },
    });
  });

  test("a visitor's transaction cannot read what is private or trashed, whatever the query", async () => {
    const { ours } = twins();
    const slugs = await ours
      .as("visitor")
      .read((tx) => tx.select({ slug: items.slug }).from(items));
    expect(slugs.map((row) => row.slug).sort()).toEqual(["hidden", "legs", "peanut"]);
  });

  test("guard 2: outside a scope the runtime role sees no row and may neither truncate nor call set_config", async () => {
    const { ours, theirs, adminUrl } = twins();
    const name = ours.tenant.database.name;
    const runtime = loginTo(adminUrl(name), name);
    try {
      expect(await runtime`select * from items`).toHaveLength(0);
      // After its first use, a setting is '' and not null on that connection.
      await runtime.begin(async (tx) => {
        await tx.unsafe(`set local app.tenant_id = '${ours.tenant.id}'`);
        expect(await tx`select * from items`).not.toHaveLength(0);
      });
      expect(await runtime`select * from items`).toHaveLength(0);
      const tries = [
        "truncate items",
        `select set_config('app.tenant_id', '${theirs.tenant.id}', false)`,
        "alter table items disable row level security",
        "drop policy tenant on items",
        "set role postgres",
        "create table loot (id int)",
      ];
      for (const statement of tries)
        await expect(runtime.unsafe(statement), statement).rejects.toMatchObject({ code: "42501" });
    } finally {
      await runtime.end();
    }
  });

  test("a login of one database cannot open another", async () => {
    const { ours, adminUrl } = twins();
    const pool = ours.tenant.database.name;
    for (const other of [pool.replace("_pool_1", "_own_1"), pool.replace("_pool_1", "_platform")]) {
      const intruder = loginTo(adminUrl(other), pool);
      await expect(intruder`select 1`).rejects.toMatchObject({ code: "42501" });
      await intruder.end();
    }
  });

  test("guard 7: the app refuses a superuser, a table owner and a role that may call set_config", async () => {
    const { ours, adminUrl } = twins();
    const { name } = ours.tenant.database;
    const admin = postgres(adminUrl(name), { max: 1 });
    const runtime = loginTo(adminUrl(name), name);
    const { owner } = namesOf(testInstallation().prefix);
    try {
      await expect(refusePowerfulRole(admin)).rejects.toThrow(/superuser/);
      await expect(refusePowerfulRole(runtime)).resolves.toBeUndefined();
      await admin.unsafe(`grant ${owner} to ${name}`);
      await expect(refusePowerfulRole(runtime)).rejects.toThrow(/owns tables/);
      await admin.unsafe(`revoke ${owner} from ${name}`);
      await admin.unsafe(`alter role ${name} bypassrls`);
      await expect(refusePowerfulRole(runtime)).rejects.toThrow(/bypass/);
      await admin.unsafe(`alter role ${name} nobypassrls`);
      await admin.unsafe(`grant execute on function set_config(text, text, boolean) to ${name}`);
      await expect(refusePowerfulRole(runtime)).rejects.toThrow(/set_config/);
      await admin.unsafe(`revoke execute on function set_config(text, text, boolean) from ${name}`);
      await expect(refusePowerfulRole(runtime)).resolves.toBeUndefined();
    } finally {
      await admin.end();
      await runtime.end();
    }
  });
});

function loginTo(url: string, role: string) {
  const address = new URL(url);
  address.username = role;
  address.password = rolePassword(role, TEST_SECRET);
  return postgres(address.toString(), { max: 1, onnotice: () => {} });
}

function draftRow() {
  const { copies: _copies, tags: _tags, want: _want, ...row } = draft();
  return row;
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : String(error);
}
