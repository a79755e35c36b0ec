import { expect, test, vi } from "vitest";
import type { Role } from "@/db/tenant/roles";
import { describeTwins } from "@/db/testing";
import { startSession } from "@/server/auth/session";
import { send } from "@/server/testing";
import { GET } from "./[slug]/route";

vi.mock("next/headers", async () => (await import("@/server/testing")).nextHeaders);
vi.mock("next/navigation", () => ({ notFound: () => {}, redirect: () => {} }));

describeTwins("an item's drawing", (twins) => {
  async function draw(slug: string, role: Role | null) {
    const { ours } = twins();
    const host = `${ours.tenant.slug}.localhost:3000`;
    const session = role
      ? (await ours.as("system").write((tx) => startSession(tx, ours.members[role].id))).token
      : null;
    send({ host, origin: null, session });
    const answer = await GET(new Request(`http://${host}/plush/${slug}`), {
      params: Promise.resolve({ slug }),
    });
    return [answer.status, answer.headers.get("cache-control")];
  }

  test.each([
    ["peanut", "public, max-age=300"],
    ["hidden", "private, no-store"],
    ["secret", "private, no-store"],
    ["gone", "private, no-store"],
  ])("of %s may be kept for others only where the item stands on the shelf", async (slug, kept) => {
    for (const role of ["owner", "viewer"] as const)
      expect(await draw(slug, role)).toEqual([200, kept]);
  });

  test("is shown to visitors of what they may see, and of nothing else", async () => {
    expect(await draw("peanut", null)).toEqual([200, "public, max-age=300"]);
    expect(await draw("hidden", null)).toEqual([200, "private, no-store"]);
    expect((await draw("secret", null))[0]).toBe(404);
    expect((await draw("gone", null))[0]).toBe(404);
  });
});
