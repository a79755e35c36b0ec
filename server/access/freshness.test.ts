import { setImmediate as turn } from "node:timers/promises";
import { beforeEach, expect, test, vi } from "vitest";
import { beginTrace, within } from "@/base/telemetry/trace";
import type { Tenant } from "@/db/scope";
import { foreseeFreshness, freshnessOf } from "./freshness";

/** What the directory says, and the versions in the databases by tenant and place. */
const said = vi.hoisted(() => ({
  tenant: null as Tenant | null | Promise<Tenant | null>,
  versions: new Map<string, number | Error>(),
  asked: [] as string[],
}));

vi.mock("./tenants", () => ({ tenantNamed: async () => said.tenant }));
vi.mock("@/db/tenant/queries/site", () => ({ findSiteVersion: () => null }));
vi.mock("@/db/scope", () => ({
  openScope: ({ id, database }: Tenant) => ({
    async read() {
      const place = `${id} ${database.name}`;
      said.asked.push(place);
      // As a read is sent, so that nobody joins one that is on its way.
      await turn();
      const version = said.versions.get(place);
      if (version instanceof Error) throw version;
      return version ?? null;
    },
  }),
}));

const living = (id: string, name: string): Tenant => ({
  id,
  slug: "ours",
  state: "active",
  confirmed: true,
  placement: "pool",
  database: { name, server: "", generation: 0 },
});

/** One request, as the front begins it. */
const request = <T>(work: () => Promise<T>) =>
  within(beginTrace("site", { requestId: crypto.randomUUID() }), work);

const arrive = () =>
  request(async () => {
    foreseeFreshness("ours");
    return freshnessOf("ours");
  });

beforeEach(async () => {
  said.tenant = living("tenant-1", "pool");
  said.versions = new Map<string, number | Error>([["tenant-1 pool", 1]]);
  await arrive();
  said.asked = [];
});

test("the version is asked for before the directory has answered, and once", async () => {
  const { promise, resolve } = Promise.withResolvers<Tenant | null>();
  said.tenant = promise;
  const key = arrive();
  await vi.waitFor(() => expect(said.asked).toEqual(["tenant-1 pool"]));
  resolve(living("tenant-1", "pool"));
  expect(await key).toBe("tenant-1 1");
  expect(said.asked).toHaveLength(1);
});

test("each request asks anew, so that it sees what was saved before it came", async () => {
  said.versions.set("tenant-1 pool", 2);
  expect(await arrive()).toBe("tenant-1 2");
});

test.each([
  ["has moved to a database of its own", living("tenant-1", "own"), "tenant-1 own"],
  ["is another tenant's now", living("tenant-2", "pool"), "tenant-2 pool"],
])("what was read beforehand does not count where the site %s", async (_, tenant, place) => {
  said.tenant = tenant;
  said.versions.set(place, 7);
  expect(await arrive()).toBe(`${tenant.id} 7`);
  said.versions.set("tenant-1 pool", new Error("It is gone."));
  said.versions.set(place, 8);
  expect(await arrive()).toBe(`${tenant.id} 8`);
});

test("a database that was dropped after a move fails nobody", async () => {
  said.versions = new Map<string, number | Error>([
    ["tenant-1 pool", new Error("It is gone.")],
    ["tenant-1 own", 3],
  ]);
  said.tenant = living("tenant-1", "own");
  expect(await arrive()).toBe("tenant-1 3");
});

test.each([
  ["its database is gone", new Error("It is gone.")],
  ["its rows are elsewhere", null],
])(
  "a site whose answers come from elsewhere now is not looked for again where %s",
  async (_, found) => {
    if (found) said.versions.set("tenant-1 pool", found);
    else said.versions.clear();
    for (const _ of [1, 2, 3])
      await request(async () => {
        foreseeFreshness("ours");
        await turn();
        await turn();
      });
    expect(said.asked).toEqual(["tenant-1 pool"]);
  },
);

test("a database that is away fails the request once", async () => {
  said.versions.set("tenant-1 pool", new Error("It is away."));
  await expect(arrive()).rejects.toThrow("It is away.");
  expect(said.asked).toHaveLength(1);
});

test.each([
  ["is suspended", { ...living("tenant-1", "pool"), state: "suspended" as const }],
  ["is not confirmed", { ...living("tenant-1", "pool"), confirmed: false }],
  ["is gone", null],
])("nothing may be kept of a site that %s, whatever was read beforehand", async (_, tenant) => {
  said.tenant = tenant;
  expect(await arrive()).toBeNull();
});
