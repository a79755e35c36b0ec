import { at } from "./addresses";
import { countMailTo, linkMailedTo } from "./outbox";
import { ask } from "./raw";
import { freshName, signIn } from "./sites";
import { expect, test } from "./test";

test("a link by mail signs a member in once; a stranger reads the same words and gets no mail", async ({
  site,
  page,
  stranger,
}) => {
  const nobody = `${freshName("nobody")}@example.org`;
  const said: string[] = [];
  for (const email of [nobody, site.ownerEmail]) {
    await page.goto(at(site.name, "/sign-in"));
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page).toHaveURL(/\/sign-in\/sent$/);
    said.push((await page.locator("main").textContent()) ?? "");
  }
  expect(said[0]).toBe(said[1]);

  const link = await linkMailedTo(stranger, site.ownerEmail);
  expect(link).toContain(at(site.name, "/"));
  expect(await countMailTo(stranger, nobody)).toBe(0);

  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(at(site.name, "/studio"));
  const cookies = await page.context().cookies(at(site.name));
  const session = cookies.find((cookie) => cookie.name === "__Host-swingtag-session");
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax", path: "/" });

  await stranger.goto(link);
  await expect(stranger.getByText("This link no longer works")).toBeVisible();
  await stranger.goto(at(site.name, "/studio"));
  await expect(stranger).toHaveURL(/\/sign-in$/);
});

test("signing out ends the session itself, not only this browser's memory of it", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio"));
  const [session] = await owner.context().cookies(at(site.name));
  const cookie = [["cookie", `${session?.name}=${session?.value}`]] as const;
  expect((await ask(site.name, "/studio", { headers: cookie })).status).toBe(200);
  await owner.getByRole("link", { name: "Sign out" }).click();
  await owner.getByRole("button", { name: "Sign out" }).click();
  await expect(owner).toHaveURL(at(site.name));
  const after = await ask(site.name, "/studio", { headers: cookie });
  expect(after.status).not.toBe(200);
  expect(after.body).not.toContain(site.ownerEmail);
});

test("a save after the session ended elsewhere is refused with a sentence and loses nothing", async ({
  site,
  owner,
  browser,
}) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByLabel("Name", { exact: true }).fill("Nana");
  const elsewhere = await browser.newContext();
  await signIn(elsewhere, site);
  const settings = await elsewhere.newPage();
  await settings.goto(at(site.name, "/studio/settings"));
  await settings.getByRole("button", { name: "Sign out in all other browsers" }).click();
  await expect(settings.getByText("One other browser is signed out.")).toBeVisible();
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByText("You are signed out.")).toBeVisible();
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Nana");
  expect((await ask(site.name, "/")).body).not.toContain("Nana");
  await elsewhere.close();
});

test("an invited viewer sees what is private, changes nothing, and is out once removed", async ({
  site,
  owner,
  stranger: guest,
}) => {
  const { id, slug } = await site.add({ name: "Humphrey", visibility: "private" });
  const email = `${freshName("guest")}@example.org`;
  await owner.goto(at(site.name, "/studio/members"));
  await owner.getByLabel("E-mail address").fill(email);
  await owner.getByRole("radio", { name: /^Viewer/ }).check({ force: true });
  await owner.getByRole("button", { name: "Send the invitation" }).click();
  await expect(owner.getByText(`on its way to ${email}`)).toBeVisible();

  await guest.goto(await linkMailedTo(guest, email));
  await guest.getByRole("button", { name: "Accept" }).click();
  await expect(guest).toHaveURL(at(site.name, "/studio"));
  await guest.goto(at(site.name, "/studio/items"));
  await expect(guest.getByRole("link", { name: "Humphrey" })).toHaveAttribute(
    "href",
    `/items/${slug}`,
  );
  await expect(guest.getByRole("link", { name: "New item" })).toHaveCount(0);
  for (const path of [
    "/studio/items/new",
    `/studio/items/${id}`,
    "/studio/items/trash",
    "/studio/skin",
    "/studio/settings",
  ])
    expect((await guest.goto(at(site.name, path)))?.status(), path).toBe(404);
  await guest.goto(at(site.name, "/studio/members"));
  await expect(guest.getByRole("button", { name: /Remove/ })).toHaveCount(0);

  await owner.reload();
  await owner.getByRole("button", { name: `Remove ${email}` }).click();
  await owner
    .getByRole("dialog")
    .getByRole("button", { name: `Remove ${email}` })
    .click();
  await expect(owner.getByText(`${email} is no longer a member.`)).toBeVisible();
  await guest.goto(at(site.name, "/studio"));
  await expect(guest).toHaveURL(/\/sign-in$/);
  expect((await guest.goto(at(site.name, `/items/${slug}`)))?.status()).toBe(404);
});
