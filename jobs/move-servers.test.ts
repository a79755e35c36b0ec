import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { addDatabase } from "@/db/platform/queries/databases";
import { openScope, type Tenant } from "@/db/scope";
import { makeTenantDatabase, prepareServer } from "@/db/setup";
import { findSiteVersion, nameSite } from "@/db/tenant/queries/site";
import { describeTwins } from "@/db/testing";
import { type PrivateServer, startPrivateServer } from "@/db/testing-private-server";
import { SiteSealed } from "@/db/transaction";
import { installationOn } from "./installation";
import { moverOf } from "./testing-move";

const system = (tenant: Tenant) => openScope(tenant, { kind: "system", reason: "test" });

let server: PrivateServer;
beforeAll(async () => {
  server = await startPrivateServer();
  // Before the twins are made: settings are read once in a process.
  process.env.DATABASE_SERVERS = server.url;
});
afterAll(() => server.stop());

describeTwins("moves between servers", (twins) => {
  const mover = moverOf(twins);
  const elsewhere = () => new URL(server.url).host;
  beforeAll(async () => {
    const pool = `${env().DATABASE_PREFIX}_far_${twins().ours.tenant.slug.replace("-", "_")}`;
    await prepareServer(installationOn(elsewhere()));
    await makeTenantDatabase(installationOn(elsewhere()), pool);
    await platform.write((tx) =>
      addDatabase(tx, { kind: "pool", name: pool, server: elsewhere(), state: "ready" }),
    );
  });

  test.each([
    ["a database of its own", "own"],
    ["a pool", "pool"],
  ] as const)(
    "there and back, through %s, every row arrives and writers follow",
    async (_, kind) => {
      const before = await mover.home();
      const rows = await mover.rowsIn(before.database);
      expect(await mover.moveTo(kind, { server: elsewhere() })).toMatchObject({
        state: "succeeded",
      });
      const away = await mover.home();
      expect(away).toMatchObject({ placement: kind, database: { server: elsewhere() } });
      expect(await mover.rowsIn(away.database)).toEqual(rows);
      await system(away).write((tx) => nameSite(tx, `Written on another server, in ${kind}`));
      await expect(system(before).write((tx) => nameSite(tx, "Too late"))).rejects.toThrow(
        SiteSealed,
      );

      const changed = await mover.rowsIn(away.database);
      const version = await system(away).read(findSiteVersion);
      expect(await mover.moveTo({ database: before.database.name })).toMatchObject({
        state: "succeeded",
      });
      const back = await mover.home();
      expect(back.database).toEqual(before.database);
      expect(await mover.rowsIn(back.database)).toEqual(changed);
      expect(await system(back).read(findSiteVersion)).toBe(version);
    },
  );

  test("a server in another time zone gives the same checksums", async () => {
    await mover.sql(
      mover.platformName(),
      `alter role ${twins().ours.tenant.database.name} set timezone = 'Pacific/Chatham'`,
    );
    expect(await mover.moveTo("pool", { server: elsewhere() })).toMatchObject({
      state: "succeeded",
    });
    expect(await mover.home()).toMatchObject({ database: { server: elsewhere() } });
  });
});
