import { at } from "./addresses";
import { ask } from "./raw";
import { createSite } from "./sites";
import { expect, test } from "./test";

test("the preview wears another skin before anything is saved, and the public site does not", async ({
  site,
  owner,
}) => {
  await site.add({ name: "Peanut" });
  const before = await stylesheetOf(site.name);
  await owner.goto(at(site.name, "/studio/skin"));
  const preview = owner.getByRole("region", { name: "Preview" }).locator(".site");
  await expect(preview).toHaveAttribute("data-shelf", "grid");
  await expect(preview).toContainText("Peanut");
  await owner.getByRole("button", { name: "Attic", exact: true }).click();
  await expect(preview).toHaveAttribute("data-shelf", "shelves");
  await expect(owner.getByText("Not published yet")).toBeVisible();
  expect(await stylesheetOf(site.name)).toBe(before);
  expect((await ask(site.name, "/")).body).toContain('data-shelf="grid"');
});

test("publishing shows on the very next request, paints no other site, and one click goes back", async ({
  site,
  owner,
}) => {
  const sibling = await createSite();
  const others = ["artmatt", "begin", sibling.name];
  const paintOf = async () => Promise.all(others.map((name) => stylesheetOf(name)));
  const [before, theirs] = [await stylesheetOf(site.name), await paintOf()];
  expect(await stylesheetOf(site.name), "kept between requests").toBe(before);

  await owner.goto(at(site.name, "/studio/skin"));
  await owner.getByRole("button", { name: "Night market", exact: true }).click();
  await owner.getByRole("button", { name: "Publish" }).click();
  await expect(owner.getByText("Version 2 is published.")).toBeVisible();
  expect(await stylesheetOf(site.name)).not.toBe(before);
  expect((await ask(site.name, "/")).body).toContain('data-detail="poster"');
  expect(await paintOf()).toEqual(theirs);

  await owner.getByRole("button", { name: /^Back to this\s*version, 1$/ }).click();
  await expect(owner.getByText("The site wears version 1 again.")).toBeVisible();
  expect(await stylesheetOf(site.name)).toBe(before);
  expect(await paintOf()).toEqual(theirs);
});

test("a colour that is hard to read is named, keeps the skin from being published, and one click repairs it", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/skin"));
  const publish = owner.getByRole("button", { name: "Publish" });
  const contrast = owner.getByRole("region", { name: "Contrast" });
  await expect(contrast.getByText(/^All \d+ pairs pass/)).toBeVisible();
  await owner.getByLabel("Small print", { exact: true }).fill("#bbbbbb");
  await expect(contrast.getByText("hard to read")).toBeVisible();
  const failing = contrast.getByRole("listitem").first();
  await expect(failing).toHaveText(/in light: \d\.\d, needs 4\.5/);
  await expect(publish).toBeDisabled();
  await contrast
    .getByRole("button", { name: /^Repair/ })
    .first()
    .click();
  await expect(contrast.getByText(/^All \d+ pairs pass/)).toBeVisible();
  await publish.click();
  await expect(owner.getByText("Version 2 is published.")).toBeVisible();
});

test("the server itself refuses a skin that is hard to read, whatever the page let through", async ({
  site,
  owner,
}) => {
  const before = await stylesheetOf(site.name);
  await owner.goto(at(site.name, "/studio/skin"));
  await owner.getByLabel("Accent", { exact: true }).fill("#123456");
  await owner.route("**/studio/skin", async (route) => {
    const body = route.request().postData();
    if (route.request().method() !== "POST" || body === null) return route.continue();
    expect(body).toContain("#123456");
    await route.continue({ postData: body.replaceAll("#123456", "#f4f4f4") });
  });
  await owner.getByRole("button", { name: "Publish" }).click();
  await expect(owner.getByText("This skin is hard to read for some")).toBeVisible();
  await expect(owner.getByLabel("Accent", { exact: true })).toHaveValue("#123456");
  expect(await stylesheetOf(site.name)).toBe(before);
});

test("what the owner calls it is what the site says, as text and never as markup", async ({
  site,
  owner,
  stranger,
}) => {
  await owner.goto(at(site.name, "/studio/skin"));
  const publish = owner.getByRole("button", { name: "Publish" });
  await owner.getByLabel("All together are").fill("The <b>den</b>");
  await expect(owner.getByText("A word is made of letters, digits")).toBeVisible();
  await expect(publish).toBeDisabled();
  await owner.getByLabel("All together are").fill("The den");
  await owner.getByLabel("Tagline").fill("</style><script>document.title='owned'</script>");
  await publish.click();
  await expect(owner.getByText("Version 2 is published.")).toBeVisible();
  await stranger.goto(at(site.name));
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("The den");
  await expect(stranger.locator(".site-tagline")).toContainText("</style><script>");
  await expect(stranger).not.toHaveTitle("owned");
});

/** What a site's page prints for its skin, as an anonymous visitor gets it. */
async function stylesheetOf(site: string): Promise<string> {
  const { status, body } = await ask(site, "/");
  expect(status).toBe(200);
  const [, css] = /<style>([^<]*--paper:[^<]*)<\/style>/.exec(body) ?? [];
  if (!css) throw new Error(`${site} printed no stylesheet.`);
  return css;
}
