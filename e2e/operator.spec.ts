import { at } from "./addresses";
import { operatorSession, signInOperator } from "./operators";
import { ask } from "./raw";
import { freshName } from "./sites";
import { expect, test } from "./test";
import { go, tenantIdOf } from "./testing-console";

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
