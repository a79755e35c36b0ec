import { artmatt } from "@/db/seed/artmatt";
import { begin } from "@/db/seed/begin";
import { at } from "./addresses";
import { ask } from "./raw";
import { itemLinks, shownSlugs } from "./shelf";
import { expect, test } from "./test";

const onShow = [artmatt, begin].map(({ slug, items }) => ({
  slug,
  items: items.filter((item) => item.visibility === "public" && !item.trashed),
}));

test("the shelf stands in its owner's skin and words", async ({ page }) => {
  await page.goto(at("artmatt"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The cabinet");
  await expect(page.locator(".site")).toHaveAttribute("data-detail", "label");
  await page.goto(at("begin"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("the heap");
  await expect(page.locator(".site")).toHaveAttribute("data-shelf", "table");
});

for (const { slug, items } of onShow)
  test(`the pages of ${slug} hold 50 items each and together each public item once`, async ({
    page,
  }) => {
    await page.goto(at(slug));
    await expect(page.locator(".page-count")).toContainText(String(items.length));
    const seen = await shownSlugs(page);
    expect(seen).toHaveLength(Math.min(50, items.length));
    const later = page.getByRole("link", { name: "Later" });
    while (await later.isVisible()) {
      await later.click();
      await expect(page).toHaveURL(/page=2/);
      seen.push(...(await shownSlugs(page)));
    }
    expect(seen.sort()).toEqual(items.map((item) => item.slug).sort());
  });

test("searching as one types narrows URL, count and list, and leaves the focus in the field", async ({
  page,
}) => {
  await page.goto(at("artmatt"));
  const field = page.getByRole("searchbox");
  await field.click();
  await page.keyboard.type("peanut");
  await expect(page).toHaveURL(/\?q=peanut$/);
  const named = (onShow[0]?.items ?? []).filter((item) => /\bpeanut/i.test(item.name));
  await expect(async () => {
    const slugs = await shownSlugs(page);
    expect(slugs).toEqual(expect.arrayContaining(named.map((item) => item.slug)));
    expect(slugs.length).toBeLessThan(20);
    await expect(page.locator(".page-count")).toHaveText(new RegExp(`^${slugs.length} `));
  }).toPass();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("peanut");
  await page.keyboard.type(" zzz");
  await expect(page.getByText("No Beanies match this search.")).toBeVisible();
  await expect(field).toBeFocused();
});

test("each filter leaves as many items as its count says, alone and with a second one", async ({
  page,
}) => {
  await page.goto(at("artmatt"));
  const filters = await page.locator(".facets .facet-link").evaluateAll((links) =>
    links.map((link) => ({
      href: link.getAttribute("href") ?? "",
      count: Number(link.querySelector(".facet-count")?.textContent),
    })),
  );
  expect(filters.length).toBeGreaterThan(15);
  for (const { href, count } of filters) {
    const { body } = await ask("artmatt", href);
    expect(/page-count[^>]*>(\d+)/.exec(body)?.[1], href).toBe(String(count));
  }
  const facet = (name: string) => page.locator(".facets").getByRole("region", { name });
  await page.getByText("Filter", { exact: true }).click();
  await facet("Animal").locator(".facet-link").first().click();
  await expect(page).toHaveURL(/animal=/);
  await page.getByText("Filter", { exact: true }).click();
  const second = facet("Condition").locator(".facet-link").first();
  const count = Number(await second.locator(".facet-count").textContent());
  await second.click();
  await expect(page).toHaveURL(/animal=.*condition=/);
  await expect(page.locator(".page-count")).toHaveText(new RegExp(`^${count} `));
  expect(await shownSlugs(page)).toHaveLength(count);
});

test("sorting by newest shows the last entry first, and the order stands in the URL", async ({
  page,
}) => {
  const [show] = onShow;
  await page.goto(at("artmatt"));
  await page.getByRole("combobox", { name: "Order" }).selectOption("newest");
  await expect(page).toHaveURL(/sort=newest/);
  const newest = (show?.items ?? []).map((item) => item.slug).reverse();
  await expect(async () => {
    expect(await shownSlugs(page)).toEqual(newest.slice(0, 50));
  }).toPass();
});

test("the back button restores what was searched and chosen", async ({ page }) => {
  await page.goto(at("artmatt", "/?animal=Bear&q=teddy"));
  const before = await shownSlugs(page);
  expect(before.length).toBeGreaterThan(1);
  await itemLinks(page).first().click();
  await expect(page).toHaveURL(/\/items\//);
  await page.goBack();
  await expect(page).toHaveURL(/animal=Bear&q=teddy/);
  await expect(page.getByRole("searchbox")).toHaveValue("teddy");
  expect(await shownSlugs(page)).toEqual(before);
});

test("an item's page tells its facts, copies, tags and story", async ({ page }) => {
  const item = artmatt.items.find(({ slug }) => slug === "peanut");
  if (!item) throw new Error("The seed has no peanut.");
  await page.goto(at("artmatt", "/items/peanut"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(item.name);
  await expect(page.locator(".facts")).toContainText(item.styleNumber);
  await expect(page.locator(".facts")).toContainText(item.colour);
  await expect(page.locator(".copies li")).toHaveCount(item.copies.length);
  for (const copy of item.copies) {
    await expect(page.locator(".copies")).toContainText(copy.label);
    if (copy.note) await expect(page.locator(".copies")).toContainText(copy.note);
  }
  for (const tag of item.tags)
    await expect(page.getByRole("list", { name: "Tags" })).toContainText(tag);
  for (const paragraph of item.story.split(/\n\s*\n/))
    await expect(page.getByRole("region", { name: "Story" })).toContainText(paragraph.trim());
  expect(item.copies.some((copy) => copy.pricePaid !== null)).toBe(true);
  await expect(page.getByText("Paid $")).toHaveCount(0);
});

test("without a script the shelf, its search, filters, pages and items work", async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at("artmatt"));
  await page.getByRole("searchbox").fill("teddy");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/q=teddy/);
  const found = (await shownSlugs(page)).length;
  expect(found).toBeGreaterThan(1);
  await page.getByText("Filter", { exact: true }).click();
  await page
    .locator(".facets")
    .getByRole("link", { name: /^Wanted/ })
    .click();
  await expect(page).toHaveURL(/q=teddy&status=wanted|status=wanted&q=teddy/);
  await page.getByRole("link", { name: "Clear all" }).click();
  await page.getByRole("link", { name: "Later" }).click();
  await itemLinks(page).first().click();
  await expect(page.locator(".facts")).toBeVisible();
  await expect(page.locator(".gallery img").first()).toBeVisible();
  await context.close();
});

test("with the keyboard alone one skips to the shelf, reaches an item and opens it", async ({
  page,
}) => {
  await page.goto(at("artmatt"));
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: /^Skip to/ });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  const first = itemLinks(page).first();
  const href = (await first.getAttribute("href")) ?? "";
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(first).toBeFocused({ timeout: 50 });
  }).toPass();
  // The focus ring stands around the whole tile, which the link's pseudo-element covers.
  const ring = await first.evaluate((link) => getComputedStyle(link, "::after").outlineStyle);
  expect(ring, "the focus is seen").toBe("solid");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${href}$`));
});
