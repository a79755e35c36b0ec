import { expect, test, vi } from "vitest";
import { log } from "@/base/log";
import { describeTwinsInPool } from "@/db/testing";
import { forgetTenant } from "@/server/access/tenants";
import { startSession } from "@/server/auth/session";
import { send } from "@/server/testing";
import { changeAddress } from "./actions";

vi.mock("next/headers", async () => (await import("@/server/testing")).nextHeaders);
vi.mock("next/cache", async () => (await import("@/server/testing")).nextCache);
vi.mock("@/server/access/former", async (original) => ({
  ...(await original<typeof import("@/server/access/former")>()),
  makeCrossing: async () => {
    throw new Error("The database cannot be reached.");
  },
}));

describeTwinsInPool("a change of address", (twins) => {
  test("that was made says so, although the browser could not be handed over", async () => {
    vi.spyOn(log, "info").mockImplementation(() => {});
    const warned = vi.spyOn(log, "warn").mockImplementation(() => {});
    const { ours } = twins();
    const { token } = await ours
      .as("system")
      .write((tx) => startSession(tx, ours.members.owner.id));
    const host = `${ours.tenant.slug}.localhost:3000`;
    send({ host, origin: `http://${host}`, session: token });
    forgetTenant(ours.tenant.slug);
    const outcome = await changeAddress({ name: `moved-${ours.tenant.slug}` });
    const url = `http://moved-${ours.tenant.slug}.localhost:3000/studio/settings`;
    expect(outcome).toEqual({ ok: true, data: { url } });
    expect(warned).toHaveBeenCalledOnce();
  });
});
