import type { Page } from "playwright/test";
import { EMPTY_COPY } from "@/db/tenant/item";
import { at } from "./addresses";
import { ask } from "./raw";
import { expect, test } from "./test";

const table = (page: Page) => page.getByRole("grid", { name: "Items" });
const names = (page: Page) => page.locator(".tb-body-row .tb-link").allTextContents();

test("what is searched, filtered and sorted stands in the address, and back brings it again", async ({
  site,
  owner,
}) => {
  for (const [name, animal] of [
    ["Alba", "Bear"],
    ["Bert", "Frog"],
    ["Cara", "Bear"],
  ] as const)
    await site.add({ name, animal, copies: [{ ...EMPTY_COPY, condition: "mint" }] });
  await owner.goto(at(site.name, "/studio/items"));
  await expect(table(owner)).toBeVisible();
  await owner.getByRole("button", { name: "+ Filter" }).click();
  await owner.getByLabel("Field").selectOption("animal");
  await owner.getByLabel("Value").fill("Bear");
  await owner.getByRole("button", { name: "Add the filter" }).click();
  await expect.poll(() => names(owner)).toEqual(["Alba", "Cara"]);
  await owner.getByRole("columnheader", { name: "Name" }).click();
  await expect.poll(() => names(owner)).toEqual(["Cara", "Alba"]);
  await owner.reload();
  await expect.poll(() => names(owner)).toEqual(["Cara", "Alba"]);
  await owner.goBack();
  await expect.poll(() => names(owner)).toEqual(["Alba", "Cara"]);
  await owner.goBack();
  await expect.poll(() => names(owner)).toEqual(["Alba", "Bert", "Cara"]);
});

test("columns that a person chose are there after a reload, and a named view for everyone of the site", async ({
  site,
  owner,
}) => {
  await site.add({ name: "Alba", colour: "Royal blue" });
  await owner.goto(at(site.name, "/studio/items"));
  await expect(owner.getByRole("columnheader", { name: "Colour" })).toHaveCount(0);
  await owner.getByRole("button", { name: "Columns" }).click();
  const kept = owner.waitForResponse((answer) => answer.request().method() === "POST");
  await owner.getByRole("button", { name: "+ Colour" }).click();
  await kept;
  await owner.reload();
  await expect(owner.getByRole("columnheader", { name: "Colour" })).toBeVisible();
  await owner.getByRole("button", { name: "Views" }).click();
  await owner.getByLabel("Keep what is shown as").fill("With colours");
  await owner.getByLabel("For everyone of this site").check();
  await owner.getByRole("button", { name: "Keep the view" }).click();
  await expect(owner.getByText("The view With colours is kept.")).toBeVisible();
  await owner.getByRole("button", { name: "Views" }).click();
  await expect(owner.getByRole("link", { name: /With colours/ })).toBeVisible();
});

test("twenty of eight hundred are put up for trade in ten actions, and put back after a reload", async ({
  site,
  owner,
}) => {
  test.slow();
  for (let number = 0; number < 780; number++)
    await site.add({ name: `Toy ${String(number).padStart(3, "0")}`, copies: [EMPTY_COPY] });
  for (let number = 0; number < 20; number++)
    await site.add({ name: `Zebra ${number}`, animal: "Zebra", copies: [EMPTY_COPY] });
  await owner.goto(at(site.name, "/studio/items"));
  await expect(table(owner)).toHaveAttribute("aria-rowcount", "802");
  await owner.getByLabel("Search").fill("zebra");
  await expect(owner.getByText("20 of 800 items")).toBeVisible();
  await owner.getByLabel("Pick the rows in sight").click();
  await owner.getByRole("button", { name: "Pick all 20 that match" }).click();
  await expect(owner.getByText("20 items picked")).toBeVisible();
  await owner.getByRole("button", { name: "Change a field" }).click();
  await owner
    .getByRole("region", { name: "What is picked" })
    .getByLabel("Value")
    .selectOption("trade");
  await owner.getByRole("button", { name: "Look at it first" }).click();
  await expect(owner.getByRole("region", { name: "What will change" })).toContainText(
    "Zebra 0: In the collection → For trade",
  );
  await owner.getByRole("button", { name: "Put 20 items up for trade" }).click();
  await expect(owner.getByText("20 items changed.")).toBeVisible();
  expect((await ask(site.name, "/?status=trade")).body).toContain("Zebra 19");

  await owner.reload();
  await expect(owner.getByText("Last done: Put 20 items up for trade.")).toBeVisible();
  await owner.locator(".tb-last").getByRole("button", { name: "Undo", exact: true }).click();
  await expect(owner.getByText("All of it is as it was.")).toBeVisible();
  expect((await ask(site.name, "/?status=trade")).body).not.toContain("Zebra 19");
});

test("rows are picked by click, shift and keys, and a picked one looks at its changes before they are done", async ({
  site,
  owner,
}) => {
  for (const name of ["A", "B", "C", "D", "E"]) await site.add({ name: `Toy ${name}` });
  await owner.goto(at(site.name, "/studio/items"));
  await owner.getByLabel("Pick Toy A").click();
  await owner.getByLabel("Pick Toy C").click({ modifiers: ["Shift"] });
  await expect(owner.getByText("3 items picked")).toBeVisible();
  await owner.getByLabel("Pick Toy B").click();
  await expect(owner.getByText("2 items picked")).toBeVisible();
  await owner.locator('[data-cell="0 1"]').click();
  await owner.keyboard.press("Escape");
  await expect(owner.getByText(/items picked/)).toHaveCount(0);
  await owner.keyboard.press("Space");
  await owner.keyboard.press("Shift+ArrowDown");
  await owner.keyboard.press("Shift+ArrowDown");
  await expect(owner.getByText("3 items picked")).toBeVisible();
  await owner.getByRole("button", { name: "Move to trash" }).click();
  await owner.getByRole("button", { name: "Change nothing" }).click();
  await owner.getByRole("button", { name: "Move to trash" }).click();
  await owner.getByRole("button", { name: "Move 3 items to the trash" }).click();
  await expect.poll(() => names(owner)).toEqual(["Toy D", "Toy E"]);
});

test("a cell is written by keys, read as the form reads it, and a block of cells is pasted", async ({
  site,
  owner,
}) => {
  const first = await site.add({ name: "Alba" });
  await site.add({ name: "Bert", introduced: "1994" });
  await owner.goto(at(site.name, "/studio/items?cols=name.200,variant.140,introduced.140"));
  await owner.locator('[data-cell="0 1"]').click();
  await owner.keyboard.type("Tie-dye");
  await owner.keyboard.press("Tab");
  await owner.keyboard.type("june 1995");
  await owner.keyboard.press("Enter");
  await expect(owner.locator('[data-cell="0 2"]')).toHaveText("June 1995");
  await expect(owner.locator('[data-cell="0 1"]')).toHaveText("Tie-dye");
  await expect(owner.locator('[data-cell="1 2"]')).toBeFocused();
  await owner.keyboard.type("soon");
  await owner.keyboard.press("Enter");
  await expect(owner.locator('[data-cell="1 2"] [role=alert]')).toContainText("soon");
  await owner.getByRole("button", { name: "Leave it as it was" }).click();
  await expect(owner.locator('[data-cell="1 2"]')).toHaveText("1994");
  await owner.locator('[data-cell="0 1"]').click();
  await owner.locator('[data-cell="0 1"]').evaluate((cell) => {
    const data = new DataTransfer();
    data.setData("text/plain", "Brown\t1996\r\nTan\t1997\r\n");
    cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  });
  await expect(owner.locator('[data-cell="1 2"]')).toHaveText("1997");
  await expect(owner.locator("[data-note]")).toHaveCount(0);
  expect((await ask(site.name, `/items/${first.slug}`)).body).toContain("Brown");
});

test("two people in one cell: the second is told, and chooses", async ({ site, owner }) => {
  await site.add({ name: "Alba", animal: "Bear", variant: "Old" });
  const path = at(site.name, "/studio/items?cols=name.200,variant.140,animal.140");
  const other = await owner.context().newPage();
  for (const page of [owner, other]) await page.goto(path);
  const write = async (page: Page, column: number, text: string) => {
    await page.locator(`[data-cell="0 ${column}"]`).click();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  };
  await write(other, 1, "Theirs");
  await expect(other.locator('[data-cell="0 1"]')).not.toHaveAttribute("data-note");
  await write(owner, 2, "Frog");
  await expect(owner.locator('[data-cell="0 2"]')).not.toHaveAttribute("data-note");
  await other.reload();
  await expect(other.locator('[data-cell="0 2"]')).toHaveText("Frog");
  await write(other, 1, "Theirs again");
  await expect(other.locator('[data-cell="0 1"]')).not.toHaveAttribute("data-note");
  await write(owner, 1, "Mine");
  const told = owner.locator('[data-cell="0 1"] [role=alert]');
  await expect(told).toContainText("It says “Theirs again” now.");
  await owner.getByRole("button", { name: "Write mine over it" }).click();
  await expect(owner.locator('[data-cell="0 1"]')).not.toHaveAttribute("data-note");
  await other.reload();
  await expect(other.locator('[data-cell="0 1"]')).toHaveText("Mine");
});

test("Ctrl K reaches an item, a room and a command by keys alone", async ({ site, owner }) => {
  await site.add({ name: "Humphrey" });
  await owner.goto(at(site.name, "/studio"));
  const reach = async (typed: string, option: RegExp) => {
    await owner.keyboard.press("ControlOrMeta+k");
    await owner.keyboard.type(typed);
    const chosen = owner
      .getByRole("listbox", { name: "Where to" })
      .getByRole("option", { selected: true });
    await expect(chosen).toHaveText(option);
    await owner.keyboard.press("Enter");
  };
  await reach("humph", /Humphrey/);
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Humphrey");
  await reach("memb", /Members/);
  await expect(owner).toHaveURL(/studio\/members$/);
  await reach("new i", /New item/);
  await expect(owner).toHaveURL(/studio\/items\/new$/);
});
