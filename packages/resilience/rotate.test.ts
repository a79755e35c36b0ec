import postgres from "postgres";
import { afterEach, expect, test } from "vitest";
import { rolePassword } from "@/base/env";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import { findTenant } from "@/db/platform/queries/tenants";
import { closePools } from "@/db/pools";
import { rotatePassword } from "@/db/rotate";
import { openScope } from "@/db/scope";
import { site } from "@/db/tenant/schema";
import { describeTwins } from "@/db/testing";
import { until } from "@/db/testing-private-server";
import { type Load, startLoad } from "./load";

describeTwins("a rotated password", (twins) => {
  let load: Load | undefined;
  afterEach(() => load?.stop());

  const generationOf = async (name: string) =>
    (await platform.read((tx) => findDatabase(tx, name)))?.generation ?? -1;
  const logIn = async (name: string, generation: number) => {
    const { host } = new URL(twins().adminUrl(name));
    const password = rolePassword(name, undefined, generation);
    const sql = postgres(`postgres://${name}:${password}@${host}/${name}`, { max: 1 });
    return sql`select 1`
      .then(
        () => "in",
        ({ code }) => code,
      )
      .finally(() => sql.end());
  };
  /** Ends the sessions of a login one by one, as age would: a read whose connection is lost is sent once more. */
  const renewAll = async (name: string, afterEach: () => Promise<void>) => {
    const sql = postgres(twins().adminUrl("postgres"), { max: 1 });
    const sessions = await sql<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = ${name} and usename = ${name}`;
    for (const { pid } of sessions) {
      await sql`select pg_terminate_backend(${pid}, 5000)`;
      await afterEach();
    }
    await sql.end();
    return sessions.length;
  };

  test("fails no read of either tenant while it is rotated under load, and the old one is refused afterwards", async () => {
    const scopes = [twins().ours, twins().theirs].map(({ as }) => as("system"));
    const { name } = twins().theirs.tenant.database;
    const before = await generationOf(name);
    load = startLoad(scopes, 8, { writes: false });
    for (let turn = 0; turn < 3; turn++) {
      await rotatePassword({ name });
      // New connections are then opened with what is known of the password.
      const renewed = await renewAll(name, async () => {
        const seen = load?.served.length ?? 0;
        await until(() => (load?.served.length ?? 0) > seen + 20);
      });
      expect(renewed).toBeGreaterThan(0);
    }
    await load.stop();
    expect(load.served.filter(({ error }) => error)).toEqual([]);
    expect(await generationOf(name)).toBe(before + 3);
    expect(await logIn(name, before + 3)).toBe("in");
    expect(await logIn(name, before + 2)).toBe("28P01");
  });

  test("is found by who knows the one before, as after a rotation that was killed half way", async () => {
    const { name } = twins().theirs.tenant.database;
    const generation = await generationOf(name);
    const admin = postgres(twins().adminUrl("postgres"), { max: 1 });
    await admin.unsafe(
      `alter role ${name} password '${rolePassword(name, undefined, generation + 1)}'`,
    );
    await admin.end();
    await closePools();
    const tenant = await platform.read((tx) => findTenant(tx, twins().theirs.tenant.slug));
    if (!tenant) throw new Error("Theirs is there.");
    expect(tenant.database.generation).toBe(generation);
    const names = await openScope(tenant, { kind: "visitor" }).read((tx) => tx.$count(site));
    expect(names).toBe(1);
    await rotatePassword({ name });
    expect(await generationOf(name)).toBe(generation + 1);
    expect(await logIn(name, generation + 1)).toBe("in");
  });
});
