import { randomUUID } from "node:crypto";
import { SESSION_COOKIE } from "@/base/cookies";
import { jpegFromAPhone } from "@/server/photos/testing-photos";
import { at, hostOf } from "./addresses";
import { type Asking, ask } from "./raw";
import { createSite, freshName, signIn, siteOf } from "./sites";
import { expect, test } from "./test";

test("a session's cookie is host-only, out of reach of scripts, and means nothing next door", async ({
  site,
  owner,
}) => {
  const sibling = await createSite();
  await owner.goto(at(site.name, "/studio"));
  const cookies = await owner.context().cookies(at(site.name));
  const cookie = cookies.find(({ name }) => name === SESSION_COOKIE);
  expect(cookie).toMatchObject({
    name: expect.stringMatching(/^__Host-/),
    domain: hostOf(site.name).split(":")[0],
    secure: true,
    httpOnly: true,
  });
  // Scripts reach by which zone the browser's clock goes, which they know anyway, and nothing else.
  expect(await owner.evaluate(() => document.cookie)).toMatch(/^(__Host-swingtag-zone=[\w%]+)?$/);
  await owner.goto(at(sibling.name, "/studio"));
  await expect(owner).toHaveURL(at(sibling.name, "/sign-in"));

  const headers = [["cookie", `${cookie?.name}=${cookie?.value}`]] as const;
  expect((await ask(site.name, "/studio", { headers })).status).toBe(200);
  for (const name of [sibling.name, "artmatt", "begin"]) {
    const studio = await ask(name, "/studio", { headers });
    expect(studio.status).toBe(307);
    expect(studio.headers.location).toBe("/sign-in");
    const shelf = await ask(name, "/", { headers });
    expect(shelf.body).toContain('href="/sign-in"');
    expect(shelf.body).not.toContain('href="/studio"');
  }
});

test("a sibling can neither plant a session on another site nor read one", async ({ stranger }) => {
  const [victim, attacker] = [await createSite(), await createSite()];
  const planted = await attacker.sessionOf(attacker.ownerEmail);
  await stranger.goto(at(attacker.name));
  const domain = process.env.BASE_DOMAIN;
  await stranger.evaluate(
    ([value, parent]) => {
      // biome-ignore lint/suspicious/noDocumentCookie: what a hostile page would write
      document.cookie = `${value}; Domain=${parent}; Path=/; Secure`;
    },
    [planted, domain],
  );
  await stranger.goto(at(victim.name, "/studio"));
  await expect(stranger).toHaveURL(at(victim.name, "/sign-in"));
  expect(await stranger.context().cookies(at(victim.name))).toEqual([]);
});

test("a hostile page on one site can change nothing on another, though its visitor's cookies are sent", async ({
  site,
  owner,
}) => {
  const attacker = await createSite();
  const { id } = await site.add({ name: "Untouched" });
  const forms = ["/studio/photos", "/studio/logo", "/api/auth/signout", "/confirm/accept"];
  for (const path of forms) {
    // A page of ours would not let its form leave the site; a hostile one has no such policy.
    await owner.route(at(attacker.name, "/hostile"), (route) =>
      route.fulfill({ contentType: "text/html", body: hostileForm(at(site.name, path), id) }),
    );
    await owner.goto(at(attacker.name, "/hostile"));
    const answered = owner.waitForResponse(at(site.name, path));
    await owner.getByRole("button", { name: "Win a bear" }).click();
    const answer = await answered;
    const sent = await answer.request().allHeaders();
    expect(sent.cookie, `${path} carries the session: siblings are one site`).toContain("__Host-");
    expect([path, sent.origin, answer.status()]).toEqual([
      path,
      at(attacker.name).slice(0, -1),
      403,
    ]);
  }
  await owner.goto(at(site.name, "/studio/items"));
  await expect(owner.getByRole("link", { name: "Untouched" })).toBeVisible();
});

test("each way to change something is refused without an Origin of the site's own", async () => {
  const site = await createSite();
  const cookie = await site.sessionOf(site.ownerEmail);
  const body = new URLSearchParams({ token: "x".repeat(43), email: site.ownerEmail }).toString();
  const origins = [
    null,
    "null",
    at("begin").slice(0, -1),
    at().slice(0, -1),
    "http://evil.example",
  ];
  for (const path of [
    "/studio/photos",
    "/studio/logo",
    "/confirm/accept",
    "/invitation/accept",
    "/api/auth/signin/email",
    "/api/auth/signout",
    "/api/auth/callback/email",
  ])
    for (const origin of origins) {
      const { status } = await ask(site.name, path, posting(body, { cookie, origin }));
      expect([path, origin, status]).toEqual([path, origin, 403]);
    }
  expect((await ask(site.name, "/studio", { headers: [["cookie", cookie]] })).status).toBe(200);
});

test("a server action replayed with another Origin, none, or on another host changes nothing", async ({
  site,
  owner,
}) => {
  const twin = await createSite();
  const name = freshName("renamed");
  await owner.goto(at(site.name, "/studio/settings"));
  await owner.getByLabel("Site name").fill(name);
  const sent = owner.waitForRequest((request) => request.method() === "POST");
  await owner.route("**/studio/settings", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  const request = await sent;
  const action = request.headers()["next-action"] ?? "";
  const body = request.postData() ?? "";
  expect([action.length > 30, body.includes(name)]).toEqual([true, true]);
  const type = request.headers()["content-type"] ?? "text/plain;charset=UTF-8";
  const cookie = await site.sessionOf(site.ownerEmail);
  const replay = (host: string, origin: string | null, sentCookie = cookie) =>
    ask(host, "/studio/settings", posting(body, { cookie: sentCookie, origin, action, type }));

  const own = at(site.name).slice(0, -1);
  for (const origin of [null, "null", at("begin").slice(0, -1), at().slice(0, -1), `${own}.evil`]) {
    const { body: said } = await replay(site.name, origin);
    expect(said, String(origin)).not.toContain('"ok":true');
  }
  const theirs = at(twin.name).slice(0, -1);
  for (const origin of [own, theirs]) {
    expect((await replay(twin.name, origin)).body).not.toContain('"ok":true');
    expect((await replay("", origin)).body).not.toContain('"ok":true');
  }
  // The same action as a plain form sends it, without a header of the framework.
  const form = (origin: string | null) => {
    const type = "multipart/form-data; boundary=end";
    const part = (field: string, value: string) =>
      `--end\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`;
    const fields = `${part(`$ACTION_ID_${action}`, "")}${part("name", name)}--end--\r\n`;
    return ask(site.name, "/studio/settings", posting(fields, { cookie, origin, type }));
  };
  await form(null);
  const refused = await form(at("begin").slice(0, -1));
  expect(refused.status).toBe(403);
  expect(refused.body).toContain(`<code>${refused.headers["x-request-id"]}</code>`);
  for (const each of [site.name, twin.name])
    expect((await ask(each, "/")).body).not.toContain(name);
  expect((await replay(site.name, own)).body).toContain('"ok":true');
  expect((await ask(site.name, "/")).body).toContain(name);
  const [begin, foreign] = [await siteOf("begin"), await twin.sessionOf(twin.ownerEmail)];
  expect((await replay("begin", at("begin").slice(0, -1), foreign)).body).not.toContain(
    '"ok":true',
  );
  expect((await ask(begin.name, "/")).body).not.toContain(name);
});

test("a neighbour's id answers as an id that never was, and what no form has is refused", async ({
  site,
  owner,
}) => {
  const twin = await createSite();
  const [ours, theirs] = [await site.add({ name: "Ours" }), await twin.add({ name: "Theirs" })];
  await owner.goto(at(site.name, `/studio/items/${ours.id}`));
  const sent = owner.waitForRequest((request) => request.method() === "POST");
  await owner.route(`**/studio/items/${ours.id}`, (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await owner.getByRole("button", { name: "Move to trash" }).click();
  const request = await sent;
  const cookie = await site.sessionOf(site.ownerEmail);
  const given = {
    cookie,
    origin: at(site.name).slice(0, -1),
    action: request.headers()["next-action"] ?? "",
    type: request.headers()["content-type"] ?? "text/plain;charset=UTF-8",
  };
  const path = `/studio/items/${ours.id}`;
  const trash = async (input: object) => {
    const { status, body } = await ask(site.name, path, posting(JSON.stringify([input]), given));
    expect(body, "the action answered").toContain('"ok":');
    return { status, said: /\{"ok":[^}]*\}/.exec(body)?.[0] };
  };
  const never = await trash({ id: randomUUID() });
  expect(never.said).toContain('"ok":false');
  expect(await trash({ id: theirs.id })).toEqual(never);
  for (const extra of [{ tenant_id: randomUUID() }, { tenantId: "x" }, { role: "owner" }])
    expect((await trash({ id: ours.id, ...extra })).said).toContain('"ok":false');
  expect((await ask(site.name, "/")).body).toContain("Ours");
  expect((await ask(twin.name, "/")).body).toContain("Theirs");

  const jpeg = (await jpegFromAPhone()).toString("latin1");
  const upload = async (item: string) => {
    const type = "multipart/form-data; boundary=end";
    const file = `--end\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n${jpeg}\r\n`;
    const id = `--end\r\ncontent-disposition: form-data; name="item"\r\n\r\n${item}\r\n--end--\r\n`;
    const sending = { cookie, origin: given.origin, type };
    const bytes = Buffer.from(file + id, "latin1");
    const { status, body } = await ask(site.name, "/studio/photos", posting(bytes, sending));
    return { status, body };
  };
  expect((await upload(ours.id)).status).toBe(201);
  const nowhere = await upload(randomUUID());
  expect(nowhere.status).toBe(404);
  expect(await upload(theirs.id)).toEqual(nowhere);
});

test("a suspended site says that it is closed, to its members as to anyone, and nothing else", async ({
  browser,
}) => {
  const site = await createSite();
  const context = await browser.newContext();
  await signIn(context, site);
  const page = await context.newPage();
  expect((await page.goto(at(site.name, "/studio")))?.status()).toBe(200);
  await site.suspend();
  // Waits for the page to change, because the first request may still be answered by the open site.
  await expect(async () => {
    expect((await page.goto(at(site.name, "/studio")))?.status()).toBe(503);
  }).toPass();
  const first = await page.content();
  for (const path of ["/sign-in", "/items/peanut", "/"]) {
    await page.goto(at(site.name, path));
    expect(await page.content()).toBe(first);
  }
  expect(first).not.toContain(site.name);
  await context.close();
});

function hostileForm(action: string, item: string): string {
  return `<form method="post" action="${action}"><input name="item" value="${item}"><input name="token" value="${"x".repeat(43)}"><button>Win a bear</button></form>`;
}

function posting(
  body: string | Buffer,
  given: { cookie: string; origin: string | null; action?: string; type?: string },
): Asking {
  const { cookie, origin, action, type = "application/x-www-form-urlencoded" } = given;
  const headers: [string, string][] = [
    ["cookie", cookie],
    ["content-type", type],
  ];
  if (origin !== null) headers.push(["origin", origin]);
  if (action) headers.push(["next-action", action], ["accept", "text/x-component"]);
  return { method: "POST", headers, body };
}
