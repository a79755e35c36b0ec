import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { expect, test } from "./test";

test("an owner makes a field, fills it, and visitors filter the shelf by it", async ({
  site,
  owner,
  stranger,
}) => {
  await owner.goto(at(site.name, "/studio/fields"));
  await owner.getByRole("button", { name: "New field" }).click();
  await owner.getByLabel("Name", { exact: true }).fill("Pellets");
  await owner.getByLabel("Type").selectOption("choice");
  await owner.getByRole("button", { name: "Add a choice" }).click();
  await owner.getByLabel("Choice 1", { exact: true }).fill("PVC");
  await owner.getByLabel("Choice 1", { exact: true }).press("Enter");
  await expect(owner.getByLabel("Choice 2", { exact: true })).toBeFocused();
  await owner.keyboard.type("PE");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.locator(".field-row")).toContainText("Pellets");

  for (const [name, pellets] of [
    ["Princess", "PE"],
    ["Peanut", "PVC"],
  ] as const) {
    await owner.goto(at(site.name, "/studio/items/new"));
    await expect(owner.getByLabel("Name", { exact: true })).toBeFocused();
    await owner.getByLabel("Name", { exact: true }).fill(name);
    await owner.getByLabel("Pellets").selectOption(pellets);
    await owner.getByRole("button", { name: "Save", exact: true }).click();
    await expect(owner).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
    await expect(owner.getByLabel("Pellets")).toHaveValue(pellets);
  }

  await stranger.goto(at(site.name, "/"));
  await stranger.getByText("Filter", { exact: true }).click();
  await stranger
    .getByRole("region", { name: "Pellets" })
    .getByRole("link", { name: /^PE / })
    .click();
  await expect(stranger.getByRole("link", { name: "Princess" })).toBeVisible();
  await expect(stranger.getByRole("link", { name: "Peanut" })).toHaveCount(0);
  await stranger.getByRole("link", { name: "Princess" }).click();
  await expect(stranger.locator(".facts")).toContainText("Pellets");

  // Renamed, its values stay; in the trash it is on no page, and it comes back with them.
  await owner.goto(at(site.name, "/studio/fields"));
  await owner.getByRole("button", { name: "Change Pellets" }).click();
  await owner.getByLabel("Name", { exact: true }).fill("Filled with");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.locator(".field-row")).toContainText("Filled with");
  await stranger.reload();
  await expect(stranger.locator(".facts")).toContainText("Filled with");
  await owner.getByRole("button", { name: "Move Filled with to the trash" }).click();
  await expect(owner.getByText("Filled with is in the trash")).toBeVisible();
  await stranger.reload();
  await expect(stranger.locator(".facts")).not.toContainText("Filled with");
  await owner.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(owner.getByText("Filled with is back.")).toBeVisible();
  await stranger.reload();
  await expect(stranger.locator(".facts")).toContainText("Filled with");
});

test("a form that was open when a field went to the trash says so beside it, and keeps the rest", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/fields"));
  await owner.getByRole("button", { name: "New field" }).click();
  await owner.getByLabel("Name", { exact: true }).fill("Shelf mark");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.locator(".field-row")).toContainText("Shelf mark");
  const form = await owner.context().newPage();
  await form.goto(at(site.name, "/studio/items/new"));
  await form.getByLabel("Name", { exact: true }).fill("Peanut");
  await form.getByLabel("Colour").fill("Royal blue");
  await form.getByLabel("Shelf mark").fill("A1");
  await owner.getByRole("button", { name: "Move Shelf mark to the trash" }).click();
  await expect(owner.getByText("Shelf mark is in the trash")).toBeVisible();

  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByLabel("Shelf mark")).toBeFocused();
  await expect(form.getByLabel("Shelf mark")).toHaveAccessibleDescription(
    /The field Shelf mark is in the trash\./,
  );
  await expect(form.getByLabel("Colour")).toHaveValue("Royal blue");
  await form.getByLabel("Shelf mark").fill("");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
  await expect(form.getByLabel("Colour")).toHaveValue("Royal blue");
});

test("another type shows what it cannot read before anything changes, and loses nothing", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/fields"));
  await owner.getByRole("button", { name: "New field" }).click();
  await owner.getByLabel("Name", { exact: true }).fill("Height");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.locator(".field-row")).toContainText("Height");
  for (const [name, height] of [
    ["Ten", "10"],
    ["Tall", "rather tall"],
  ] as const) {
    await owner.goto(at(site.name, "/studio/items/new"));
    await expect(owner.getByLabel("Name", { exact: true })).toBeFocused();
    await owner.getByLabel("Name", { exact: true }).fill(name);
    await owner.getByLabel("Height").fill(height);
    await owner.getByRole("button", { name: "Save", exact: true }).click();
    await expect(owner).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
  }
  await owner.goto(at(site.name, "/studio/fields"));
  await owner.getByRole("button", { name: "Change Height" }).click();
  await owner.getByLabel("Type").selectOption("number");
  await owner.getByRole("button", { name: "Look what changes" }).click();
  await expect(owner.getByText("1 of 2 values can be read as number.")).toBeVisible();
  await expect(owner.locator(".field-unread")).toContainText("Tall");
  await owner.getByRole("button", { name: "Change the type" }).click();
  await expect(owner.locator(".field-row")).toContainText(["Number", "Height, as written"]);
  await owner.goto(at(site.name, "/"));
  await owner.getByRole("link", { name: "Tall" }).click();
  await expect(owner.locator(".facts")).toContainText("rather tall");
});

test("a template made of one item fills the next, and its room meets axe in both schemes", async ({
  site,
  owner,
}) => {
  const { id } = await site.add({ name: "Legs", animal: "Frog", colour: "Green" });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await owner.getByRole("button", { name: "Make a template of this item" }).click();
  await owner.getByLabel("Name of the template").fill("Frogs");
  await owner.getByRole("button", { name: "Make it" }).click();
  await expect(owner.getByText("Frogs is a template now.")).toBeVisible();
  await expect(owner.locator(".save-state")).toHaveText("");
  await owner.reload();
  const ofItem = owner.getByRole("combobox", { name: "Template" });
  await expect(ofItem.locator("option:checked")).toHaveText("Frogs");

  await owner.goto(at(site.name, "/studio/items/new"));
  await expect(owner.getByLabel("Name", { exact: true })).toBeFocused();
  await owner.getByLabel("Name", { exact: true }).fill("Smoochy");
  await owner.getByLabel("Colour").fill("Yellow");
  await owner.getByRole("combobox", { name: "Template" }).selectOption({ label: "Frogs" });
  await expect(owner.getByLabel("Animal", { exact: true })).toHaveValue("Frog");
  await expect(owner.getByLabel("Colour")).toHaveValue("Yellow");

  await owner.goto(at(site.name, "/studio/fields"));
  await owner.getByRole("button", { name: "New field" }).click();
  await owner.getByLabel("Type").selectOption("choices");
  await owner.getByRole("button", { name: "Add a choice" }).click();
  await expectAccessible(owner);
});
