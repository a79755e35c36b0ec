import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import { findTenant } from "@/db/platform/queries/tenants";
import { closePools, refusePowerfulRole } from "@/db/pools";
import { rotatePassword } from "@/db/rotate";
import { openScope, settingsOf, type Tenant } from "@/db/scope";
import { sealTenant, unsealTenant } from "@/db/seal";
import { type Installation, prepareInstallation, prepareTenantDatabase } from "@/db/setup";
import { addItem } from "@/db/tenant/queries/items";
import { nameSite } from "@/db/tenant/queries/site";
import { items } from "@/db/tenant/schema";
import { draft } from "@/db/testing";
import type { PrivateServer } from "@/db/testing-private-server";
import { SiteSealed } from "@/db/transaction";
import { dropDatabase } from "@/jobs/databases";
import { startWorker, type Worker } from "@/jobs/worker";
import { createTenant } from "@/server/life/birth";
import { orderMove } from "@/server/life/move";
import { listTroubles, mend } from "./doctor/doctor";
import { ended, login, POOL, settled, startManagedServer, violationsOf } from "./testing-managed";

/** A server like a managed one: the administrator may create roles and databases and is no superuser. */
let server: PrivateServer;
let installation: Installation;
let worker: Worker;

beforeAll(async () => {
  ({ server, installation } = await startManagedServer());
  await prepareInstallation(installation);
  worker = startWorker();
  for (const name of ["ours", "theirs", "alone"]) await create(name);
});
afterAll(async () => {
  await worker?.stop();
  await closePools();
  await server?.stop();
});

describe("on a server whose administrator is no superuser", () => {
  test("setup refuses unless somebody has said that this is known, and names the setting", async () => {
    await expect(prepareInstallation({ ...installation, guard: "full" })).rejects.toThrow(
      /set DATABASE_GUARD=managed/,
    );
  });

  test("setup can be run again", async () => {
    await expect(prepareInstallation(installation)).resolves.toBeDefined();
  });

  test("the app refuses to run as if every wall stood, and names the setting", async () => {
    const sql = login(installation, POOL);
    await expect(refusePowerfulRole(sql, "full")).rejects.toThrow(/DATABASE_GUARD=managed/);
    await expect(refusePowerfulRole(sql, "managed")).resolves.toBeUndefined();
    await sql.end();
  });

  test("the catalogue of the pool and of an own database is as the contract wants it", async () => {
    for (const name of [POOL, (await tenantOf("alone")).database.name]) {
      expect(await violationsOf(installation, name), name).toEqual([]);
      expect((await violationsOf(installation, name, "", "full")).join()).toMatch(
        /may call set_config/,
      );
    }
  });

  test.each([
    [
      "a policy that goes by the setting",
      "alter policy tenant on items using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))",
    ],
    [
      "an audience that goes by the setting",
      "alter policy audience on items using (current_setting('app.audience', true) = 'members')",
    ],
    [
      "a cursor that outlives its transaction",
      "alter policy tenant on items using (tenant_id = (select substr(name, 8, 36)::uuid from pg_cursor() where name like 'tenant %'))",
    ],
    ["the keeper open to everyone", "alter policy keeper on items to public"],
    ["the keeper of the seals open to everyone", "alter policy keeper on ledger.seals to public"],
  ])("the contract catches %s", async (_, statement) => {
    expect(await violationsOf(installation, POOL, statement)).not.toEqual([]);
  });

  test.each([
    [
      "before a query of the same transaction",
      ["select set_config('app.tenant_id', '@theirs@', true)", "select slug from items"],
    ],
    [
      "for the whole session",
      ["select set_config('app.tenant_id', '@theirs@', false)", "select slug from items"],
    ],
    ["within the query", ["select slug, set_config('app.tenant_id', '@theirs@', true) from items"]],
    [
      "in a part that comes first",
      [
        "with a as materialized (select set_config('app.tenant_id', '@theirs@', true)) select slug from a, items",
      ],
    ],
    [
      "in the condition",
      ["select slug from items where set_config('app.tenant_id', '@theirs@', true) <> ''"],
    ],
  ])(
    "a query that changes the settings %s sees our rows alone, and a visitor what visitors see",
    async (_, statements) => {
      const [ours, theirs] = [await tenantOf("ours"), await tenantOf("theirs")];
      const sql = login(installation, POOL);
      const seen = await sql.begin(async (tx) => {
        await tx.unsafe(settingsOf(ours, { kind: "visitor" }));
        await tx`select set_config('app.audience', 'members', true)`;
        let rows: readonly { slug?: string }[] = [];
        for (const statement of statements)
          rows = await tx.unsafe(statement.replaceAll("@theirs@", theirs.id));
        return rows.map(({ slug }) => slug);
      });
      expect(seen).toEqual(["shown-by-ours"]);
      expect(await sql`select slug from items`).toEqual([]);
      await sql.end();
    },
  );

  test.each([
    "select query_to_xml('close all', true, true, '')",
    `select query_to_xml('declare "tenant @theirs@ members" cursor for select', true, true, '')`,
    "select set_config('role', 'managed_owner', false)",
    `insert into skins (tenant_id, number, value) values ('@theirs@', 9, '{}')`,
    "select set_config('role', 'administrator', true)",
  ])("no expression gets around it: %s", async (statement) => {
    const [ours, theirs] = [await tenantOf("ours"), await tenantOf("theirs")];
    const sql = login(installation, POOL);
    const tried = sql.begin(async (tx) => {
      await tx.unsafe(settingsOf(ours, { kind: "system" }));
      await tx.unsafe(statement.replaceAll("@theirs@", theirs.id));
    });
    await expect(tried).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|0A000)$/) });
    await sql.end();
  });

  test("a site moves out of the pool and back, and theirs is as it was", async () => {
    const before = await slugsOf("theirs");
    for (const to of ["own", "pool"] as const) {
      const tenant = await tenantOf("ours");
      const id = await orderMove({ tenant, to, by: "owner", reason: "test" });
      expect(await ended(id)).toBe("succeeded");
      expect((await tenantOf("ours")).placement).toBe(to);
      expect(await slugsOf("ours")).toEqual(["kept-by-ours", "shown-by-ours"]);
    }
    expect(await slugsOf("theirs")).toEqual(before);
  });

  test("a sealed site takes no writes, and the other does", async () => {
    const [ours, theirs] = [await tenantOf("ours"), await tenantOf("theirs")];
    const seal = await sealTenant(ours.database, ours.id, 60);
    await expect(scope(ours).write((tx) => nameSite(tx, "No"))).rejects.toThrow(SiteSealed);
    await scope(theirs).write((tx) => nameSite(tx, "Theirs"));
    await seal.end();
    await unsealTenant(ours.database, ours.id);
    await scope(ours).write((tx) => nameSite(tx, "Ours"));
  });

  test("a database that is left is dropped with its login, also while that login is connected", async () => {
    const name = `${POOL.replace("_pool_1", "")}_own_left`;
    await prepareTenantDatabase(installation, name, "own");
    const session = login(installation, name);
    await session`select 1`;
    const left = await platform.read((tx) => findDatabase(tx, name));
    if (left) await dropDatabase(left);
    // The driver opens a new session, but the login does not exist any more.
    await expect(session`select 1`).rejects.toMatchObject({ code: "28P01" });
    await session.end();
    expect(await platform.read((tx) => findDatabase(tx, name))).toBeNull();
  });

  test("a password is rotated, and the site answers on new connections", async () => {
    const { name } = (await tenantOf("alone")).database;
    await rotatePassword({ name });
    await closePools();
    expect(await slugsOf("alone")).toEqual(["kept-by-alone", "shown-by-alone"]);
  });

  test("the doctor sees rows of a site there is not, and a mended database is as it should be", async () => {
    const stray = crypto.randomUUID();
    const sql = login(installation, POOL);
    await sql.begin(async (tx) => {
      await tx.unsafe(settingsOf({ id: stray }, { kind: "system" }));
      await tx`insert into skins (number, value) values (1, '{}')`;
    });
    await sql.end();
    await settled(installation);
    const troubles = await listTroubles();
    expect(troubles.map(({ kind, subject }) => `${kind} ${subject}`)).toContain(
      `stray rows ${stray}`,
    );
    for (const trouble of troubles) await mend(trouble);
    expect(await listTroubles()).toEqual([]);
  });
});

async function create(name: string): Promise<void> {
  const placement = name === "alone" ? "own" : "pool";
  await createTenant({ name, email: `${name}@example.com`, preset: "vitrine", placement });
  await vi.waitUntil(
    async () => (await platform.read((tx) => findTenant(tx, name)))?.state === "active",
    20_000,
  );
  await scope(await tenantOf(name)).write(async (tx) => {
    await addItem(tx, draft({ name: `Shown by ${name}` }));
    await addItem(tx, draft({ name: `Kept by ${name}`, visibility: "private" }));
  });
}

async function tenantOf(slug: string): Promise<Tenant> {
  const tenant = await platform.read((tx) => findTenant(tx, slug));
  if (!tenant) throw new Error(`There is no ${slug}.`);
  return tenant;
}

const scope = (tenant: Tenant) => openScope(tenant, { kind: "system", reason: "test" });

async function slugsOf(name: string): Promise<string[]> {
  const rows = await scope(await tenantOf(name)).read((tx) =>
    tx.select({ slug: items.slug }).from(items),
  );
  return rows.map(({ slug }) => slug).sort();
}
