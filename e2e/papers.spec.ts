import { readFile } from "node:fs/promises";
import type { Page } from "playwright/test";
import { extractText, getDocumentProxy } from "unpdf";
import { EMPTY_COPY } from "@/db/tenant/item";
import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { ask } from "./raw";
import { createSite, signIn } from "./sites";
import { expect, test } from "./test";

const WIDTHS = [1440, 390];

/** The way from what is picked in the table to a room that makes something of it. */
const roomOf = (page: Page, name: string) =>
  page.getByRole("region", { name: "What is picked" }).getByRole("link", { name, exact: true });

for (const placement of ["pool", "own"] as const)
  test(`a report is made once of what was picked, for members of a site in the ${placement}`, async ({
    page,
    context,
    stranger,
  }) => {
    const site = await createSite({ placement });
    await signIn(context, site);
    await page.goto(at(site.name, "/studio/papers"));
    await expect(page.getByText("There is nothing to print.")).toBeVisible();

    const copy = { ...EMPTY_COPY, pricePaid: 12_345, currency: "EUR" };
    await site.add({ name: "ピーナッツ", visibility: "private", copies: [copy] });
    await site.add({ name: "Left out", copies: [copy] });
    await page.goto(at(site.name, "/studio/items"));
    await page.getByRole("checkbox", { name: "ピーナッツ", exact: false }).check();
    await roomOf(page, "Papers").click();
    await expect(page.getByRole("heading", { name: "Of what was picked" })).toBeVisible();
    await page.getByLabel("Who it is for").fill("Frau Müller 保険");
    await page.getByLabel("With values and prices").uncheck();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
    }
    await page.getByRole("button", { name: "Make the PDF" }).dblclick();
    const ready = page.getByRole("link", { name: "Download the Insurance report" });
    await expect(ready).toHaveCount(1, { timeout: 60_000 });
    await expect(page.getByText("Insurance report, without values")).toBeVisible();
    // What was typed is there for the next.
    await expect(page.getByLabel("Who it is for")).toHaveValue("Frau Müller 保険");
    await expectAccessible(page);

    const coming = page.waitForEvent("download");
    await ready.click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(
      new RegExp(`^${site.name}-insurance-without-values-\\d{4}-\\d{2}-\\d{2}\\.pdf$`),
    );
    const pdf = await getDocumentProxy(new Uint8Array(await readFile(await download.path())));
    const { text } = await extractText(pdf, { mergePages: true });
    expect(text).toContain("ピーナッツ");
    expect(text).toContain("For Frau Müller 保険");
    expect(text).not.toMatch(/Left out|123\.45/);

    // Its address is nobody's: not a stranger's, not on another site, whoever asks there.
    const path = (await ready.getAttribute("href")) ?? "";
    expect((await ask(site.name, path)).status).toBe(404);
    const other = await createSite();
    await signIn(stranger.context(), other);
    expect((await stranger.goto(at(other.name, path)))?.status()).toBe(404);
    await page.goBack();
    await page.goForward();
    await expect(ready).toHaveCount(1);
  });

for (const placement of ["pool", "own"] as const)
  test(`a link shows what was picked until it is revoked, on a site in the ${placement}`, async ({
    page,
    context,
    stranger,
  }) => {
    const site = await createSite({ placement });
    const copy = { ...EMPTY_COPY, pricePaid: 12_345, currency: "EUR" };
    const item = await site.add({ name: "ピーナッツ", visibility: "private", copies: [copy] });
    await site.add({ name: "Left out", visibility: "private" });
    await signIn(context, site);
    await page.goto(at(site.name, "/studio/items"));
    await page.getByRole("checkbox", { name: "ピーナッツ", exact: false }).check();
    await roomOf(page, "Link").click();
    await page.getByRole("button", { name: "Make the link" }).click();
    await expect(page.getByText("Say who or what it is for.")).toBeVisible();
    await page.getByLabel("Who or what it is for").fill("Für Frau Müller 保険");
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
    }
    await page.getByRole("button", { name: "Make the link" }).dblclick();
    const address = await page.getByLabel("The link").inputValue();
    await expectAccessible(page);
    const { pathname } = new URL(address);
    await expect(page.getByRole("button", { name: /^Revoke/ })).toHaveCount(1);

    const answer = await stranger.goto(address);
    expect(answer?.status()).toBe(200);
    expect(answer?.headers()).toMatchObject({
      "cache-control": "private, no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
    });
    await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Für Frau Müller 保険");
    await expect(stranger.getByText("ピーナッツ")).toBeVisible();
    await expect(stranger.getByText("Left out")).toHaveCount(0);
    expect(await stranger.content()).not.toContain("123.45");
    for (const width of WIDTHS) {
      await stranger.setViewportSize({ width, height: 900 });
      await expectAccessible(stranger);
      const over = () => document.documentElement.scrollWidth - window.innerWidth;
      expect(await stranger.evaluate(over)).toBeLessThanOrEqual(0);
    }
    // A further page is read and no visit; on another site the link is nothing.
    expect((await ask(site.name, `${pathname}?page=2`)).status).toBe(200);
    expect((await ask((await createSite()).name, pathname)).status).toBe(404);
    for (const path of ["/", "/sitemap.xml", "/feed.xml", "/robots.txt"])
      expect((await ask(site.name, path)).body).not.toContain(pathname);

    // What is thrown away later stays in it: it is of its day.
    await site.trash(item.id);
    expect((await stranger.goto(address))?.status()).toBe(200);
    await expect(stranger.getByText("ピーナッツ")).toBeVisible();
    await page.goto(at(site.name, "/studio/shared"));
    await expect(page.getByText(/opened 2 times, last/)).toBeVisible();
    expect(await page.content()).not.toContain(pathname);
    await page.getByRole("button", { name: /^Revoke/ }).click();
    await expect(page.getByText(/^Revoked on/)).toBeVisible();
    await expectAccessible(page);
    expect((await stranger.goto(address))?.status()).toBe(404);
  });

test("the way to links is shown to owners alone", async ({ site, page, context }) => {
  await site.add({ name: "Halo" });
  await site.join("editor@example.org", "editor");
  await signIn(context, site, "editor@example.org");
  await page.goto(at(site.name, "/studio/items"));
  await page.getByRole("checkbox", { name: "Halo", exact: false }).check();
  await expect(roomOf(page, "Papers")).toBeVisible();
  await expect(roomOf(page, "Link")).toHaveCount(0);
  expect((await page.goto(at(site.name, "/studio/shared")))?.status()).toBe(404);
});

test("who opens links too often is told when to come back, whatever the link", async () => {
  const site = await createSite();
  const from = `127.0.9.${1 + Math.floor(Math.random() * 250)}`;
  const nobody = `/shared/${"x".repeat(43)}`;
  const opened = async () => (await ask(site.name, nobody, { from })).status;
  // Few at once, because a host that is flooded answers in the same way.
  for (let round = 0; round < 12; round++)
    expect(new Set(await Promise.all(Array.from({ length: 10 }, opened)))).toEqual(new Set([404]));
  const { status, headers, body } = await ask(site.name, nobody, { from });
  expect(status).toBe(429);
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  expect(Number(headers["retry-after"])).toBeLessThanOrEqual(600);
  expect(headers["cache-control"]).toBe("no-store");
  expect(body).toContain("That was too often");
  // Another client is not kept from it.
  expect((await ask(site.name, nobody, { from: "127.0.8.1" })).status).toBe(404);
});

for (const placement of ["pool", "own"] as const)
  test(`museum labels are in the skin's type, without a code, on a site in the ${placement}`, async ({
    page,
    context,
  }) => {
    const site = await createSite({ placement });
    await site.add({ name: "ピーナッツ", variant: "Royal", retired: "1997", copies: [] });
    const long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk".repeat(2);
    await site.add({ name: long, copies: [EMPTY_COPY, EMPTY_COPY] });
    await signIn(context, site);
    await page.goto(at(site.name, "/studio/labels"));
    await expect(page.getByText("Scanned with a phone")).toBeVisible();
    await page.getByLabel("What it is").selectOption("A museum label");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByText("2 labels on 1 page")).toBeVisible();
    await expect(page.getByText("Scanned with a phone")).toHaveCount(0);
    await expect(page.locator(".lb-code")).toHaveCount(0);
    await expect(page.locator(".lb-label").filter({ hasText: "ピーナッツ" })).toHaveText(
      /ピーナッツ\s*Royal\s*Elephant, Royal blue\s*1995–1997\s*4062/,
    );
    const skin = await page
      .locator(".lb-text strong")
      .first()
      .evaluate((one) => getComputedStyle(one).fontFamily);
    const room = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
    expect(skin).not.toBe(room);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
      const over = () => document.documentElement.scrollWidth - window.innerWidth;
      expect(await page.evaluate(over)).toBeLessThanOrEqual(0);
    }
    await page.emulateMedia({ media: "print" });
    for (const box of await page.locator(".lb-text").all()) {
      const [text, label] = await Promise.all([
        box.boundingBox(),
        box.locator("xpath=ancestor::li").boundingBox(),
      ]);
      expect((text?.y ?? 0) + (text?.height ?? 0)).toBeLessThanOrEqual(
        (label?.y ?? 0) + (label?.height ?? 0),
      );
    }
  });
