import type { Page } from "playwright/test";
import { expectNoFault } from "./accessible";
import { at } from "./addresses";
import { expect, test } from "./test";

const offered = (page: Page) => page.getByRole("listbox", { name: "In the catalogue" });

test("a number on a tag is enough: the entry is chosen by keys, fills the facts, and says whose each is", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  const number = owner.getByLabel("Style number", { exact: true });
  await number.fill("4026");
  const list = offered(owner);
  const option = list.getByRole("option");
  await expect(option).toHaveText([/Pinchers.*4026.*Lobster.*1994.*Beanie Babies/]);
  await expect(number).toHaveAttribute("aria-expanded", "true");
  await expectNoFault(owner);
  await owner.keyboard.press("ArrowDown");
  await expect(option).toHaveAttribute("aria-selected", "true");
  await owner.keyboard.press("Enter");
  await expect(list).toBeHidden();
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Pinchers");
  await expect(owner.getByLabel("Animal", { exact: true })).toHaveValue("Lobster");
  await expect(owner.getByLabel("Line", { exact: true })).toHaveValue("Beanie Babies");
  await expect(owner.getByLabel("Introduced", { exact: true })).toHaveValue("January 1994");
  await expect(owner.getByText("early tags read Punchers")).toBeVisible();
  await owner.getByLabel("Colour", { exact: true }).fill("Red");
  await owner.getByLabel("Retired", { exact: true }).fill("June 1998");
  await expect(owner.getByText("you say June 1998, the catalogue 1 May 1998")).toBeVisible();
  await expectNoFault(owner);
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByText("Pinchers is saved.", { exact: true })).toBeVisible();

  // Kept, with what was said otherwise.
  await expect(owner.getByRole("heading", { name: "Pinchers" })).toBeVisible();
  await expect(owner.getByText("From the catalogue, release 1")).toBeVisible();
  await expect(owner.getByText("you say June 1998, the catalogue 1 May 1998")).toBeVisible();
  await owner.getByRole("button", { name: "Use 1 May 1998" }).click();
  await expect(owner.getByLabel("Retired", { exact: true })).toHaveValue("1 May 1998");
});

test("typing on takes nothing from the catalogue, and Enter saves what was typed", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  const name = owner.getByLabel("Name", { exact: true });
  await name.fill("Peanut");
  await expect(offered(owner).getByRole("option")).toHaveCount(2);
  await owner.keyboard.press("Enter");
  await expect(owner.getByText("Peanut is saved.", { exact: true })).toBeVisible();
  await expect(owner.getByLabel("Animal", { exact: true })).toHaveValue("");
  await expect(owner.getByText("From the catalogue")).toBeHidden();
});

test("on a phone the entry is chosen by a tap, and what was typed before stays and is said", async ({
  site,
  owner,
}) => {
  await owner.setViewportSize({ width: 390, height: 800 });
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByLabel("Animal", { exact: true }).fill("Jumbo");
  await owner.getByLabel("Name", { exact: true }).fill("peanut royal");
  const option = offered(owner).getByRole("option");
  await expect(option).toHaveCount(1);
  const box = await option.boundingBox();
  expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true);
  expect(box?.height).toBeGreaterThanOrEqual(44);
  await option.click();
  await expect(owner.getByLabel("Variant", { exact: true })).toHaveValue("Royal Blue");
  await expect(owner.getByLabel("Animal", { exact: true })).toHaveValue("Jumbo");
  await expect(owner.getByText("you say Jumbo, the catalogue Elephant")).toBeVisible();
});

test("a sheet's blanks are filled where somebody says so, and it is said what the catalogue fills", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/import"));
  const sheet = "Name,Style number,Colour\nPinchers,4026,Red\nHomemade,,Blue\n";
  await owner.getByLabel("File of a sheet").setInputFiles({
    ...{ name: "two.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) },
  });
  await owner.getByRole("button", { name: "Show what would change" }).click();
  const fill = owner.getByLabel(/Fill blanks from the catalogue: 1 row/);
  await expect(fill).not.toBeChecked();
  await expect(owner.getByText("Lobster")).toBeHidden();
  await fill.click();
  const row = owner.getByRole("listitem").filter({ hasText: "Line 2" }).first();
  await expect(row).toContainText("Lobster from the catalogue");
  await expect(fill).toBeChecked();
  await expectNoFault(owner);
  await owner.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(owner.getByRole("heading", { name: "2 items added" })).toBeVisible();
  await owner.goto(at(site.name, "/items/pinchers"));
  for (const fact of ["Lobster", "Red", "Beanie Babies"])
    await expect(owner.getByText(fact, { exact: true }).first()).toBeVisible();
});
