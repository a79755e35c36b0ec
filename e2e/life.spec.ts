import type { Page } from "playwright/test";
import { platform } from "@/db/platform/door";
import { findTenant } from "@/db/platform/queries/tenants";
import { renameTenant } from "@/server/life/rename";
import { resumeTenant, suspendTenant } from "@/server/life/suspend";
import { at } from "./addresses";
import { linkMailedTo } from "./outbox";
import { ask } from "./raw";
import { freshName, type Site } from "./sites";
import { expect, test } from "./test";

/** Gives the site another address, as its owner does it. */
async function rename(owner: Page, site: Site, name: string): Promise<void> {
  await owner.goto(at(site.name, "/studio/settings"));
  const field = owner.getByLabel("Name in the address");
  await field.fill(name);
  await expect(owner.getByText("is free.")).toBeVisible();
  await owner.getByRole("button", { name: "Change the address…" }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Change the address" }).click();
  await owner.waitForURL(at(name, "/studio/settings"));
  await expect(field).toHaveValue(name);
}

test("an owner changes the address and stays signed in; the old one leads on, page by page", async ({
  site,
  owner,
  stranger,
}) => {
  const item = await site.add({ name: "Peanut", story: "Kept under its old address." });
  const name = freshName("moved");
  await rename(owner, site, name);
  await expect(owner.getByText("Former addresses that lead here")).toBeVisible();

  const led = await ask(site.name, `/items/${item.slug}?from=a%20link`);
  expect(led.status).toBe(308);
  expect(led.headers.location).toBe(at(name, `/items/${item.slug}?from=a%20link`));
  await stranger.goto(at(site.name, `/items/${item.slug}`));
  await expect(stranger).toHaveURL(at(name, `/items/${item.slug}`));
  await expect(stranger.getByText("Kept under its old address.")).toBeVisible();
  const canonical = stranger.locator('link[rel="canonical"]');
  await expect(canonical).toHaveAttribute("href", at(name, `/items/${item.slug}`));

  await owner.goto(at(name, "/studio/log"));
  await expect(owner.getByText(`${site.name} → ${name}`)).toBeVisible();
});

test("a browser that is signed in under the old address goes on signed in at the page it asked for", async ({
  site,
  owner,
  browser,
}) => {
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(await signInLink(elsewhere, site));
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await elsewhere.waitForURL(at(site.name, "/studio"));
  const name = freshName("moved");
  await rename(owner, site, name);

  await elsewhere.goto(at(site.name, "/studio/items?sort=name"));
  await expect(elsewhere).toHaveURL(at(name, "/studio/items?sort=name"));
  await expect(elsewhere.getByRole("heading", { level: 1 })).toBeVisible();
  await elsewhere.context().close();
});

test("a link mailed before the address changed signs in under the new one", async ({
  site,
  owner,
  stranger,
}) => {
  const link = await signInLink(stranger, site);
  const name = freshName("moved");
  await rename(owner, site, name);
  await stranger.goto(link);
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await expect(stranger).toHaveURL(at(name, "/studio"));
});

test("a form of a page that was open under the old address is refused with the new one, and nothing is done", async ({
  site,
  owner,
}) => {
  const name = freshName("moved");
  await rename(owner, site, name);
  const answer = await ask(site.name, "/sign-in", {
    method: "POST",
    headers: [["accept", "text/html"]],
    body: "email=a%40example.org",
  });
  expect(answer.status).toBe(409);
  expect(answer.body).toContain(`It is at ${at(name, "")} now.`);
});

test("a page that was open while the address changed keeps what was typed and says where the site is", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/settings"));
  await owner.getByLabel("Site name").fill("A better name");
  const tenant = await platform.read((tx) => findTenant(tx, site.name));
  const name = freshName("moved");
  if (tenant) await renameTenant({ tenant, name, by: "operator Ann", reason: "a test" });
  await expect.poll(async () => (await ask(site.name, "/")).status).toBe(308);
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByText(`It is at ${at(name, "")} now.`)).toBeVisible();
  await expect(owner.getByLabel("Site name")).toHaveValue("A better name");
});

test("the old address can't be had by a new site", async ({ site, owner, page }) => {
  await rename(owner, site, freshName("moved"));
  await page.goto(at("", "/"));
  await page.getByLabel("Name of your site").fill(site.name);
  await expect(page.getByText("This name is taken.")).toBeVisible();
});

test("a suspended site says that it is closed, and goes on where it was", async ({
  site,
  owner,
  stranger,
}) => {
  const tenant = await platform.read((tx) => findTenant(tx, site.name));
  if (!tenant) throw new Error("There is no such site.");
  await owner.goto(at(site.name, "/studio"));
  await suspendTenant({ tenant, by: "operator Ann", reason: "a test" });
  await expect.poll(async () => (await ask(site.name, "/")).status).toBe(503);
  for (const page of [owner, stranger]) {
    await page.goto(at(site.name, "/studio"));
    await expect(page.getByRole("heading")).toHaveText("This site is closed for now");
  }
  await resumeTenant({ tenant, by: "operator Ann", reason: "a test" });
  await expect.poll(async () => (await ask(site.name, "/")).status).toBe(200);
  await owner.goto(at(site.name, "/studio/log"));
  await expect(owner.getByText("The operator Ann suspended the site")).toBeVisible();
});

test("an owner deletes the site and brings it back with one click", async ({
  site,
  owner,
  stranger,
}) => {
  const item = await site.add({ name: "Peanut" });
  await owner.goto(at(site.name, "/studio/settings"));
  await owner.getByRole("button", { name: "Delete this site…" }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("Name of the site").fill("another");
  await dialog.getByRole("button", { name: "Delete this site" }).click();
  await expect(dialog.getByText("This is not the name of the site.")).toBeVisible();
  await dialog.getByLabel("Name of the site").fill(site.name);
  await dialog.getByRole("button", { name: "Delete this site" }).click();
  await owner.waitForURL(/\/bring-back\?token=/);
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText(
    `${site.name} is gone, and can come back`,
  );
  expect((await ask(site.name, `/items/${item.slug}`)).status).toBe(410);

  await stranger.goto(await linkMailedTo(stranger, site.ownerEmail));
  await stranger.getByRole("button", { name: "Bring it back" }).click();
  await expect(stranger.getByText("is back, as it was.")).toBeVisible();
  await expect.poll(async () => (await ask(site.name, `/items/${item.slug}`)).status).toBe(200);
  await owner.goto(at(site.name, "/studio"));
  await expect(owner).toHaveURL(/\/sign-in/);
});

test("a bring-back link that was changed brings nothing back", async ({ page }) => {
  await page.goto(at("", "/bring-back?token=11111111-2222-4333-8444-555555555555.x.y"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link leads nowhere now");
});

test("a text that is no certificate, or a forged one, is said to be that", async ({ page }) => {
  await page.goto(at("", "/certificates"));
  const check = page.getByRole("button", { name: "Check the signature" });
  await page.getByLabel("Certificate", { exact: true }).fill("Hello");
  await check.click();
  await expect(page.getByText("There is no certificate in this.")).toBeVisible();
  const forged = `Certificate of removal\n\nSite: x.example\n\nSignature: ${"A".repeat(86)}`;
  await page.getByLabel("Certificate", { exact: true }).fill(forged);
  await check.click();
  await expect(page.getByText("This is not our signature")).toBeVisible();
});

async function signInLink(page: Page, site: Site): Promise<string> {
  await page.goto(at(site.name, "/sign-in"));
  await page.getByLabel("E-mail address").fill(site.ownerEmail);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.waitForURL(/\/sign-in\/sent$/);
  return linkMailedTo(page, site.ownerEmail);
}
