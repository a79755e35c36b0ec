import type { Locator, Page } from "playwright/test";

/** The links from a shelf, of any layout, to its items. */
export function itemLinks(page: Page): Locator {
  return page.locator(".shelf-page").locator('a[href^="/items/"]');
}

/** The addresses of the items on this page of the shelf, each once, in their order. */
export async function shownSlugs(page: Page): Promise<string[]> {
  const hrefs = await itemLinks(page).evaluateAll((links) =>
    links.map((link) => link.getAttribute("href") ?? ""),
  );
  return [...new Set(hrefs.map((href) => href.replace("/items/", "")))];
}
