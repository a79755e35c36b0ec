import { beforeEach, expect, test, vi } from "vitest";
import { platform } from "@/db/platform/door";
import { setTenantState } from "@/db/platform/queries/held-tenants";
import { openScope, type Scope } from "@/db/scope";
import { listShelf } from "@/db/tenant/queries/shelf";
import { query } from "@/db/tenant/queries/testing-shelf";
import { describeTwins } from "@/db/testing";
import {
  findTenantOfRequest,
  findVisit,
  memberVisit,
  openPublicScope,
  signInScope,
  visit,
} from "./access";
import { forgetTenant } from "./access/tenants";
import { confirmAddress, enterWith, startSession } from "./auth/session";
import { type Born, CONFIRMATION, createTenant, HAND_OVER } from "./life/birth";
import { heldSession, send } from "./testing";

vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);

describeTwins("access", (twins) => {
  const on = (slug: string, session: string | null = null) => {
    const host = `${slug}.localhost:3000`;
    send({ host, origin: null, session });
  };
  const slugs = async (scope: Scope | undefined | null) =>
    scope && (await scope.read((tx) => listShelf(tx, query()))).map((row) => row.slug).sort();

  beforeEach(() => forgetTenant(twins().ours.tenant.slug));

  test("the Host alone decides whose shelf is seen, and a stranger sees what is public", async () => {
    const { ours, theirs } = twins();
    for (const twin of [ours, theirs]) {
      on(twin.tenant.slug);
      const found = await findVisit();
      expect(found).toMatchObject({ member: null, scope: { tenant: twin.tenant } });
      expect(found?.scope.actor).toEqual({ kind: "visitor" });
      expect(await slugs(found?.scope)).toEqual(["legs", "peanut"]);
    }
  });

  test("a member sees what is hidden, on the own site and on no other", async () => {
    const { ours, theirs } = twins();
    const session = await ours.as("system").write((tx) => startSession(tx, ours.members.viewer.id));
    on(ours.tenant.slug, session.token);
    const here = await findVisit();
    expect(here?.member).toEqual(ours.members.viewer);
    expect(await slugs(here?.scope)).toEqual(["hidden", "legs", "peanut", "secret"]);
    expect(await slugs(await openPublicScope())).toEqual(["legs", "peanut"]);
    on(theirs.tenant.slug, session.token);
    const there = await findVisit();
    expect(there?.member).toBeNull();
    expect(await slugs(there?.scope)).toEqual(["legs", "peanut"]);
  });

  test("pages of the studio open for their role; others are sent to sign in or see the 404", async () => {
    const { ours } = twins();
    const { token } = await ours
      .as("system")
      .write((tx) => startSession(tx, ours.members.editor.id));
    on(ours.tenant.slug, token);
    expect((await memberVisit("editor")).member.role).toBe("editor");
    await expect(memberVisit("owner")).rejects.toMatchObject({ digest: NOT_FOUND });
    on(ours.tenant.slug);
    await expect(memberVisit()).rejects.toMatchObject({
      digest: expect.stringMatching(/^NEXT_REDIRECT;.*;\/sign-in;/),
    });
  });

  test.each([
    "localhost:3000",
    "operator.localhost:3000",
    "www.localhost",
    "nobody.localhost",
    "",
    "a.b.localhost",
    "127.0.0.1",
  ])("the host %j is no site, for visitors and for the system alike", async (host) => {
    send({ host, origin: null });
    expect(await everyone()).toEqual([null, null, null, null]);
    await expect(visit()).rejects.toMatchObject({ digest: NOT_FOUND });
  });

  test("an unconfirmed site is there for its owner only, until the address is confirmed", async () => {
    const { slug, birth, system } = await create("unconfirmed");
    on(slug);
    expect(await findVisit()).toBeNull();
    expect(await openPublicScope()).toBeNull();
    expect(await signInScope("test")).not.toBeNull();
    await enterWith(system, HAND_OVER, birth.handOver);
    on(slug, heldSession());
    expect((await findVisit())?.member).toMatchObject({ role: "owner", emailVerifiedAt: null });
    expect(await openPublicScope()).toBeNull();
    const ownerId = await enterWith(system, CONFIRMATION, birth.confirmation);
    await confirmAddress(system, ownerId ?? "");
    on(slug);
    expect(await findVisit()).toMatchObject({ member: null });
    expect(await openPublicScope()).not.toBeNull();
  });

  test("a session of ours opens no unconfirmed site of another", async () => {
    const { ours } = twins();
    const { slug } = await create("closed");
    const { token } = await ours
      .as("system")
      .write((tx) => startSession(tx, ours.members.owner.id));
    on(slug, token);
    expect(await findVisit()).toBeNull();
  });

  test("a suspended site is there for nobody, its owner included, and comes back", async () => {
    const { slug, birth, system } = await create("suspended");
    await enterWith(system, HAND_OVER, birth.handOver);
    const session = heldSession();
    const turn = async (state: "active" | "suspended") => {
      await platform.write((tx) => setTenantState(tx, birth.tenant.id, state));
      forgetTenant(slug);
    };
    await turn("suspended");
    for (const held of [null, session]) {
      on(slug, held);
      expect(await everyone()).toEqual([null, null, null, null]);
    }
    await turn("active");
    on(slug, session);
    expect((await findVisit())?.member?.role).toBe("owner");
  });

  test("a site is found from the moment of its birth, though it was asked for in vain before", async () => {
    const name = `late-${twins().ours.tenant.id.slice(0, 8)}`;
    on(name);
    expect(await findTenantOfRequest()).toBeNull();
    await createTenant({ name, email: "late@example.com", preset: "vitrine" });
    expect(await findTenantOfRequest()).toMatchObject({ slug: name });
  });

  const everyone = () =>
    Promise.all([findVisit(), openPublicScope(), signInScope("test"), findTenantOfRequest()]);

  async function create(word: string): Promise<{ slug: string; birth: Born; system: Scope }> {
    const name = `${word}-${twins().ours.tenant.id.slice(0, 8)}`;
    const birth = await createTenant({ name, email: `${word}@example.com`, preset: "vitrine" });
    if (birth.kind !== "born") throw new Error("A birth in the pool waits for nothing.");
    on(name);
    return { slug: name, birth, system: openScope(birth.tenant, { kind: "system", reason: word }) };
  }
});

const NOT_FOUND = "NEXT_HTTP_ERROR_FALLBACK;404";
