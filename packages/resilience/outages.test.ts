import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/base/env";
import { closePools } from "@/db/pools";
import type { Scope } from "@/db/scope";
import { site } from "@/db/tenant/schema";
import { type PrivateServer, startPrivateServer, until } from "@/db/testing-private-server";
import { DatabaseUnavailable } from "@/db/transaction";
import { faults, suffer } from "./faults";
import { startLoad, twoTenants } from "./load";

let server: PrivateServer;
let scopes: [Scope, Scope];

beforeAll(async () => {
  server = await startPrivateServer();
  scopes = await twoTenants(server.url, "outage_test");
});

afterAll(async () => {
  await closePools();
  await server?.stop();
});

test.each(faults)(
  "$name under load: the process stays, no request hangs, every connection is back, and nothing that begins then fails",
  async (fault) => {
    const load = startLoad(scopes, 32);
    const damage = await suffer(fault, server, load, { calm: 500, watch: 1500 });
    await until(async () => (await server.sessions()) === env().DATABASE_CONNECTIONS);
    await load.stop();
    expect(damage.uncaught).toEqual([]);
    expect(damage.failedAfter).toEqual([]);
    expect(damage.longest).toBeLessThan(10_000);
    expect(
      load.served.filter(({ error }) => error && !(error instanceof DatabaseUnavailable)),
    ).toEqual([]);
    expect(load.served.at(-1)?.error).toBeUndefined();
  },
);

test("a session that never answers costs its request a refusal and the pool nothing", async () => {
  const reads = (count: number) =>
    Promise.allSettled(
      Array.from({ length: count }, () => scopes[0].read((tx) => tx.select().from(site))),
    );
  await reads(1);
  await server.signalBackend("SIGSTOP");
  const during = await reads(40);
  await server.signalBackend("SIGCONT");
  const failed = during.filter((outcome) => outcome.status === "rejected");
  expect(failed.map(({ reason }) => reason)).toEqual(
    failed.map(() => expect.any(DatabaseUnavailable)),
  );
  expect(failed).toHaveLength(1);
  const after = await reads(40);
  expect(after.filter(({ status }) => status === "rejected")).toEqual([]);
});
