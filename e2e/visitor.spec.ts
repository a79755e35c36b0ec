import type { Page } from "playwright/test";
import { at, hostOf } from "./addresses";
import { orderBirth } from "./births";
import { linkMailedTo } from "./outbox";
import { ask } from "./raw";
import { createSite, freshName, placementOf } from "./sites";
import { expect, test } from "./test";

test("while a name is typed the form says free, taken or kept, and suggests names that are free", async ({
  page,
}) => {
  await page.goto(at());
  const says = page.locator("#name-says");
  const field = page.getByLabel("Name of your site");
  const free = freshName("free");
  await field.fill(free);
  await expect(says).toHaveText(`${free}.${hostOf()} is free.`);
  await field.fill("artmatt");
  await expect(says).toHaveText("This name is taken.");
  const [suggested = ""] = await page
    .getByRole("list", { name: "Names that are free" })
    .getByRole("button")
    .allInnerTexts();
  expect(suggested).toContain("artmatt");
  await page.getByRole("button", { name: suggested, exact: true }).click();
  await expect(field).toHaveValue(suggested);
  await expect(field).toBeFocused();
  await expect(says).toHaveText(`${suggested}.${hostOf()} is free.`);
  await field.fill("admin");
  await expect(says).toHaveText("This name is kept for the platform.");
  await field.fill("xn--bear");
  await expect(says).toContainText("hyphens");
});

test("a visitor signs up and stands in the studio of a site that others see once the mail is followed", async ({
  page,
  stranger,
}) => {
  const name = freshName("born");
  const email = `me@${name}.example`;
  await page.goto(at());
  await fillTag(page, name, email);
  await page.getByRole("radio", { name: /^Nursery/ }).check({ force: true });
  await page.getByRole("button", { name: "Open my site" }).click();
  await expect(page).toHaveURL(at(name, "/studio"));
  await expect(page.getByRole("heading", { name: /^First steps/ })).toBeVisible();
  await expect(page.getByText("Only you see this site for now.")).toBeVisible();

  await page.goto(at(name));
  await expect(page.locator(".site")).toHaveAttribute("data-detail", "soft");
  await expect(page.getByText("Only you see this site until")).toBeVisible();
  const nobody = await ask(freshName("nobody"), "/");
  for (const path of ["/", "/sign-in", "/studio", "/feed.xml", "/items/peanut"]) {
    const hidden = await ask(name, path);
    expect([hidden.status, path]).toEqual([404, path]);
    if (path !== "/feed.xml") expect(hidden.body).toBe(nobody.body);
  }

  await page.goto(await linkMailedTo(stranger, email));
  await page.getByRole("button", { name: "Open it" }).click();
  await expect(page).toHaveURL(at(name, "/studio"));
  await expect(page.getByText("Confirm your e-mail address (done)")).toBeVisible();
  await stranger.goto(at(name));
  await expect(stranger.locator(".site-name")).toHaveText(name);
  await expect(stranger.getByText("Only you see this site")).toHaveCount(0);
});

test("a name taken at the last moment leaves the form as it was filled in, with other names", async ({
  page,
}) => {
  const name = freshName("late");
  await page.goto(at());
  await fillTag(page, name, `me@${name}.example`);
  await expect(page.locator("#name-says")).toContainText("is free");
  await createSite({ name });
  await page.getByRole("button", { name: "Open my site" }).click();
  await expectTaken(page, name);
});

test("of two who send the same name at once one gets it, and the other keeps the form", async ({
  page,
  stranger,
}) => {
  const name = freshName("race");
  const both = [page, stranger];
  for (const [index, one] of both.entries()) {
    await one.goto(at());
    await fillTag(one, name, `me@${name}.example`.replace("me@", `me${index}@`));
  }
  await Promise.all(both.map((one) => one.getByRole("button", { name: "Open my site" }).click()));
  const inStudio = () => both.filter((one) => one.url() === at(name, "/studio"));
  await expect(() => expect(inStudio()).toHaveLength(1)).toPass();
  const [loser] = both.filter((one) => !inStudio().includes(one));
  if (!loser) throw new Error("Both were let in.");
  await expectTaken(loser, name);
});

test("two clicks send the form once and open one site", async ({ page }) => {
  const name = freshName("twice");
  let sent = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url() === at()) sent++;
  });
  await page.goto(at());
  await fillTag(page, name, `me@${name}.example`);
  await page.getByRole("button", { name: "Open my site" }).dblclick();
  await expect(page).toHaveURL(at(name, "/studio"));
  expect(sent).toBe(1);
});

test("a visitor who wants a database of their own is signed in to a site that lives in one", async ({
  page,
  stranger,
}) => {
  const name = freshName("alone");
  const email = `me@${name}.example`;
  await page.goto(at());
  await fillTag(page, name, email);
  await page.getByRole("radio", { name: /^A database of my own/ }).check();
  await page.getByRole("button", { name: "Open my site" }).click();
  // By way of the page that tells how far it is, where no spare stood ready.
  await expect(page).toHaveURL(at(name, "/studio"), { timeout: 120_000 });
  expect(await placementOf(name)).toBe("own");
  expect(await linkMailedTo(stranger, email)).toContain(`${at(name, "/confirm")}?token=`);
});

test("who waits for a database is told how far it is, with scripts and without, and nobody else is", async ({
  page,
  browser,
}) => {
  const birth = await orderBirth();
  const scriptless = await browser.newContext({ javaScriptEnabled: false });
  const plain = await scriptless.newPage();
  const floor = (of: Page, name: string) => of.getByRole("listitem").filter({ hasText: name });
  for (const one of [page, plain]) {
    await one.goto(at("", birth.path));
    await expect(one.getByRole("heading", { name: `${birth.name} is going up.` })).toBeVisible();
    await expect(floor(one, "The ground")).toContainText("done");
    await expect(floor(one, "The walls")).toContainText("then");
  }
  await birth.note("Making your database");
  for (const one of [page, plain]) await expect(floor(one, "The walls")).toContainText("now");
  await page.reload();
  await expect(floor(page, "The walls")).toContainText("now");
  await birth.note("Furnishing your site");
  for (const one of [page, plain]) await expect(floor(one, "The rooms")).toContainText("now");
  for (const path of [
    birth.path.slice(0, -1),
    birth.path.replace(/operation=[^&]+/, `operation=${crypto.randomUUID()}`),
    birth.path.replace(/operation=[^&]+/, "operation=1"),
    birth.path.replace("/coming?", "/coming/progress?").slice(0, -1),
    "/coming",
  ])
    expect([(await ask("", path)).status, path]).toEqual([404, path]);
  await birth.fail();
  for (const one of [page, plain]) {
    await expect(one.getByText(`The name ${birth.name} is free again.`)).toBeVisible();
    await one.getByRole("link", { name: `Try ${birth.name} again` }).click();
    await expect(one.getByLabel("Name of your site")).toHaveValue(birth.name);
    await expect(one.getByRole("radio", { name: /^Vitrine/ })).toBeChecked();
  }
  await scriptless.close();
});

test("without scripts a visitor gets a database of their own and is let in", async ({
  browser,
}) => {
  const scriptless = await browser.newContext({ javaScriptEnabled: false });
  const page = await scriptless.newPage();
  const name = freshName("plain");
  await page.goto(at());
  await fillTag(page, name, `me@${name}.example`);
  await page.getByRole("radio", { name: /^A database of my own/ }).check();
  await page.getByRole("button", { name: "Open my site" }).click();
  await page.getByRole("link", { name: /Go to my studio|See how far it is/ }).click();
  await expect(page).toHaveURL(at(name, "/studio"), { timeout: 120_000 });
  expect(await placementOf(name)).toBe("own");
  await scriptless.close();
});

test("who forgot where their sites are gets them by mail, and the page says the same to everyone", async ({
  page,
  stranger,
}) => {
  const site = await createSite();
  const nobody = `${freshName("nobody")}@example.org`;
  for (const email of [nobody, site.ownerEmail]) {
    await page.goto(at("", "/find-my-site"));
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button", { name: "Send me my sites" }).click();
    await expect(page.getByRole("status")).toHaveText(
      `If sites belong to ${email}, a mail that names them is on its way.`,
    );
  }
  expect(await linkMailedTo(stranger, site.ownerEmail)).toBe(at(site.name, "/sign-in"));
});

test("an address without @ is refused in words beside its field, and the name stays", async ({
  page,
}) => {
  const name = freshName("kept");
  await page.goto(at());
  await fillTag(page, name, "matt.example.com");
  await page.getByRole("button", { name: "Open my site" }).click();
  await expect(page.getByText("An @ is missing in this address.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await expect(page.getByLabel("Name of your site")).toHaveValue(name);
});

async function fillTag(page: Page, name: string, email: string) {
  await page.getByLabel("Name of your site").fill(name);
  await page.getByLabel("E-mail").fill(email);
}

async function expectTaken(page: Page, name: string) {
  await expect(page.locator("#name-says")).toHaveText("This name is taken.");
  await expect(page.getByRole("alert").filter({ hasText: "taken a moment ago" })).toBeVisible();
  await expect(page.getByLabel("Name of your site")).toHaveValue(name);
  await expect(page.getByLabel("E-mail")).toHaveValue(new RegExp(`@${name}.example$`));
  const others = page.getByRole("list", { name: "Names that are free" }).getByRole("button");
  await expect(others.first()).toBeVisible();
}
