import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { EMPTY_COPY } from "@/db/tenant/item";
import { at } from "./addresses";
import { createSite } from "./sites";
import { expect, test } from "./test";

/** A millimetre in points, as a PDF measures. */
const POINTS = 72 / 25.4;

async function expectAccessible(page: Page): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
}

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

test("a place is taken stock of by labels: found, missing, not expected and put there, also after a reload", async ({
  site,
  owner,
}) => {
  const [study = "", box = "", attic = ""] = [
    ...(await site.placesWithin("Study", "Box 7")),
    ...(await site.placesWithin("Attic")),
  ];
  const addIn = async (name: string, placeId: string) => {
    const { slug } = await site.add({ name, copies: [{ ...EMPTY_COPY, placeId }] });
    return `https://somewhere.example/label/${(await site.copiesOf(slug))[0]}`;
  };
  const halo = await addIn("Halo", box);
  await addIn("Łucja", study);
  const stray = await addIn("Stray", attic);
  const neighbours = await createSite();
  const { slug } = await neighbours.add({ name: "Elsewhere", copies: [EMPTY_COPY] });
  const foreign = (await neighbours.copiesOf(slug))[0] ?? "";

  await owner.goto(at(site.name, `/studio/places/${study}`));
  await owner.getByRole("link", { name: "Take stock" }).click();
  const scan = owner.getByLabel("Scan a label");
  await expect(scan).toBeFocused();
  const type = async (text: string) => {
    await scan.fill(text);
    await owner.keyboard.press("Enter");
  };
  const count = owner.locator(".stock-count");
  await type("4062");
  await expect(owner.getByText("“4062” is no label.")).toBeVisible();
  await expect(scan).toHaveValue("4062");
  await type(halo.toUpperCase());
  await expect(count).toContainText("1 of 2 found");
  await type(halo);
  await type(`${stray} ${foreign}`);
  await expect(owner.getByText("That label is of no copy that is here.")).toBeVisible();
  await expect(count).toContainText("1 of 2 found, 1 copy not expected");
  await expect(owner.getByRole("region", { name: "Not found so far" })).toContainText("Łucja");
  await expect(owner.getByRole("region", { name: "Not expected here" })).toContainText("Attic");
  await expectAccessible(owner);

  await owner.reload();
  await expect(count).toContainText("1 of 2 found, 1 copy not expected");
  await owner.getByRole("button", { name: "Put it here" }).click();
  await expect(count).toContainText("2 of 3 found");
  await expect(owner.getByRole("region", { name: "Not expected here" })).toBeHidden();
  await owner.getByRole("button", { name: "Begin anew" }).click();
  await expect(count).toContainText("0 of 3 found");
});
