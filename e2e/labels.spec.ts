import type { Page } from "playwright/test";
import { EMPTY_COPY } from "@/db/tenant/item";
import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { createSite, signIn } from "./sites";
import { expect, test } from "./test";

/** A millimetre in points, as a PDF measures. */
const POINTS = 72 / 25.4;

/** The size of each page of what would be printed, in millimetres. */
async function printed(page: Page): Promise<{ width: number; height: number }[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => ({
    width: Number(width) / POINTS,
    height: Number(height) / POINTS,
  }));
}

test("copies that are picked get labels at their true size, which lead to them", async ({
  site,
  owner,
  stranger,
}) => {
  const copies = [
    { ...EMPTY_COPY, label: "In its bag" },
    { ...EMPTY_COPY, keptOff: true },
    { ...EMPTY_COPY, status: "sold" as const },
  ];
  const { slug } = await site.add({ name: "ピーナッツ", styleNumber: "4062", copies });
  await site.add({ name: "Zéphyr", visibility: "private", copies: [EMPTY_COPY] });
  await owner.goto(at(site.name, "/studio/items"));
  for (const name of ["ピーナッツ", "Zéphyr"])
    await owner.getByRole("checkbox", { name, exact: false }).check();
  await owner.getByRole("link", { name: "Labels", exact: true }).click();
  await expect(owner.getByText("3 labels on 1 page")).toBeVisible();
  await expectAccessible(owner);

  await owner.getByLabel("Printed on").selectOption("A4, 21 labels of 63.5 × 38.1 mm");
  await owner.getByLabel("First label that is free").fill("20");
  await owner.getByRole("button", { name: "Show" }).click();
  await expect(owner.getByText("3 labels on 2 pages")).toBeVisible();
  await owner.emulateMedia({ media: "print" });
  const sizes = await printed(owner);
  expect(sizes).toHaveLength(2);
  for (const { width, height } of sizes) {
    expect(width).toBeCloseTo(210, 0);
    expect(height).toBeCloseTo(297, 0);
  }
  // In print a millimetre is 96 / 25.4 pixels. The 20th label stands in the second column of the last row.
  const box = await owner.locator(".lb-label").first().boundingBox();
  const inMillimetres = [box?.x, box?.y, box?.width, box?.height].map((px = 0) => (px * 25.4) / 96);
  for (const [at, wanted] of [73.25, 243.75, 63.5, 38.1].entries())
    expect(inMillimetres[at]).toBeCloseTo(wanted, 0);
  await owner.emulateMedia({ media: "screen" });

  const hrefs = await owner
    .locator(".lb-label a")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  // By name, as the table has it: Latin letters stand before kana.
  const [hidden = "", shown = "", keptOff = ""] = hrefs;
  expect(hrefs).toHaveLength(3);
  await stranger.goto(shown);
  expect(decodeURIComponent(new URL(stranger.url()).pathname)).toBe(`/items/${slug}`);
  for (const address of [keptOff, hidden]) {
    const answer = await stranger.goto(address);
    expect(answer?.status()).toBe(404);
    await owner.goto(address);
    await expect(owner).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
  }
  // The same label on another site is nobody's.
  const other = await createSite();
  const elsewhere = await stranger.goto(at(other.name, new URL(shown).pathname));
  expect(elsewhere?.status()).toBe(404);
});

test("places get labels, on a roll each is a page, and an empty choice says where to begin", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/places"));
  for (const [name, within] of [
    ["Study", ""],
    ["Box 7", "Study"],
  ] as const) {
    await owner.getByLabel("Name").fill(name);
    if (within) await owner.getByLabel("Lies in").selectOption(within);
    await owner.getByRole("button", { name: "Add it" }).click();
    await expect(owner.getByRole("link", { name, exact: true })).toBeVisible();
  }
  await owner.getByRole("link", { name: "Labels for places" }).click();
  await owner.getByLabel("Printed on").selectOption("Roll, 62 × 29 mm");
  await owner.getByRole("button", { name: "Show" }).click();
  await expect(owner.getByText("2 labels on 2 pages")).toBeVisible();
  await expectAccessible(owner);
  await owner.emulateMedia({ media: "print" });
  const sizes = await printed(owner);
  expect(sizes).toHaveLength(2);
  for (const { width, height } of sizes) {
    expect(width).toBeCloseTo(62, 0);
    expect(height).toBeCloseTo(29, 0);
  }
  await owner.emulateMedia({ media: "screen" });
  await owner.locator(".lb-label a").last().click();
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText("Box 7");

  for (const query of ["", "?places=none", "?ids=x", "?selection=%7B", "?place=__proto__"]) {
    const answer = await owner.goto(at(site.name, `/studio/labels${query}`));
    expect(answer?.status()).toBe(200);
    await expect(owner.getByText("There is nothing here to label.")).toBeVisible();
  }
  await expectAccessible(owner);
});

test("without script too, a sheet has its size, and what is printed keeps off its edges", async ({
  site,
  browser,
}) => {
  await site.add({ name: "Halo", copies: [EMPTY_COPY] });
  await site.placesWithin("Study");
  const context = await browser.newContext({ javaScriptEnabled: false });
  await signIn(context, site);
  const page = await context.newPage();
  for (const [format, width, height] of [
    ["a4-24", 210, 297],
    ["letter-30", 215.9, 279.4],
    ["roll-57", 57, 32],
  ] as const) {
    await page.goto(at(site.name, `/studio/labels?places=all&format=${format}`));
    await page.emulateMedia({ media: "print" });
    const sizes = await printed(page);
    expect(sizes).toHaveLength(1);
    expect(sizes[0]?.width).toBeCloseTo(width, 0);
    expect(sizes[0]?.height).toBeCloseTo(height, 0);
    await page.emulateMedia({ media: "screen" });
  }
  await page.goto(at(site.name, "/studio/labels?places=all&format=a4-24"));
  await page.emulateMedia({ media: "print" });
  const code = await page.locator(".lb-code").first().boundingBox();
  expect(((code?.x ?? 0) * 25.4) / 96).toBeGreaterThanOrEqual(4.9);
  await context.close();
});

test("of a large place each copy that is held gets its label, in parts", async ({
  site,
  owner,
}) => {
  const [box = ""] = await site.placesWithin("Box");
  const copies = Array.from({ length: 90 }, () => ({ ...EMPTY_COPY, placeId: box }));
  for (let item = 0; item < 6; item++) await site.add({ name: `Halo ${item}`, copies });
  await site.add({ name: "Sold", copies: [{ ...EMPTY_COPY, placeId: box, status: "sold" }] });
  await owner.goto(at(site.name, `/studio/labels?place=${box}&part=3`));
  await expect(owner.getByText("Part 3 of 3")).toBeVisible();
  await expect(owner.locator(".lb-label")).toHaveCount(540 - 400);
});
