import postgres from "postgres";
import { beforeEach, expect, test, vi } from "vitest";
import { hashToken, makeToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { confirmTenant } from "@/db/platform/queries/founding";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import {
  addMember,
  findSessionMember,
  listMembers,
  removeMember,
} from "@/db/tenant/queries/members";
import { addSession, endSession } from "@/db/tenant/queries/sessions";
import { describeTwins } from "@/db/testing";
import { createTenant } from "../life/birth";
import { renameTenant } from "../life/rename";
import { heldSession, send } from "../testing";
import { arriveFromFormer, doorstepOf, makeCrossing, pathOf } from "./former";

vi.mock("next/headers", async () => (await import("../testing")).nextHeaders);

const system = (tenant: Tenant): Scope => openScope(tenant, { kind: "system", reason: "test" });

async function beginSession(tenant: Tenant, seconds = 60): Promise<string> {
  const token = makeToken();
  const [owner] = await system(tenant).read(listMembers);
  await system(tenant).write((tx) =>
    addSession(tx, {
      tokenHash: hashToken(token),
      memberId: owner?.id ?? "",
      expiresAt: new Date(Date.now() + seconds * 1000),
    }),
  );
  return token;
}

const memberOf = (tenant: Tenant, session: string | null) =>
  system(tenant).read((tx) => findSessionMember(tx, hashToken(session ?? "")));

describeTwins("coming to a former address", (twins) => {
  let count = 0;
  let former: string;
  let tenant: Tenant;
  let session: string;
  const newName = () => `went-${twins().ours.tenant.id.slice(0, 8)}-${++count}`;
  const create = async (): Promise<Tenant> =>
    (await createTenant({ name: newName(), email: "founder@example.com", preset: "vitrine" }))
      .tenant;
  beforeEach(async () => {
    const born = await create();
    await platform.write((tx) => confirmTenant(tx, born.id));
    session = await beginSession(born);
    former = born.slug;
    tenant = await renameTenant({ tenant: born, name: newName(), by: "owner", reason: "" });
    send({ host: `${tenant.slug}.localhost:3000`, origin: null });
  });
  const cross = async (path = "/studio/items?page=2") => {
    const step = await doorstepOf(former, { path, session });
    if (step?.kind !== "crossing") throw new Error(`The doorstep says ${step?.kind}.`);
    const url = new URL(step.to);
    return {
      url,
      token: url.searchParams.get("token") ?? "",
      to: url.searchParams.get("to") ?? "",
    };
  };

  test("a signed-in browser goes on signed in, at the page it asked for, on the present host", async () => {
    const { url, token, to } = await cross();
    expect(`${url.host}${url.pathname}`).toBe(`${tenant.slug}.localhost:3000/welcome`);
    expect(to).toBe("/studio/items?page=2");
    expect(await arriveFromFormer(system(tenant), token, to)).toBe(true);
    expect(await memberOf(tenant, heldSession())).toMatchObject({ role: "owner" });
  });

  test("the session of the former host ends with the crossing, so signing out ends all there is", async () => {
    const { token, to } = await cross();
    await arriveFromFormer(system(tenant), token, to);
    expect(await memberOf(tenant, session)).toBeNull();
    expect(await doorstepOf(former, { path: "/", session })).toMatchObject({ kind: "moved" });
  });

  test("the token is good once", async () => {
    const { token, to } = await cross();
    const both = await Promise.all([
      arriveFromFormer(system(tenant), token, to),
      arriveFromFormer(system(tenant), token, to),
    ]);
    expect(both.sort()).toEqual([false, true]);
  });

  test.each([
    ["for another path", (token: string): [string, string] => [token, "/elsewhere"]],
    ["with another token", (): [string, string] => [makeToken(), "/studio/items?page=2"]],
    ["with none", (): [string, string] => ["", "/studio/items?page=2"]],
  ])("the token counts for nothing %s", async (_, change) => {
    const { token } = await cross();
    expect(await arriveFromFormer(system(tenant), ...change(token))).toBe(false);
    expect(heldSession()).toBeNull();
  });

  test("the token counts for nothing after a minute", async () => {
    const { token, to } = await cross();
    const { adminUrl } = twins();
    const sql = postgres(adminUrl(tenant.database.name), { max: 1 });
    const kept = await sql`
      update one_time_tokens set expires_at = expires_at - interval '60 seconds'
      where tenant_id = ${tenant.id} and identifier like 'former:%' returning 1`;
    await sql.end();
    expect(kept).toHaveLength(1);
    expect(await arriveFromFormer(system(tenant), token, to)).toBe(false);
  });

  test("theirs is not entered with it", async () => {
    const { token, to } = await cross();
    expect(await arriveFromFormer(twins().theirs.as("system"), token, to)).toBe(false);
  });

  test("a session of theirs crosses nothing of ours", async () => {
    const { theirs } = twins();
    expect(await makeCrossing(theirs.tenant, session, "/")).toBeNull();
  });

  test.each([
    [
      "signed out in the meantime",
      () => system(tenant).write((tx) => endSession(tx, hashToken(session))),
    ],
    [
      "whose member was removed in the meantime",
      async () => {
        const owner = (await system(tenant).read(listMembers))[0];
        await system(tenant).write(async (tx) => {
          await addMember(tx, { email: "second@example.com", role: "owner" });
          await removeMember(tx, owner?.id ?? "");
        });
      },
    ],
  ])("a browser %s does not come in", async (_, change) => {
    const { token, to } = await cross();
    await change();
    expect(await arriveFromFormer(system(tenant), token, to)).toBe(false);
  });

  test.each([
    ["no session", () => null],
    ["an invented one", () => makeToken()],
    ["one too long to be one", () => "x".repeat(5000)],
  ])("a browser with %s is led on like everyone", async (_, held) => {
    expect(await doorstepOf(former, { path: "/x", session: held() })).toEqual({
      kind: "moved",
      to: `http://${tenant.slug}.localhost:3000/x`,
    });
  });

  test("a site that was never opened shows its new name to nobody but who follows its mail", async () => {
    const hidden = await create();
    const renamed = await renameTenant({
      tenant: hidden,
      name: newName(),
      by: "owner",
      reason: "",
    });
    expect(await doorstepOf(hidden.slug, { path: "/", session: null })).toBeNull();
    expect(await doorstepOf(hidden.slug, { path: "/confirm?token=t", session: null })).toEqual({
      kind: "moved",
      to: `http://${renamed.slug}.localhost:3000/confirm?token=t`,
    });
  });
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "/a\tb",
  "/\n/evil",
  "",
  "a",
  "/é",
])("%j is no path of this host", (text) => expect(pathOf(text)).toBeNull());

test.each(["/", "/items/peanut?from=%2F%2Fevil.example#top", "/./x"])(
  "%j is a path of this host",
  (text) => expect(new URL(pathOf(text) ?? "", "http://here.example").host).toBe("here.example"),
);
