import type { Page } from "playwright/test";
import { EMPTY_COPY } from "@/db/tenant/item";
import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { expect, test } from "./test";

const names = (page: Page) => page.locator(".tb-body-row .tb-link").allTextContents();
const picked = (page: Page) => page.getByRole("region", { name: "What is picked" });
const changes = (page: Page) => page.getByRole("region", { name: "What will change" });

async function makeChoices(page: Page, host: string, label: string, choices: readonly string[]) {
  await page.goto(at(host, "/studio/fields"));
  await page.getByRole("button", { name: "New field" }).click();
  await page.getByLabel("Name", { exact: true }).fill(label);
  await page.getByLabel("Type").selectOption("choice");
  for (const [place, choice] of choices.entries()) {
    await page.getByRole("button", { name: "Add a choice" }).click();
    await page.getByLabel(`Choice ${place + 1}`, { exact: true }).fill(choice);
  }
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator(".field-row")).toContainText(label);
}

test("an owner's field is a column to write in and to filter by, is set for all that match, and undone", async ({
  site,
  owner,
}) => {
  // Axe looks at it six times.
  test.slow();
  for (const name of ["Alba", "Bert", "Cara"]) await site.add({ name, animal: "Bear" });
  await site.add({ name: "Dora", animal: "Frog" });
  await makeChoices(owner, site.name, "Pellets", ["PVC", "PE"]);
  await owner.goto(at(site.name, "/studio/items"));
  await owner.getByRole("button", { name: "Columns" }).click();
  await owner.getByRole("button", { name: "+ Pellets" }).click();
  await owner.goto(at(site.name, "/studio/items?cols=name.200,own-pellets.140"));
  const cell = (row: number) => owner.locator(`[data-cell="${row} 1"]`);
  await cell(0).click();
  // The first letters of a choice choose it.
  await owner.keyboard.type("p");
  await owner.keyboard.press("Enter");
  await expect(cell(0)).toHaveText("PVC");
  await cell(1).evaluate((element) => {
    const data = new DataTransfer();
    data.setData("text/plain", "pe\r\nchalk\r\n");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  });
  await expect(cell(1)).toHaveText("PE");
  await expect(cell(2).getByRole("alert")).toContainText("“chalk” is none of the choices");
  await owner.getByRole("button", { name: "Leave it as it was" }).click();

  await owner.getByRole("button", { name: "+ Filter" }).click();
  await owner.getByLabel("Field").selectOption("own-pellets");
  await owner.getByLabel("Comparison").selectOption("empty");
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Add the filter" }).click();
  await expect.poll(() => names(owner)).toEqual(["Cara", "Dora"]);
  await expect(owner).toHaveURL(/f=own-pellets~empty|f=own-pellets%7Eempty/);

  await owner.getByLabel("Pick the rows in sight").click();
  await owner.getByRole("button", { name: "Change a field" }).click();
  await picked(owner).getByLabel("Field").selectOption("own-pellets");
  await picked(owner).getByLabel("Value").selectOption("PE");
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Look at it first" }).click();
  await expect(changes(owner)).toContainText("Cara: empty → PE");
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Set the Pellets of 2 items to “PE”" }).click();
  await expect(owner.getByText("2 items changed.")).toBeVisible();
  await owner.goto(at(site.name, "/studio/items?cols=name.200,own-pellets.140&sort=-own-pellets"));
  await expect.poll(async () => (await names(owner)).at(-1)).toBe("Alba");
  const file = await owner.evaluate(async () => {
    const body = new URLSearchParams({ columns: "name,own-pellets", sort: "name" });
    return (await fetch("/studio/items/selection", { method: "POST", body })).text();
  });
  expect(file.replace("\ufeff", "").trim().split(/\r?\n/)).toEqual([
    ...["Name,Pellets", "Alba,PVC", "Bert,PE", "Cara,PE", "Dora,PE"],
  ]);
  await owner.locator(".tb-last").getByRole("button", { name: "Undo", exact: true }).click();
  await expect(owner.getByText("All of it is as it was.")).toBeVisible();
  await expect.poll(async () => (await names(owner)).slice(0, 2)).toEqual(["Bert", "Alba"]);
});

test("copies are put into a place by its name, found in all that hold it, and moved together", async ({
  site,
  owner,
}) => {
  await site.placesWithin("Study", "Shelf 2", "Box 7");
  for (const name of ["Alba", "Bert", "Cara"]) await site.add({ name, copies: [EMPTY_COPY] });
  await owner.goto(at(site.name, "/studio/items?cols=name.200,place.220"));
  const cell = (row: number) => owner.locator(`[data-cell="${row} 1"]`);
  await cell(0).click();
  await owner.keyboard.type("box 7");
  await owner.keyboard.press("Enter");
  await expect(cell(0)).toHaveText("Study › Shelf 2 › Box 7");
  await owner.keyboard.type("cellar");
  await owner.keyboard.press("Enter");
  await expect(cell(1).getByRole("alert")).toContainText("There is no place called cellar.");
  await owner.getByRole("button", { name: "Leave it as it was" }).click();
  await owner.getByRole("button", { name: "+ Filter" }).click();
  await owner.getByLabel("Field").selectOption("place");
  await owner.getByLabel("Comparison").selectOption("is-not");
  await owner.getByLabel("Value").selectOption("Study");
  await owner.getByRole("button", { name: "Add the filter" }).click();
  await expect.poll(() => names(owner)).toEqual(["Bert", "Cara"]);
  await expect(owner.getByRole("list", { name: "Filters" })).toContainText("Place is not in Study");
  await owner.getByLabel("Pick the rows in sight").click();
  await owner.getByRole("button", { name: "Change a field" }).click();
  await picked(owner).getByLabel("Field").selectOption("place");
  await picked(owner).getByLabel("Value").selectOption("Study › Shelf 2");
  await owner.getByRole("button", { name: "Look at it first" }).click();
  await owner.getByRole("button", { name: /^Set the place of 2 items/ }).click();
  await expect(owner.getByText("2 items changed.")).toBeVisible();
  await expect(owner.getByText("Nothing fits.")).toBeVisible();
});

test("a template fills what is empty in all that are picked, as it says before", async ({
  site,
  owner,
}) => {
  await makeChoices(owner, site.name, "Pellets", ["PVC", "PE"]);
  const { id } = await site.add({ name: "Alba", line: "Attic Treasures", colour: "", animal: "" });
  await site.add({ name: "Bert", line: "", colour: "Blue" });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await owner.getByRole("button", { name: "Make a template of this item" }).click();
  await owner.getByLabel("Name of the template").fill("Attic");
  await owner.getByRole("button", { name: "Make it" }).click();
  await expect(owner.getByText("Attic is a template now.")).toBeVisible();
  await owner.goto(at(site.name, "/studio/items?cols=name.200,line.140"));
  await owner.getByLabel("Pick Bert").click();
  await owner.getByRole("button", { name: "Apply a template" }).click();
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Look at it first" }).click();
  await expect(changes(owner)).toContainText("Bert: Line → Attic Treasures");
  await owner.getByRole("button", { name: "Apply the template “Attic” to 1 item" }).click();
  await expect(owner.locator('[data-cell="1 1"]')).toHaveText("Attic Treasures");
});
