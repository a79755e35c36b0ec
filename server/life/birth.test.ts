import postgres from "postgres";
import { beforeEach, expect, test } from "vitest";
import { hashEmail, hashToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { findTenant, listOwned } from "@/db/platform/queries/tenants";
import { openScope } from "@/db/scope";
import { namesOf } from "@/db/setup";
import { listMembers } from "@/db/tenant/queries/members";
import { takeOneTimeTokenByPurpose } from "@/db/tenant/queries/sessions";
import { getSite } from "@/db/tenant/queries/site";
import { describeTwins } from "@/db/testing";
import { testInstallation } from "@/db/testing-server";
import { PRESET_IDS } from "@/themes/skin";
import { CONFIRMATION, createTenant, type Founding, HAND_OVER } from "./birth";

const [PRESET] = PRESET_IDS;

describeTwins("the birth of a tenant", (twins) => {
  let births = 0;
  const founding = (change: Partial<Founding> = {}): Founding => ({
    name: `born-${twins().ours.tenant.id.slice(0, 8)}-${++births}`,
    email: "Founder@Example.com",
    preset: PRESET,
    ...change,
  });
  const create = async () => {
    const birth = await createTenant(founding());
    if (birth.kind !== "born") throw new Error("A birth in the pool waits for nothing.");
    return birth;
  };
  const poolName = () => twins().ours.tenant.database.name;

  async function asAdmin<T>(database: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
    const sql = postgres(twins().adminUrl(database), { max: 1, onnotice: () => {} });
    return work(sql).finally(() => sql.end());
  }

  /** The number of rows in every table of the platform and of the pool, over all tenants. */
  async function countEverything(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const database of [poolName(), poolName().replace("_pool_1", "_platform")])
      await asAdmin(database, async (sql) => {
        const tables = await sql<{ name: string }[]>`select relname as name from pg_class
          where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
        for (const { name } of tables) {
          const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ${sql(name)}`;
          counts[`${database}.${name}`] = row?.n ?? 0;
        }
      });
    return counts;
  }

  let before: Record<string, number>;
  beforeEach(async () => {
    before = await countEverything();
  });

  test("leaves a site that is found, unconfirmed, in its skin, with one unverified owner", async () => {
    const { name, email, preset } = founding();
    const { tenant } = await createTenant({ name, email, preset });
    expect(await platform.read((tx) => findTenant(tx, name))).toEqual(tenant);
    expect(tenant).toMatchObject({ confirmed: false, state: "active" });
    const scope = openScope(tenant, { kind: "system", reason: "test" });
    const [site, members] = await scope.read((tx) => Promise.all([getSite(tx), listMembers(tx)]));
    expect(site).toMatchObject({ name, skinNumber: 1 });
    expect(members).toMatchObject([
      { email: "founder@example.com", role: "owner", emailVerifiedAt: null },
    ]);
    const owned = await platform.read((tx) => listOwned(tx, hashEmail("FOUNDER@example.com ")));
    expect(owned.map((one) => one.slug)).toContain(name);
  });

  test("gives two tokens that work once each, for their own purpose, on this site alone", async () => {
    const { tenant, handOver, confirmation } = await create();
    const born = openScope(tenant, { kind: "system", reason: "test" });
    const take = (scope: typeof born, purpose: string, token: string) =>
      scope.write((tx) => takeOneTimeTokenByPurpose(tx, purpose, hashToken(token)));
    const [owner] = await born.read(listMembers);
    expect(await take(twins().theirs.as("system"), HAND_OVER, handOver)).toBeNull();
    expect(await take(twins().ours.as("system"), HAND_OVER, handOver)).toBeNull();
    expect(await take(born, CONFIRMATION, handOver)).toBeNull();
    expect(await take(born, HAND_OVER, confirmation)).toBeNull();
    expect(await take(born, HAND_OVER, handOver)).toBe(owner?.id);
    expect(await take(born, HAND_OVER, handOver)).toBeNull();
    expect(await take(born, CONFIRMATION, confirmation)).toBe(owner?.id);
    expect(await take(born, CONFIRMATION, confirmation)).toBeNull();
  });

  test("of a taken name is refused beside the name, and writes nothing anywhere", async () => {
    const taken = twins().theirs.tenant.slug;
    await expect(createTenant(founding({ name: taken }))).rejects.toMatchObject({
      name: "Refusal",
      status: 409,
      fields: { name: expect.stringMatching(/taken/) },
    });
    expect(await countEverything()).toEqual(before);
  });

  test.each(["www", "ab", "xn--bear", "Upper", "a--b", "a".repeat(41), "a\u0000b", "öl-bär"])(
    "of the name %j is refused beside the name, and writes nothing anywhere",
    async (name) => {
      await expect(createTenant(founding({ name }))).rejects.toMatchObject({
        name: "Refusal",
        status: 422,
        fields: { name: expect.any(String) },
      });
      expect(await countEverything()).toEqual(before);
    },
  );

  test("ten at once for one name: one is born, nine are kindly refused, rows of one are there", async () => {
    const { name } = founding();
    const births = await Promise.allSettled(
      Array.from({ length: 10 }, (_, number) =>
        createTenant({ name, email: `founder-${number}@example.com`, preset: PRESET }),
      ),
    );
    const born = births.filter((birth) => birth.status === "fulfilled");
    const refused = births.filter((birth) => birth.status === "rejected");
    expect(born).toHaveLength(1);
    expect(refused).toHaveLength(9);
    for (const { reason } of refused)
      expect(reason).toMatchObject({
        name: "Refusal",
        status: 409,
        fields: { name: "This name is taken." },
      });
    const after = await countEverything();
    const grown = Object.fromEntries(
      Object.entries(after)
        .map(([table, count]) => [table.split(".")[1], count - (before[table] ?? 0)] as const)
        .filter(([, more]) => more !== 0),
    );
    expect(grown).toEqual({
      tenants: 1,
      ownerships: 1,
      site: 1,
      // The history begins with the site.
      change_sets: 1,
      changes: 1,
      skins: 1,
      members: 1,
      one_time_tokens: 2,
      operations: 1,
    });
  });

  test("ten at once for ten names are all born", async () => {
    const births = await Promise.all(Array.from({ length: 10 }, () => createTenant(founding())));
    expect(new Set(births.map(({ tenant }) => tenant.id)).size).toBe(10);
  });

  test("that fails in the pool leaves no tenant, and the name can be had afterwards", async () => {
    const wanted = founding();
    const { tenantGroup } = namesOf(testInstallation().prefix);
    await asAdmin(poolName(), (sql) => sql.unsafe(`revoke insert on site from ${tenantGroup}`));
    try {
      await expect(createTenant(wanted)).rejects.toMatchObject({ cause: { code: "42501" } });
    } finally {
      await asAdmin(poolName(), (sql) => sql.unsafe(`grant insert on site to ${tenantGroup}`));
    }
    const operations = poolName().replace("_pool_1", "_platform.operations");
    expect(await countEverything()).toEqual({
      ...before,
      [operations]: (before[operations] ?? 0) + 1,
    });
    expect(await platform.read((tx) => findTenant(tx, wanted.name))).toBeNull();
    expect((await createTenant(wanted)).tenant.slug).toBe(wanted.name);
  });
});
