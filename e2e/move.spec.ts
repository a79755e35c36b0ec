import { platform } from "@/db/platform/door";
import { findTenant } from "@/db/platform/queries/tenants";
import { sealTenant, unsealTenant } from "@/db/seal";
import { at } from "./addresses";
import { ask } from "./raw";
import { signIn } from "./sites";
import { expect, test } from "./test";

test("an owner moves the site into a database of its own and back, signed in all the while", async ({
  site,
  owner,
}) => {
  const { slug } = await site.add({ name: "Peanut", story: "Moved with everything else." });
  await owner.goto(at(site.name, "/studio/placement"));
  for (const home of ["A database of its own", "The shared database"]) {
    const card = owner.getByRole("article").filter({ hasText: home });
    await expect(card.getByText("Your site lives here")).toBeHidden();
    await card.getByRole("button", { name: /^Move into/ }).click();
    await owner.getByRole("dialog").getByRole("button", { name: "Move it" }).click();
    await expect(owner.getByText("You can close this page.")).toBeVisible();
    await owner.reload();
    await expect(card.getByText("Your site lives here")).toBeVisible({ timeout: 180_000 });
    await expect(owner.getByText(/^Your site moved into/)).toBeVisible();
    expect((await ask(site.name, `/items/${slug}`)).body).toContain("Moved with everything else.");
  }
  await expect(owner.getByText(/^Moved in /)).toHaveCount(2);
  await site.add({ name: "Written at home again" });
  expect((await ask(site.name, "/")).body).toContain("Written at home again");
});

test("who saves while changes are held is told so and keeps what was typed", async ({
  site,
  owner,
}) => {
  const tenant = await platform.read((tx) => findTenant(tx, site.name));
  if (!tenant) throw new Error("The site is gone.");
  await owner.goto(at(site.name, "/studio/settings"));
  const name = owner.getByLabel("Site name");
  await name.fill("Typed in the pause");
  const form = owner.locator("form").filter({ has: name });
  const seal = await sealTenant(tenant.database, tenant.id, 60);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText(/is moving to another home/)).toBeVisible();
  await expect(name).toHaveValue("Typed in the pause");
  expect((await ask(site.name, "/")).status).toBe(200);
  await seal.end();
  await unsealTenant(tenant.database, tenant.id);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByText("The site is called Typed in the pause now.")).toBeVisible();
});

test("only owners find the room of the data", async ({ site, browser }) => {
  await site.join("editor@move.example", "editor");
  const context = await browser.newContext();
  await signIn(context, site, "editor@move.example");
  const page = await context.newPage();
  expect((await page.goto(at(site.name, "/studio/placement")))?.status()).toBe(404);
  await page.goto(at(site.name, "/studio"));
  const rooms = page.getByRole("navigation", { name: "Studio" });
  await expect(rooms.getByRole("link", { name: "Items" })).toBeVisible();
  await expect(rooms.getByRole("link", { name: "Data", exact: true })).toHaveCount(0);
  await context.close();
});

test("without JavaScript the room tells where the data live", async ({ site, browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await signIn(context, site);
  const page = await context.newPage();
  await page.goto(at(site.name, "/studio/placement"));
  const home = page.getByRole("article").filter({ hasText: "Your site lives here" });
  await expect(home.getByRole("heading")).toHaveText("The shared database");
  await context.close();
});
