import { EMPTY_COPY } from "@/db/tenant/item";
import { at } from "./addresses";
import { ask } from "./raw";
import { createSite, signIn } from "./sites";
import { expect, test } from "./test";

test("an owner begins with the original nine, wants what is missing and shows it", async ({
  page,
  context,
}) => {
  const site = await createSite();
  await site.add({
    name: "Spot, my first",
    copies: [{ ...EMPTY_COPY, status: "owned" }],
    entry: { key: "spot/4000/with-spot", release: 1, facts: {}, mine: [] },
  });
  expect((await ask(site.name, "/sets")).status).toBe(404);
  await signIn(context, site);
  await page.goto(at(site.name, "/studio/sets"));
  await page.getByRole("button", { name: "Make this set" }).dblclick();
  await expect(page.getByText("1 of 9")).toBeVisible();
  await page.getByRole("link", { name: "The original nine" }).click();
  const want = page.getByRole("button", { name: "Want Patti" });
  await want.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("You look for Patti now.")).toBeVisible();
  await page.getByRole("button", { name: "Want Pinchers" }).dblclick();
  await expect(page.getByText("You look for Pinchers now.")).toBeVisible();
  await expect(page.getByText("Wanted", { exact: true })).toHaveCount(2);
  // Nothing is told of it until it is for everyone.
  const address = "/sets/the-original-nine";
  expect((await ask(site.name, address)).status).toBe(404);
  await page.getByRole("radio", { name: /^Public/ }).check({ force: true });
  await page.getByRole("button", { name: "Save set" }).click();
  await expect(page.getByText("The original nine is saved.")).toBeVisible();
  const { body } = await ask(site.name, address);
  expect(body).toContain("1 of 9");
  expect(body).toContain("Spot, my first");
  expect(body.match(/data-state="missing"/g)).toHaveLength(6);
  expect(body.match(/data-state="wanted"/g)).toHaveLength(2);
  expect((await ask(site.name, "/")).body).toContain('href="/sets"');
  const ghost = /src="(\/ghost\.svg\?[^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const drawn = await ask(site.name, ghost);
  expect(drawn.headers["content-type"]).toBe("image/svg+xml");
  expect((await ask(site.name, "/ghost.svg?name=%22%3E%3Cscript%3E")).body).not.toContain(
    "<script",
  );
});
