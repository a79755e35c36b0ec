import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { endOperation, noteProgress, orderOperation } from "@/db/platform/queries/operations";
import { findTenant } from "@/db/platform/queries/tenants";
import { codeOf } from "@/server/operator/totp";
import { at } from "./addresses";
import { forgetAuthenticator, OPERATOR, operatorSession, signInOperator } from "./operators";
import { linkMailedTo } from "./outbox";
import { ask } from "./raw";
import { freshName, siteOf } from "./sites";
import { expect, test } from "./test";

/** Waits for the runtime, without which a button does nothing yet. */
async function go(page: Page, path: string, host = "operator"): Promise<void> {
  await page.goto(at(host, path), { waitUntil: "networkidle" });
}

async function tenantIdOf(name: string): Promise<string> {
  const tenant = await platform.read((tx) => findTenant(tx, name));
  if (!tenant) throw new Error(`There is no ${name}.`);
  return tenant.id;
}

test("an operator signs in with a link that no scanner uses up, sets up a second factor, and signs out", async ({
  page,
}) => {
  await forgetAuthenticator();
  const secret = await test.step("enrol", async () => {
    await followMail(page);
    const shown = (await page.locator(".op-secret").textContent()) ?? "";
    await expect(page.getByRole("img", { name: "The secret as a QR code" })).toBeVisible();
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("This code does not count")).toBeVisible();
    await expect(page.getByLabel("Code", { exact: true })).toHaveValue("000000");
    return shown.replaceAll(" ", "");
  });
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Tenants" })).toBeVisible();

  await go(page, "/session");
  const [cookie] = await page.context().cookies(at("operator").replace("http:", "https:"));
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: "Strict", path: "/" });
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(at("operator", "/sign-in"));
  await go(page, "/");
  await expect(page).toHaveURL(at("operator", "/sign-in"));
});

/** Asks for a link, opens it twice as a scanner and a person do, and presses its button. */
async function followMail(page: Page): Promise<void> {
  await go(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(OPERATOR);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toContainText("a link is on its way");
  const link = new URL(await linkMailedTo(page, OPERATOR));
  await go(page, link.pathname + link.search);
  await go(page, link.pathname + link.search);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page).toHaveURL(at("operator", "/code"));
  await page.waitForLoadState("networkidle");
}

test("whoever is not listed gets the same answer and no mail", async ({ page }) => {
  const stranger = `${freshName()}@example.org`;
  await go(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(stranger);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toContainText(`If ${stranger} is an operator’s`);
});

test("without a second factor every page of the console leads to its sign-in", async () => {
  const half = ["cookie", await operatorSession(false)] as const;
  const id = await tenantIdOf("artmatt");
  for (const path of ["/", `/tenants/${id}`, "/databases", "/operations", "/isolation", "/audit"]) {
    const nobody = await ask("operator", path);
    expect([path, nobody.status, nobody.headers.location]).toEqual([path, 307, "/sign-in"]);
    const halfway = await ask("operator", path, { headers: [half] });
    expect([path, halfway.status, halfway.headers.location]).toEqual([path, 307, "/code"]);
    expect(nobody.body + halfway.body).not.toContain("swingtag_pool");
  }
});

test("the console is kept by nobody and found by no search engine", async () => {
  const cookie = ["cookie", await operatorSession()] as const;
  for (const path of ["/", "/sign-in", "/icon.svg", "/robots.txt"]) {
    const { headers } = await ask("operator", path, { headers: [cookie] });
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["x-robots-tag"]).toBe("noindex, nofollow");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  }
});

test("the list shows artmatt in the pool and begin in a database of its own", async ({ page }) => {
  await signInOperator(page.context());
  for (const [name, lives] of [
    ["artmatt", "pool"],
    ["begin", "own database"],
  ] as const) {
    await go(page, `/?q=${name}`);
    const row = page
      .getByRole("row")
      .filter({ has: page.getByRole("link", { name, exact: true }) });
    await expect(row).toContainText(lives);
    await expect(row).toContainText("active");
  }
});

test("a suspension asks for a reason and the name, shows within 5 seconds, and its owner reads why", async ({
  page,
  site,
  owner,
}) => {
  await signInOperator(page.context());
  await go(page, `/tenants/${await tenantIdOf(site.name)}`);
  const deed = page.locator("details").filter({ hasText: "Visitors and members get a plain page" });
  await deed.locator("summary").click();
  await deed.getByRole("button", { name: "Suspend" }).click();
  await expect(deed.getByText("Say why, in a few words")).toBeVisible();
  await deed.getByLabel("Reason").fill("Reported photographs of others");
  await deed.getByLabel(/^Type/).fill("another-site");
  await deed.getByRole("button", { name: "Suspend" }).click();
  await expect(deed.getByText(`Type ${site.name} here`)).toBeVisible();
  await expect(deed.getByLabel("Reason")).toHaveValue("Reported photographs of others");
  expect((await ask(site.name, "/")).status).toBe(200);

  await deed.getByLabel(/^Type/).fill(site.name);
  await deed.getByRole("button", { name: "Suspend" }).click();
  await expect(async () => expect((await ask(site.name, "/")).status).not.toBe(200)).toPass({
    timeout: 40_000,
  });
  await expect(page.locator(".op-head")).toContainText("suspended");

  const back = page.locator("details").filter({ hasText: "Opens the site again" });
  await back.locator("summary").click();
  await back.getByLabel("Reason").fill("The photographs are gone");
  await back.getByRole("button", { name: "Resume" }).click();
  await expect(async () => expect((await ask(site.name, "/")).status).toBe(200)).toPass();
  await owner.goto(at(site.name, "/studio/log"));
  await expect(owner.getByText("Reported photographs of others")).toBeVisible();
  await expect(owner.getByText("The photographs are gone")).toBeVisible();
});

test("support opens a site with its owner's leave alone, wears a bar, changes nothing, and is out when it ends", async ({
  page,
  site,
  owner,
}) => {
  await site.add({ name: "Hidden bear", visibility: "private" });
  await signInOperator(page.context());
  const tenant = `/tenants/${await tenantIdOf(site.name)}`;
  await go(page, tenant);
  await expect(page.getByText("has not let support in")).toBeVisible();
  await expect(page.getByRole("button", { name: "Open the site" })).toHaveCount(0);

  await go(owner, "/studio/support", site.name);
  await owner.getByLabel("What shall support look at?").fill("A shelf that is empty");
  await owner.getByRole("button", { name: "Let support in" }).click();
  await expect(owner.getByRole("heading", { name: /^Support may look until/ })).toBeVisible();
  await owner.goto(at(site.name, "/studio/items"));
  await expect(owner.getByText("Support may look at this site until")).toBeVisible();

  await go(page, tenant);
  await page.getByRole("button", { name: "Open the site" }).click();
  await expect(page).toHaveURL(at(site.name, "/studio"));
  for (const path of ["/studio", "/", "/studio/items", "/sign-out"]) {
    await page.goto(at(site.name, path));
    await expect(page.getByText("Swingtag support looks at this site")).toBeVisible();
  }
  await page.goto(at(site.name, "/"));
  await expect(page.getByText("Hidden bear").first()).toBeVisible();
  expect((await page.goto(at(site.name, "/studio/settings")))?.status()).toBe(404);
  await owner.goto(at(site.name, "/studio/members"));
  await expect(owner.getByText("One member")).toBeVisible();

  await go(owner, "/studio/support", site.name);
  await owner.getByRole("button", { name: "Send support away" }).click();
  await expect(owner.getByRole("button", { name: "Let support in" })).toBeVisible();
  await page.goto(at(site.name, "/"));
  await expect(page.getByText("Swingtag support looks at this site")).toHaveCount(0);
  await expect(page.getByText("Hidden bear")).toHaveCount(0);
  await owner.goto(at(site.name, "/studio/log"));
  await expect(owner.getByText("A shelf that is empty").first()).toBeVisible();
});

test("no page of the console shows anything that a tenant holds", async ({ site }) => {
  const canary = `canary${freshName().slice(-10)}`;
  await site.add({
    name: `Name ${canary}`,
    story: canary,
    colour: canary,
    tags: [canary],
    visibility: "private",
  });
  await site.join(`${canary}@guests.example`, "viewer");
  const headers = [["cookie", await operatorSession()] as const];
  const seen = new Set<string>();
  const waiting = ["/", `/?q=${site.name}`, `/tenants/${await tenantIdOf(site.name)}`, "/session"];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || seen.size > 60) continue;
    seen.add(path);
    for (const more of [[], [["rsc", "1"] as const]]) {
      const { body, status } = await ask("operator", path, { headers: [...headers, ...more] });
      expect([path, status < 500, body.includes(canary)]).toEqual([path, true, false]);
      for (const [, href] of body.matchAll(/href="(\/[^"#]*)"/g))
        if (href && !href.startsWith("/_")) waiting.push(href.replaceAll("&amp;", "&"));
    }
  }
  expect([...seen]).toEqual(
    expect.arrayContaining(["/databases", "/operations", "/isolation", "/audit"]),
  );
});

test("hostile text that was stored runs nowhere, links nowhere, turns nothing and is cut", async ({
  page,
  site,
}) => {
  const tenantId = await tenantIdOf(site.name);
  const hostile =
    `<script>document.title='owned'</script><img src=x onerror="document.title='owned'"><a href="javascript:1">x</a>\u202egnp.\u0000`.replace(
      "\u0000",
      "\u001b",
    );
  const long = `${hostile}${"a".repeat(10_000)}`;
  await platform.write(async (tx) => {
    const about = { tenantId, slug: long, reason: long };
    const id = await orderOperation(tx, {
      ...about,
      kind: long,
      orderedBy: long,
      exclusive: false,
      runAt: new Date(Date.now() + 3_600_000),
    });
    await noteProgress(tx, id ?? "", { step: long, error: long });
    const failed = await orderOperation(tx, {
      ...about,
      kind: long,
      orderedBy: long,
      exclusive: false,
      runAt: new Date(Date.now() + 3_600_000),
    });
    await endOperation(tx, failed ?? "", "failed", long);
    await addAuditLine(tx, { ...about, actor: long, action: long, detail: { [long]: long } });
  });
  await signInOperator(page.context());
  for (const path of [`/?q=${site.name}`, `/tenants/${tenantId}`, "/operations", "/audit"]) {
    await page.setViewportSize({ width: 360, height: 780 });
    await go(page, path);
    await expect(page).not.toHaveTitle("owned");
    const main = page.getByRole("main");
    await expect(main.locator("script, img, a[href^=javascript]")).toHaveCount(0);
    const text = (await main.textContent()) ?? "";
    expect(
      [..."\u202e\u001b"].some((hidden) => text.includes(hidden)),
      path,
    ).toBe(false);
    expect(text).not.toContain("a".repeat(500));
    expect(await widthBeyond(page), `${path} at 360`).toBe(0);
  }
});

const ROOMS = ["/", "/databases", "/operations", "/isolation", "/audit", "/session"];

test("every page of the console stands at 360 and 1440, by day and by night, without an accessibility violation", async ({
  page,
}) => {
  await signInOperator(page.context());
  const tenant = `/tenants/${await tenantIdOf((await siteOf("begin")).name)}`;
  for (const path of [...ROOMS, tenant])
    for (const [width, colorScheme] of [
      [360, "light"],
      [1440, "dark"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect((await page.goto(at("operator", path)))?.status()).toBe(200);
      expect(await widthBeyond(page), `${path} at ${width}`).toBe(0);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const found = violations.map(({ id, nodes }) => [id, nodes[0]?.failureSummary]);
      expect(found, `${path} in ${colorScheme}`).toEqual([]);
    }
});

function widthBeyond(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
