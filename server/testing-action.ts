import { beforeEach, expect, vi } from "vitest";
import { z } from "zod";
import { log } from "@/base/log";
import { directory } from "@/db/platform/directory";
import { rates } from "@/db/platform/schema";
import { ROLES, type Role } from "@/db/tenant/roles";
import type { Twin, Twins } from "@/db/testing";
import { forgetTenant } from "./access/tenants";
import { action, type Outcome } from "./action";
import { type NewSession, startSession } from "./auth/session";
import { nextCache, type Sent, send } from "./testing";

/**
 * An action on our site whose `run` the test watches. Before each test there is a new session of each role, and
 * no attempt is counted. Its tests mock `next/headers` and `next/cache`.
 */
export function actionStage(twins: () => Twins) {
  const run = vi.fn(async (_doing: unknown): Promise<unknown> => "done");
  const rename = action({
    name: "rename",
    by: "editor",
    input: z.strictObject({ word: z.string().max(5, "Keep it short.") }),
    rate: { limit: 2, seconds: 600 },
    run,
  });
  const sessions: Partial<Record<Role, string>> = {};

  const hostOf = (twin: Twin) => `${twin.tenant.slug}.localhost:3000`;
  const own = (change: Partial<Sent> = {}): Sent => {
    const host = hostOf(twins().ours);
    return { host, origin: `http://${host}`, session: sessions.editor, ...change };
  };
  const counted = async () => {
    const rows = await directory.read((tx) => tx.select().from(rates));
    return rows.map(({ key, count }) => `${key} ${count}`).sort();
  };
  const sessionOf = (twin: Twin, memberId: string): Promise<NewSession> =>
    twin.as("system").write((tx) => startSession(tx, memberId));

  beforeEach(async () => {
    run.mockReset().mockResolvedValue("done");
    nextCache.refresh.mockReset();
    vi.spyOn(log, "info").mockImplementation(() => {});
    vi.spyOn(log, "error").mockImplementation(() => {});
    await directory.write((tx) => tx.delete(rates));
    const { ours } = twins();
    for (const role of ROLES) sessions[role] = (await sessionOf(ours, ours.members[role].id)).token;
    forgetTenant(ours.tenant.slug);
  });

  async function refused(
    sent: Sent,
    input: unknown,
    by: typeof rename = rename,
  ): Promise<Extract<Outcome<unknown>, { ok: false }>> {
    send(sent);
    const before = await counted();
    const outcome = await by(input as { word: string });
    expect(run).not.toHaveBeenCalled();
    expect(nextCache.refresh).not.toHaveBeenCalled();
    if (outcome.ok) throw new Error("This was done.");
    if (outcome.status !== 429) expect(await counted()).toEqual(before);
    return outcome;
  }

  return { run, rename, sessions, hostOf, own, counted, sessionOf, refused };
}
