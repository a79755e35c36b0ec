import type { Page } from "playwright/test";
import { artmatt } from "@/db/seed/artmatt";
import { begin } from "@/db/seed/begin";
import { defaultSkin } from "@/themes/presets";
import { PRESET_IDS } from "@/themes/skin";
import { at } from "./addresses";
import { ask } from "./raw";
import { createSite, freshName } from "./sites";
import { expect, test } from "./test";

/** A question, an end and the checklist. */
const TAGS = [
  "/which-tag?tag=tush&kind=printed",
  "/which-tag?tag=swing&opens=flat&made=later",
  "/rarity",
];

test.describe("on a phone 360 pixels wide", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  for (const { slug, items } of [artmatt, begin])
    test(`${slug} never scrolls sideways, on the shelf or on an item`, async ({ page }) => {
      const [wordy] = items
        .filter((item) => item.visibility !== "private" && !item.trashed)
        .sort((one, other) => other.name.length - one.name.length);
      for (const path of [
        "/",
        "/?q=zzzz",
        `/items/${wordy?.slug}`,
        "/items/peanut",
        "/sign-in",
        "/wanted",
        "/for-trade",
        "/sets",
        ...TAGS,
      ]) {
        await page.goto(at(slug, path));
        await expectNoSidewaysScroll(page, path);
      }
    });

  test("a name of 40 letters fits in every skin", async ({ page }) => {
    const name = freshName("m".repeat(29));
    expect(name).toHaveLength(40);
    const site = await createSite({ name });
    const long = "Donaudampfschifffahrtselektrizitaeten";
    const { slug } = await site.add({ name: long, variant: long, styleNumber: "4".repeat(20) });
    for (const preset of PRESET_IDS) {
      await site.wear(defaultSkin(preset));
      for (const path of ["/", `/items/${slug}`]) {
        await page.goto(at(name, path));
        await expect(page.locator(".site-name")).toBeVisible();
        await expectNoSidewaysScroll(page, `${preset} ${path}`);
      }
    }
  });

  test("no room of the studio scrolls sideways", async ({ site, owner }) => {
    await owner.setViewportSize({ width: 360, height: 740 });
    const { id } = await site.add({ name: "Donaudampfschifffahrtselektrizitaeten" });
    for (const room of [
      "",
      "/items",
      "/items/new",
      "/items/several",
      "/inbox",
      `/items/${id}`,
      "/skin",
      "/members",
      "/settings",
    ]) {
      await owner.goto(at(site.name, `/studio${room}`));
      await expectNoSidewaysScroll(owner, room);
    }
  });

  test("the front page never scrolls sideways", async ({ page }) => {
    for (const path of ["/", "/find-my-site", "/privacy", "/outbox", ...TAGS]) {
      await page.goto(at("", path));
      await expectNoSidewaysScroll(page, path);
    }
  });
});

test("each picture has a text for those who do not see it, or says that it needs none", async ({
  page,
}) => {
  for (const path of ["/", "/items/peanut"]) {
    await page.goto(at("artmatt", path));
    expect(await page.locator("img:not([alt])").count()).toBe(0);
  }
  const alt = await page.locator(".gallery img").first().getAttribute("alt");
  expect(alt).toContain("Peanut");
});

test("an item without a photo has a drawing of its own: small, titled, without a script", async () => {
  const drawn = artmatt.items.filter((item) => item.visibility === "public" && !item.trashed);
  const seen = new Set<string>();
  for (const { slug, name } of drawn) {
    const { status, headers, body, bytes } = await ask("artmatt", `/plush/${slug}`);
    expect(status, slug).toBe(200);
    expect(headers["content-type"]).toBe("image/svg+xml");
    expect(bytes.length, `${slug} in bytes`).toBeLessThan(4096);
    expect(body).toMatch(/<title[^>]*>[^<]+<\/title>/);
    expect(body).toContain(name.split(/[&<>"’'“(]/)[0]?.trim());
    expect(body).not.toMatch(/<script|javascript:|\son[a-z]+=|<foreignObject|href="(?!#)/i);
    seen.add(body);
  }
  expect(seen.size, "drawings that differ").toBe(drawn.length);
});

async function expectNoSidewaysScroll(page: Page, what: string) {
  const { scrolled, seen } = await page.evaluate(() => ({
    scrolled: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }));
  expect(scrolled, `${what} is ${scrolled} wide`).toBeLessThanOrEqual(seen);
}
