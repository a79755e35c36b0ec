import type { Page } from "playwright/test";
import { EMPTY_COPY } from "@/db/tenant/item";
import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { createSite, type Site } from "./sites";
import { expect, test } from "./test";

/** Adds an item with a copy in a place. @returns the address that the copy's label holds */
async function labelIn(
  site: Site,
  name: string,
  placeId: string | null,
  status: (typeof EMPTY_COPY)["status"] = "owned",
): Promise<string> {
  const { slug } = await site.add({ name, copies: [{ ...EMPTY_COPY, placeId, status }] });
  return `https://somewhere.example/label/${(await site.copiesOf(slug))[0]}`;
}

async function type(page: Page, text: string): Promise<void> {
  await page.getByLabel("Scan a label").fill(text);
  await page.keyboard.press("Enter");
}

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

test("what is lent isn't looked for, what is sold is put nowhere, and a place's label leads to it", async ({
  site,
  owner,
}) => {
  const [box = "", other = ""] = [
    ...(await site.placesWithin("Box 7")),
    ...(await site.placesWithin("Box 8")),
  ];
  const halo = await labelIn(site, "Halo", box);
  await labelIn(site, "Away", box, "lent");
  const sold = await labelIn(site, "Sold", box, "sold");
  await owner.goto(at(site.name, `/studio/places/${box}/stock`));
  const count = owner.locator(".stock-count");
  await expect(count).toHaveText("0 of 1 found");
  await expect(owner.getByRole("region", { name: "Not here, as you noted" })).toContainText(
    "Away Copy 1 · Lent",
  );
  await type(owner, halo);
  await expect(count).toHaveText("1 of 1 found");
  await type(owner, sold);
  const unexpected = owner.getByRole("region", { name: "Not expected here" });
  await expect(unexpected).toContainText("Sold Copy 1 · Sold");
  await expect(unexpected.getByRole("button")).toHaveCount(0);
  await type(owner, at(site.name, `/label/${box}`));
  await expect(owner.getByText("That is the label of this place.")).toBeVisible();
  await type(owner, at(site.name, `/label/${other}`));
  await expect(owner.getByText("That is the label of Box 8.")).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("link", { name: "Take stock there" }).click();
  await expect(owner.getByRole("link", { name: "Box 8" })).toBeVisible();
  await expect(owner.locator(".stock-count")).toHaveText("0 of 0 found");
});

test("what is scanned is put into an empty place at once, where somebody wants that", async ({
  site,
  owner,
}) => {
  const [empty = "", attic = ""] = [
    ...(await site.placesWithin("Box 9")),
    ...(await site.placesWithin("Attic")),
  ];
  const labels = [await labelIn(site, "Halo", attic), await labelIn(site, "Zip", null)];
  await owner.goto(at(site.name, `/studio/places/${empty}`));
  await owner.getByRole("link", { name: "Scan into it" }).click();
  await owner.getByLabel(/Put what is scanned here/).check();
  const count = owner.locator(".stock-count");
  await type(owner, labels[0] ?? "");
  await expect(count).toHaveText("1 of 1 found");
  await type(owner, labels[1] ?? "");
  await expect(count).toHaveText("2 of 2 found");
  await owner.goto(at(site.name, `/studio/places/${attic}`));
  await expect(owner.getByText("No copy lies here.")).toBeVisible();
});

test("a scan that found no connection is asked again when there is one, and a long one breaks nothing", async ({
  site,
  owner,
}) => {
  const [box = ""] = await site.placesWithin("Box 7");
  await labelIn(site, "Halo", box);
  const stray = await labelIn(site, "Stray", null);
  await owner.setViewportSize({ width: 390, height: 800 });
  await owner.goto(at(site.name, `/studio/places/${box}/stock`));
  const count = owner.locator(".stock-count");
  await expect(count).toHaveText("0 of 1 found");
  await type(owner, "x".repeat(10_000));
  await expect(owner.getByText(`“${"x".repeat(40)}…” is no label.`)).toBeVisible();
  expect(await owner.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await owner.context().setOffline(true);
  await type(owner, stray);
  await expect(owner.getByText(/The site did not answer/)).toBeVisible();
  await owner.context().setOffline(false);
  await expect(count).toHaveText("0 of 1 found, 1 copy not expected");
  await expect(owner.getByText(/The site did not answer/)).toBeHidden();
});
