import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { platform } from "@/db/platform/door";
import { listAllDatabases } from "@/db/platform/queries/databases";
import { findOperation } from "@/db/platform/queries/operations";
import { findTenant } from "@/db/platform/queries/tenants";
import { openScope } from "@/db/scope";
import { listMembers } from "@/db/tenant/queries/members";
import { describeTwins } from "@/db/testing";
import { bearTenant } from "@/server/birth";
import { startWorker, type Worker } from "./worker";

describeTwins("births in databases of their own", (twins) => {
  let worker: Worker;
  let names = 0;
  const newName = () => `alone-${twins().ours.tenant.id.slice(0, 8)}-${++names}`;
  const own = (name: string) =>
    bearTenant({ name, email: `${name}@example.com`, preset: "vitrine", placement: "own" });
  beforeAll(() => {
    worker = startWorker();
  });
  afterAll(async () => worker.stop());

  test("without a spare the database is made, and the founder is its one owner", async () => {
    const name = newName();
    const birth = await own(name);
    if (birth.kind !== "coming") return expect(birth.tenant.placement).toBe("own");
    await vi.waitUntil(
      async () =>
        (await platform.read((tx) => findOperation(tx, birth.operationId)))?.state === "succeeded",
      { timeout: 20_000, interval: 50 },
    );
    const tenant = await platform.read((tx) => findTenant(tx, name));
    expect(tenant).toMatchObject({ state: "active", placement: "own" });
    if (!tenant) return;
    const scope = openScope(tenant, { kind: "system", reason: "test" });
    expect(await scope.read(listMembers)).toMatchObject([{ email: `${name}@example.com` }]);
  });

  test("with a spare it is born at once", async () => {
    await vi.waitUntil(
      async () => (await platform.read(listAllDatabases)).some(({ state }) => state === "spare"),
      { timeout: 90_000, interval: 100 },
    );
    const birth = await own(newName());
    expect(birth).toMatchObject({ kind: "born", tenant: { placement: "own", state: "active" } });
  });
});
