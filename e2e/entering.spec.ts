import type { Page } from "playwright/test";
import sharp from "sharp";
import { EMPTY_COPY } from "@/db/tenant/item";
import { expectNoFault } from "./accessible";
import { at } from "./addresses";
import { ask } from "./raw";
import { expect, test } from "./test";

const picture = (background: string) =>
  sharp({ create: { width: 60, height: 60, channels: 3, background } })
    .jpeg()
    .toBuffer();
const upload = async (page: Page, names: readonly string[]) => {
  const buffer = await picture("#3355aa");
  await page
    .getByLabel("Add photos")
    .last()
    .setInputFiles(names.map((name) => ({ name, mimeType: "image/jpeg", buffer })));
};
const rowsOf = async (page: Page, name: string) => {
  await page.goto(at(name, "/studio/items"));
  return page.locator(".tb-body-row");
};

test("thirty items are entered by the keyboard alone, with what is pinned kept from one to the next", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  const name = owner.getByLabel("Name", { exact: true });
  await expect(name).toBeFocused();
  await owner.getByRole("button", { name: "Keep Animal for the next" }).focus();
  await owner.keyboard.press("Space");
  await name.focus();
  for (let number = 1; number <= 30; number++) {
    await owner.keyboard.type(`Bear ${number}`);
    if (number === 1) {
      await owner.keyboard.press("Tab");
      await owner.keyboard.press("Tab");
      await owner.keyboard.type("Bear");
    }
    await owner.keyboard.press("Control+Enter");
    await expect(owner.getByText(`Bear ${number} is saved.`, { exact: true })).toBeVisible();
    await expect(name).toHaveValue("");
    await expect(name).toBeFocused();
    await expect(owner.getByLabel("Animal", { exact: true })).toHaveValue("Bear");
  }
  for (let number = 1; number <= 30; number++)
    expect(await site.copiesOf(`bear-${number}`)).toHaveLength(1);
});

test("what is typed before the form's script has come is kept and saved, also where an item was added before", async ({
  site,
  owner,
}) => {
  const room = at(site.name, "/studio/items/new");
  await owner.goto(room);
  await expect(owner.getByLabel("Name", { exact: true })).toBeFocused();
  await owner.keyboard.type("First");
  await owner.keyboard.press("Control+Enter");
  await expect(owner.getByText("First is saved.", { exact: true })).toBeVisible();

  const late = Promise.withResolvers<void>();
  await owner.route(/\/_next\/static\/.*\.js/, async (route) => {
    await late.promise;
    await route.continue();
  });
  await owner.goto(room, { waitUntil: "commit" });
  await owner.getByLabel("Name", { exact: true }).fill("Early");
  await owner.getByRole("textbox", { name: "Story" }).fill("Typed on a slow train.");
  late.resolve();
  // Which is there once the script knows of the item before.
  await expect(owner.getByRole("button", { name: "Same again" })).toBeVisible();
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Early");
  await owner.getByLabel("Variant", { exact: true }).fill("Late");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByText("Early is saved.", { exact: true })).toBeVisible();
  await owner.goto(at(site.name, "/items/early"));
  await expect(owner.getByText("Typed on a slow train.")).toBeVisible();
  await expect(owner.getByText("Late", { exact: true }).first()).toBeVisible();
});

test("photos of a new item go up while it is written, and those of one that is not saved wait in the inbox", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  await upload(owner, ["one.jpg", "two.jpg"]);
  await expect(owner.locator(".photo-tile img")).toHaveCount(2);
  await expectNoFault(owner);
  await owner.getByLabel("Name", { exact: true }).fill("Peanut");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
  await expect(owner.locator(".photo-tile img")).toHaveCount(2);
  expect((await ask(site.name, "/items/peanut")).body).toMatch(/\/photos\/[^"]+\.webp/);

  await owner.goto(at(site.name, "/studio/items/new"));
  await upload(owner, ["left.jpg"]);
  await expect(owner.locator(".photo-tile img")).toHaveCount(1);
  await owner.goto(at(site.name, "/studio/inbox"));
  await expect(owner.getByText("1 photo waits")).toBeVisible();
});

test("a second item of a name is noticed while it is typed, and becomes a copy of the first", async ({
  site,
  owner,
}) => {
  const { slug } = await site.add({ name: "Peanut", variant: "", copies: [EMPTY_COPY] });
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByLabel("Name", { exact: true }).fill("peanut");
  await expect(owner.getByText("You have Peanut already, with one copy.")).toBeVisible();
  await expectNoFault(owner);
  await owner.getByLabel("Variant").fill("Royal blue");
  await expect(owner.getByText("You have Peanut already")).toBeHidden();
  await owner.getByLabel("Variant").fill("");
  await owner.getByRole("button", { name: "Add a copy to it" }).click();
  await expect(owner).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
  await expect.poll(async () => (await site.copiesOf(slug)).length).toBe(2);
  await expect(await rowsOf(owner, site.name)).toHaveCount(1);
});

test("adding a copy to an item that is there leaves what else was typed in the form, unsaved", async ({
  site,
  owner,
}) => {
  const { slug } = await site.add({ name: "Peanut", variant: "", copies: [EMPTY_COPY] });
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByLabel("Name", { exact: true }).fill("Peanut");
  await owner.getByLabel("Colour").fill("Royal blue");
  await owner.getByRole("button", { name: "Add a copy to it" }).click();
  await expect(owner.getByText("What else you typed is still here and not saved.")).toBeVisible();
  await expect(owner.getByText("You have Peanut already, with 2 copies.")).toBeVisible();
  await expect(owner.getByLabel("Colour")).toHaveValue("Royal blue");
  expect(await site.copiesOf(slug)).toHaveLength(2);
  await owner.reload();
  await owner.getByRole("button", { name: "Bring it back" }).click();
  await expect(owner.getByLabel("Colour")).toHaveValue("Royal blue");
});

test("a copy is not added to an item that has changed since the form told of it", async ({
  site,
  owner,
}) => {
  const { slug } = await site.add({ name: "Peanut", variant: "", copies: [EMPTY_COPY] });
  const [one, other] = [owner, await owner.context().newPage()];
  for (const page of [one, other]) {
    await page.goto(at(site.name, "/studio/items/new"));
    await page.getByLabel("Name", { exact: true }).fill("Peanut");
    await expect(page.getByText("You have Peanut already, with one copy.")).toBeVisible();
  }
  await other.getByRole("button", { name: "Add a copy to it" }).click();
  await expect(other).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
  await one.getByRole("button", { name: "Add a copy to it" }).click();
  await expect(one.getByText("This item was changed after you opened it")).toBeVisible();
  expect(await site.copiesOf(slug)).toHaveLength(2);
  await expect(one.getByText("You have Peanut already, with 2 copies.")).toBeVisible();
});

test("what is typed while an item is being saved stays for the next", async ({ site, owner }) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await owner.route("**/studio/items/new", async (route) => {
    if (route.request().postData()?.includes("Plush")) await held;
    await route.continue();
  });
  const name = owner.getByLabel("Name", { exact: true });
  await name.fill("Peanut");
  await owner.getByLabel("Colour").fill("Plush blue");
  await name.press("Control+Enter");
  await name.fill("Zip");
  answer();
  await expect(owner.getByText("Peanut is saved.")).toBeVisible();
  await expect(name).toHaveValue("Zip");
  await expect(owner.getByLabel("Colour")).toHaveValue("");
  await name.press("Control+Enter");
  await expect(owner.getByText("Zip is saved.")).toBeVisible();
  await expect(await rowsOf(owner, site.name)).toHaveCount(2);
});

test("photos of a new item are its own also when its form was opened again", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByLabel("Name", { exact: true }).fill("Peanut");
  await upload(owner, ["one.jpg"]);
  await expect(owner.locator(".photo-tile img")).toHaveCount(1);
  await owner.reload();
  await owner.getByRole("button", { name: "Bring it back" }).click();
  await expect(owner.locator(".photo-tile img")).toHaveCount(1);
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
  await expect(owner.locator(".photo-tile img")).toHaveCount(1);
  await owner.goto(at(site.name, "/studio/inbox"));
  await expect(owner.locator(".inbox-photo")).toHaveCount(0);
});

test("Same again fills the form with the last item, as another one", async ({ site, owner }) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByLabel("Name", { exact: true }).fill("Zip");
  await owner.getByLabel("Colour").fill("Black");
  await owner.getByRole("button", { name: "Save and add another" }).click();
  await expect(owner.getByText("Zip is saved.")).toBeVisible();
  await owner.getByRole("button", { name: "Same again" }).click();
  await expect(owner.getByLabel("Colour")).toHaveValue("Black");
  await owner.getByLabel("Variant").fill("White paws");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
  await expect(await rowsOf(owner, site.name)).toHaveCount(2);
});

test("ten photos are handed out to ten items by the keyboard, and one is taken back by Undo", async ({
  site,
  owner,
}) => {
  const names = "Ada Bea Cal Dot Eve Fay Gus Hal Ivy Jay".split(" ");
  for (const name of names) await site.add({ name, styleNumber: "" });
  await owner.goto(at(site.name, "/studio/inbox"));
  await upload(
    owner,
    names.map((_, number) => `IMG_${number}.jpg`),
  );
  await expect(owner.getByText("10 photos wait")).toBeVisible();
  await expectNoFault(owner);
  await owner.getByRole("checkbox").first().focus();
  for (const [given, name] of names.entries()) {
    await owner.keyboard.press("Enter");
    await owner.keyboard.type(name);
    await expect(owner.locator(".inbox-item[data-current]")).toHaveText(name);
    await owner.keyboard.press("Enter");
    await expect(owner.getByText(`${name} has a photo more.`)).toBeVisible();
    await expect(owner.locator(".inbox-photo")).toHaveCount(names.length - given - 1);
    if (given < names.length - 1) await expect(owner.getByRole("checkbox").first()).toBeFocused();
  }
  for (const name of ["ada", "jay"])
    expect((await ask(site.name, `/items/${name}`)).body).toMatch(/\/photos\/[^"]+\.webp/);
  await owner.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(owner.getByText("1 photo waits")).toBeVisible();
});

test("Enter hands photos to no item of a former answer, and none while a word is being composed", async ({
  site,
  owner,
}) => {
  for (const name of ["Ada", "Jay"]) await site.add({ name, styleNumber: "" });
  await owner.goto(at(site.name, "/studio/inbox"));
  await upload(owner, ["IMG_1.jpg"]);
  await expect(owner.getByText("1 photo waits")).toBeVisible();
  await owner.getByRole("checkbox").first().check();
  await expect(owner.locator(".inbox-item")).toHaveCount(2);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await owner.route("**/studio/inbox", async (route) => {
    if (route.request().postData()?.includes("Jay")) await held;
    await route.continue();
  });
  const field = owner.getByLabel("To which item?");
  await field.fill("Jay");
  await field.press("Enter");
  answer();
  await expect(owner.locator(".inbox-item[data-current]")).toHaveText("Jay");
  await field.evaluate((input) =>
    input.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }),
    ),
  );
  await expect(owner.getByText("a photo more")).toHaveCount(0);
  await expect(owner.locator(".inbox-photo")).toHaveCount(1);
  await field.press("Enter");
  await expect(owner.getByText("Jay has a photo more.")).toBeVisible();
});

test("photos go to the items that their files are named after, by dragging, and into items of their own", async ({
  site,
  owner,
}) => {
  await site.add({ name: "Patti", styleNumber: "4025" });
  await site.add({ name: "Zip", styleNumber: "4004" });
  await owner.goto(at(site.name, "/studio/inbox"));
  await upload(owner, ["4025.jpg", "zip-2.jpg", "Nana.jpg", "IMG_9.jpg"]);
  await expect(owner.getByText("4 photos wait")).toBeVisible();
  await owner.getByRole("button", { name: "Look which fit" }).click();
  await expect(owner.getByText("→ Patti")).toBeVisible();
  await expectNoFault(owner);
  await owner.getByRole("button", { name: "Hand out 2" }).click();
  await expect(owner.getByText("2 photos wait")).toBeVisible();
  const last = owner.locator(".inbox-photo").filter({ hasText: "IMG_9.jpg" });
  await last.dragTo(owner.locator(".inbox-item").filter({ hasText: "Zip" }));
  await expect(owner.getByText("1 photo waits")).toBeVisible();
  await owner.getByRole("button", { name: "Choose all" }).click();
  await owner.getByRole("button", { name: "Make an item of it" }).click();
  await expect(owner.locator(".inbox-photo")).toHaveCount(0);
  await expect((await rowsOf(owner, site.name)).filter({ hasText: "Nana" })).toHaveCount(1);
  expect((await ask(site.name, "/")).body).not.toContain("Nana");
});

test("twenty pasted rows are checked cell by cell, mended and saved together", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/items/several"));
  const rows = Array.from({ length: 20 }, (_, number) =>
    [`Toy ${number + 1}`, "Bear", number === 3 ? "6/3/1995" : "Jun 1995", "near mint"].join("\t"),
  );
  const block = ["Name\tAnimal\tIntroduced\tCondition", ...rows].join("\n");
  await owner.getByLabel("Name, row 1", { exact: true }).focus();
  await owner.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", {
      clipboardData: data,
      bubbles: true,
      cancelable: true,
    });
    document.activeElement?.dispatchEvent(paste);
  }, block);
  await expect(owner.getByLabel("Name, row 20", { exact: true })).toHaveValue("Toy 20");
  await expectNoFault(owner);
  await owner.getByRole("button", { name: "Save 20 items" }).click();
  await expect(owner.getByLabel("Introduced, row 4", { exact: true })).toBeFocused();
  await expect(owner.locator(".save-state")).toHaveText("Not saved: a cell is wrong.");
  await expect(owner.locator("td .ui-error", { hasText: "Choose which." })).toBeInViewport();
  await owner.getByRole("button", { name: "3 June 1995" }).click();
  await expect(owner.getByLabel("Introduced, row 4", { exact: true })).toHaveValue("1995-06-03");
  await owner.reload();
  await expect(owner.getByLabel("Name, row 20", { exact: true })).toHaveValue("Toy 20");
  await owner.getByLabel("Name, row 1", { exact: true }).focus();
  await owner.keyboard.press("Enter");
  await expect(owner.getByLabel("Name, row 2", { exact: true })).toBeFocused();
  await owner.keyboard.press("Control+Enter");
  await expect(owner.getByText("20 items are saved.")).toBeVisible();
  for (let number = 1; number <= 20; number++)
    expect(await site.copiesOf(`toy-${number}`)).toHaveLength(1);
});
