import postgres from "postgres";
import { beforeEach, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { findCertificateOf } from "@/db/platform/queries/certificates";
import { findOperation, listOperations, orderOperation } from "@/db/platform/queries/operations";
import { findTenantById, listTaken } from "@/db/platform/queries/tenants";
import { withTenantRows } from "@/db/rows";
import { openScope, type Tenant } from "@/db/scope";
import { addItem } from "@/db/tenant/queries/items";
import { describeTwins, draft } from "@/db/testing";
import { createTenant } from "@/server/life/birth";
import { bringBackTenant } from "@/server/life/bring-back";
import { isGenuine } from "@/server/life/certificate";
import { deleteTenant } from "@/server/life/remove";
import { renameTenant } from "@/server/life/rename";
import { readOutbox } from "@/server/mail/post";
import { filesOf } from "@/server/photos/photo-files";
import { create } from "./create";
import { type AnyKind, perform } from "./operation";
import { purge } from "./purge";

const why = { by: "owner", reason: "a test" };
const STEPS = 7;

describeTwins("removing a deleted site", (twins) => {
  let count = 0;
  let tenant: Tenant;
  let email: string;
  const newName = () => `purge-${twins().ours.tenant.id.slice(0, 8)}-${++count}`;
  const run = (id: string, kinds: Record<string, AnyKind> = { purge, create }) =>
    perform(id, kinds, new AbortController().signal);

  /** A site with two items and three files, of which its owner has deleted it 30 days ago. */
  async function live(): Promise<void> {
    const system = openScope(tenant, { kind: "system", reason: "test" });
    await system.write(async (tx) => {
      await addItem(tx, draft());
      await addItem(tx, draft({ name: "Legs" }));
    });
    for (const key of ["photos/a.webp", "photos/b.webp", "photos/logo-c.webp"])
      await filesOf(tenant).put(key, Buffer.from("1234567890"), { type: "image/webp" });
  }
  async function order(): Promise<string> {
    await deleteTenant({ tenant, ...why });
    const sql = platformAsAdmin();
    await sql`update tenants set purge_at = now() - interval '1 second' where id = ${tenant.id}`;
    await sql.end();
    const [removal] = await platform.read((tx) => listOperations(tx, tenant.id));
    return removal?.id ?? "";
  }
  function platformAsAdmin() {
    return postgres(twins().adminUrl(`${process.env.DATABASE_PREFIX}_platform`), { max: 1 });
  }
  const countOf = (table: string) =>
    withTenantRows(tenant.database, tenant.id, "snapshot", async ({ sql }) => {
      const [row] = await sql`select count(*)::int as count from ${sql(table)}`;
      return row?.count;
    });
  const listFiles = async () => {
    const keys: string[] = [];
    for await (const { key } of filesOf(tenant).list("")) keys.push(key);
    return keys;
  };
  const certificate = () => platform.read((tx) => findCertificateOf(tx, tenant.id));

  async function expectGone(): Promise<void> {
    expect(await platform.read((tx) => findTenantById(tx, tenant.id))).toBeNull();
    for (const table of ["items", "members", "site", "skins"]) expect(await countOf(table)).toBe(0);
    expect(await listFiles()).toEqual([]);
    const kept = await certificate();
    expect(kept && isGenuine(kept)).toBe(true);
    const lines = kept?.body.split("\n");
    for (const line of ["- items: 2", "- members: 1", "- site: 1", "Files: 3, 30 bytes"])
      expect(lines).toContain(line);
  }

  beforeEach(async () => {
    email = `${newName()}@example.com`;
    ({ tenant } = await createTenant({ name: newName(), email, preset: "vitrine" }));
  });

  test("rows, files, work and owners are gone, and the certificate lists what that was", async () => {
    await live();
    const waiting = await platform.write((tx) =>
      orderOperation(tx, {
        kind: "settle",
        tenantId: tenant.id,
        exclusive: false,
        orderedBy: "owner",
      }),
    );
    const id = await order();
    await run(id);
    await expectGone();
    expect(await platform.read((tx) => findOperation(tx, waiting ?? ""))).toBeNull();
    expect(await platform.read((tx) => findOperation(tx, id))).toMatchObject({
      state: "succeeded",
      memory: {},
    });
    const sql = platformAsAdmin();
    expect(await sql`select 1 from ownerships where tenant_id = ${tenant.id}`).toHaveLength(0);
    await sql.end();
  });

  test("the certificate goes to the owner by mail", async () => {
    await run(await order());
    const mails = (await readOutbox())?.filter(({ to }) => to === email);
    const kept = await certificate();
    expect(mails?.map(({ text }) => text).join("\n")).toContain(kept?.body);
  });

  test("its name and its former names rest", async () => {
    const renamed = await renameTenant({ tenant, name: newName(), ...why });
    await run(await order());
    for (const name of [tenant.slug, renamed.slug]) {
      expect(await platform.read((tx) => listTaken(tx, [name]))).toEqual([name]);
      const founding = { name, email: "other@example.com", preset: "vitrine" } as const;
      await expect(createTenant(founding)).rejects.toThrow("taken");
    }
  });

  test.each(["before", "after"] as const)(
    "killed %s the work of each step in turn, it goes on and ends with the same numbers",
    async (when) => {
      await live();
      const id = await order();
      for (let at = 1; at <= STEPS; at++)
        await expect(run(id, { purge: killedAt(at, when) })).rejects.toThrow("killed");
      await run(id);
      await expectGone();
    },
  );

  test("one that was brought back is left alone", async () => {
    await live();
    const id = await order();
    await bringBackTenant({ tenant, ...why });
    await run(id);
    expect(await platform.read((tx) => findTenantById(tx, tenant.id))).toMatchObject({
      state: "active",
    });
    expect(await countOf("items")).toBe(2);
    expect(await listFiles()).toHaveLength(3);
  });

  test("of bringing it back and removing it at the same moment one wins whole", async () => {
    await live();
    const id = await order();
    const [back] = await Promise.allSettled([bringBackTenant({ tenant, ...why }), run(id)]);
    if (back.status === "rejected") {
      expect(String(back.reason)).toContain("Its removal has begun");
      await expectGone();
    } else expect(await countOf("items")).toBe(2);
  });

  test("once it has begun nothing brings it back", async () => {
    await live();
    const id = await order();
    await expect(run(id, { purge: killedAt(2, "before") })).rejects.toThrow("killed");
    await expect(bringBackTenant({ tenant, ...why })).rejects.toThrow("Its removal has begun");
    await run(id);
    await expectGone();
  });

  test("before its day nothing is removed", async () => {
    await live();
    await deleteTenant({ tenant, ...why });
    const [removal] = await platform.read((tx) => listOperations(tx, tenant.id));
    await expect(run(removal?.id ?? "")).rejects.toThrow("can be brought back until");
    expect(await countOf("items")).toBe(2);
  });

  test("work that needs the whole site is waited for", async () => {
    const id = await order();
    await platform.write((tx) =>
      orderOperation(tx, { kind: "backup", tenantId: tenant.id, orderedBy: "owner" }),
    );
    await expect(run(id)).rejects.toThrow("once its backup has ended");
    expect(await platform.read((tx) => findTenantById(tx, tenant.id))).not.toBeNull();
  });

  test("a copy that a broken move left in another shared database goes, too", async () => {
    await live();
    const elsewhere = `${process.env.DATABASE_PREFIX}_own_1`;
    const address = { name: elsewhere, server: "", generation: 0 };
    const sql = platformAsAdmin();
    await sql`update databases set kind = 'pool' where name = ${elsewhere}`;
    try {
      await withTenantRows(tenant.database, tenant.id, "snapshot", (from) =>
        withTenantRows(address, tenant.id, "write", async (to) => {
          for (const table of from.tables)
            for await (const lines of from.lines(table)) await to.insert(table, lines);
        }),
      );
      await run(await order());
      await withTenantRows(address, tenant.id, "snapshot", async (rows) => {
        for (const table of rows.tables) expect((await rows.digest(table)).rows).toBe(0);
      });
      expect((await certificate())?.body).toContain(`shared database: ${elsewhere}`);
    } finally {
      await sql`update databases set kind = 'own' where name = ${elsewhere}`;
      await sql.end();
    }
  });

  test("a database of its own is dropped with its login role", async () => {
    const birth = await createTenant({
      name: newName(),
      email,
      preset: "vitrine",
      placement: "own",
    });
    if (birth.kind === "coming") await run(birth.operationId);
    const born = await platform.read((tx) => findTenantById(tx, birth.tenant.id));
    if (!born) throw new Error("The site was not born.");
    tenant = born;
    await live();
    const id = await order();
    await expect(run(id, { purge: killedAt(6, "after") })).rejects.toThrow("killed");
    await run(id);
    const { name } = tenant.database;
    const sql = platformAsAdmin();
    expect(await sql`select 1 from pg_database where datname = ${name}`).toHaveLength(0);
    expect(await sql`select 1 from pg_roles where rolname = ${name}`).toHaveLength(0);
    expect(await sql`select 1 from databases where name = ${name}`).toHaveLength(0);
    await sql.end();
    const kept = await certificate();
    expect(kept && isGenuine(kept)).toBe(true);
    expect(kept?.body.split("\n")).toContain(`Database and login role: ${name}`);
    expect(kept?.body.split("\n")).toContain("- items: 2");
  });
});

/** The removal, killed before or after one of its steps. */
function killedAt(at: number, when: "before" | "after"): AnyKind {
  return (operation) => {
    const kind = purge(operation);
    let steps = 0;
    return {
      ...kind,
      run: (how) =>
        kind.run({
          ...how,
          async step(words, work) {
            if (++steps !== at) return how.step(words, work);
            if (when === "after") await how.step(words, work);
            throw new Error("killed");
          },
        }),
    };
  };
}
