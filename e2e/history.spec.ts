import { at } from "./addresses";
import { signIn } from "./sites";
import { expect, test } from "./test";

test("a save is taken back after a reload, from the item's history", async ({ site, owner }) => {
  const { id } = await site.add({ name: "Patti", colour: "Magenta" });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await owner.getByLabel("Name", { exact: true }).fill("Patti the second");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByText("Patti the second is saved.")).toBeVisible();
  await owner.reload();
  const history = owner.locator(".item-history");
  await expect(history.locator(".told").first()).toContainText("changed Patti the second");
  await expect(history.locator(".told").first()).toContainText("Name");
  await history.locator(".told").first().getByRole("button", { name: /^Undo/ }).click();
  await expect(owner.getByText("Taken back.")).toBeVisible();
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Patti");
  await expect(history.locator(".told").nth(1)).toContainText("Taken back");
  // And forth again.
  await owner.getByRole("button", { name: "Redo" }).click();
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Patti the second");
});

test("the toast of a save takes it back at once, and what was changed since is asked for", async ({
  site,
  owner,
}) => {
  const { id } = await site.add({ name: "Legs", colour: "Green" });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  const save = async (label: string, text: string) => {
    await owner.getByLabel(label, { exact: true }).fill(text);
    await owner.getByRole("button", { name: "Save", exact: true }).click();
    await expect(owner.locator(".save-state")).toHaveText("Saved");
  };
  await save("Colour", "Teal");
  await owner.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(owner.getByLabel("Colour", { exact: true })).toHaveValue("Green");
  await save("Colour", "Red");
  await save("Variant", "Without a tail");
  await owner.goto(at(site.name, `/studio/history?item=${id}`));
  const red = owner.locator(".told").filter({ hasText: "Red" });
  await red.getByRole("button", { name: /^Undo/ }).click();
  const dialog = owner.getByRole("dialog");
  await expect(dialog).toContainText("Changed since");
  await expect(dialog.getByRole("button", { name: "Take it back" })).toBeDisabled();
  await dialog.getByLabel(/Legs/).check();
  await dialog.getByRole("button", { name: "Take it back" }).click();
  await expect(owner.getByText("Taken back.").last()).toBeVisible();
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await expect(owner.getByLabel("Colour", { exact: true })).toHaveValue("Green");
  await expect(owner.getByLabel("Variant", { exact: true })).toHaveValue("Without a tail");
});

test("who changed what is found by field and day, and a viewer finds no history", async ({
  site,
  owner,
  browser,
}) => {
  const { id } = await site.add({ name: "Spot" });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await owner.getByLabel("Colour", { exact: true }).fill("Black and white");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.locator(".save-state")).toHaveText("Saved");
  await owner.goto(at(site.name, "/studio/history"));
  await owner.getByLabel("What").selectOption({ label: "Colour" });
  await owner.getByRole("button", { name: "Show" }).click();
  await expect(owner.locator(".told")).toHaveCount(1);
  await expect(owner.locator(".told")).toContainText("Black and white");
  await owner.getByLabel("Until").fill("2020-01-01");
  await owner.getByRole("button", { name: "Show" }).click();
  await expect(owner.getByText("Nothing was changed that fits this.")).toBeVisible();
  await site.join("anna@guests.example", "viewer");
  const context = await browser.newContext();
  await signIn(context, site, "anna@guests.example");
  const viewer = await context.newPage();
  await viewer.goto(at(site.name, "/studio"));
  await expect(viewer.getByRole("link", { name: "History" })).toHaveCount(0);
  expect((await viewer.goto(at(site.name, "/studio/history")))?.status()).toBe(404);
  await context.close();
});
