import sharp from "sharp";
import { EMPTY_COPY } from "@/db/tenant/item";
import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { ask } from "./raw";
import { expect, test } from "./test";

/** A day from today, as the site counts days. */
function day(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

test("a copy is lent by keyboard, due on the studio's home, given back there, and that is taken back", async ({
  site,
  owner,
}) => {
  const { id } = await site.add({ name: "Ringo", copies: [{ ...EMPTY_COPY, label: "A" }] });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  const loans = owner.getByRole("region", { name: "Loans of copy 1" });
  await loans.getByRole("button", { name: "Lend it" }).focus();
  await owner.keyboard.press("Enter");
  // What is typed elsewhere in the form stays through all of it.
  await owner.getByLabel("Colour", { exact: true }).fill("Ring-tailed");
  await loans.getByLabel("To whom").focus();
  await owner.keyboard.type("Łucja from the museum");
  await owner.keyboard.press("Tab");
  await owner.keyboard.press("Tab");
  await owner.keyboard.type("soon");
  await owner.keyboard.press("Enter");
  await expect(loans.getByText("is not read as a date")).toBeVisible();
  await expectAccessible(owner);
  await loans.getByLabel("Due").fill(day(-2));
  await owner.keyboard.press("Enter");
  await expect(
    loans.getByText("It can't be due before the day on which it was lent."),
  ).toBeVisible();
  await loans.getByLabel("Since").fill(day(-30));
  await owner.keyboard.press("Enter");
  await expect(loans).toContainText("Lent to Łucja from the museum");
  await expect(loans).toContainText("overdue by 2 days");
  await expect(loans.getByRole("button", { name: "It is back" })).toBeFocused();
  await expect(owner.getByLabel("Status").first()).toHaveValue("lent");
  await expect(owner.getByLabel("Colour", { exact: true })).toHaveValue("Ring-tailed");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.locator(".save-state")).toHaveText("Saved");
  await expectAccessible(owner);

  await owner.goto(at(site.name, "/studio"));
  const due = owner.getByRole("region", { name: "Due back" });
  await expect(due).toContainText("overdue by 2 days");
  await expectAccessible(owner);
  await due.getByRole("link", { name: "All that is lent (1)" }).click();
  await expect(owner.getByRole("heading", { name: "Overdue" })).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "It is back: Ringo, A" }).press("Enter");
  await expect(owner.getByText("Nothing is noted as lent.")).toBeVisible();
  await owner.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(owner.getByText("Łucja from the museum, since")).toBeVisible();
  await owner.getByRole("button", { name: "Redo" }).click();
  await expect(owner.getByText("Nothing is noted as lent.")).toBeVisible();
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await expect(owner.getByLabel("Status").first()).toHaveValue("owned");
  await owner.getByText("1 former loan").click();
  await expect(loans).toContainText("Łucja from the museum");
  await expect(owner.locator(".item-history")).toContainText("lent a copy of Ringo");
});

test("a loan that is due much later, and one of which nobody noted to whom, are counted alike on the studio's home, its list and its places", async ({
  site,
  owner,
}) => {
  const copies = ["A", "B"].map((label) => ({ ...EMPTY_COPY, label }));
  const { id } = await site.add({ name: "Ringo", copies });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  const loans = owner.getByRole("region", { name: "Loans of copy 1" });
  await loans.getByRole("button", { name: "Lend it" }).click();
  await loans.getByLabel("To whom").fill("Inés");
  await loans.getByLabel("Since").fill("2567");
  await expect(loans.getByText("Write the whole day")).toBeHidden();
  await loans.getByLabel("Since").blur();
  await expect(loans.getByText("Write the whole day, such as 1 November 2026")).toBeVisible();
  await loans.getByLabel("Since").fill("1 November 2567");
  await expect(loans.getByText("That day is still to come; is the year right?")).toBeVisible();
  await loans.getByLabel("Since").fill(day(-1));
  await loans.getByLabel("Due").fill(day(60));
  await loans.getByRole("button", { name: "Lend it" }).click();
  await expect(loans).toContainText("Lent to Inés");
  await owner.getByLabel("Status").last().selectOption("lent");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.locator(".save-state")).toHaveText("Saved");

  await owner.goto(at(site.name, "/studio"));
  const lent = owner.getByRole("region", { name: "Lent" });
  await expect(lent).toContainText("1 copy is out; it is due");
  await expect(lent).toContainText("Of 1 more nobody noted to whom it is lent.");
  await expect(lent).toContainText("Inés, since");
  await expectAccessible(owner);
  await lent.getByRole("link", { name: "All that is lent (2)" }).click();
  await expect(owner.getByText("1 more copy is lent by status")).toBeVisible();
  await owner.goto(at(site.name, "/studio/places"));
  await expect(owner.locator(".place-line").filter({ hasText: "Lent" })).toContainText("2 copies");
});

test("a certificate is photographed, shown with it on the item's page, and leads no shelf", async ({
  site,
  owner,
}) => {
  const copies = [
    { ...EMPTY_COPY, label: "A", certifiedBy: "Lakeshore" },
    { ...EMPTY_COPY, label: "B" },
  ];
  const { id, slug } = await site.add({ name: "Ringo", copies });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  const buffer = await sharp({ create: { width: 90, height: 60, channels: 3, background: "#fff" } })
    .jpeg()
    .toBuffer();
  await owner
    .getByLabel("Add a photograph: the certificate of copy 1")
    .setInputFiles([{ name: "paper.jpg", mimeType: "", buffer }]);
  const shown = owner.getByAltText("The certificate of copy 1");
  await expect(shown).toHaveJSProperty("naturalWidth", 90);
  const which = owner.getByLabel("Which copy photo 1 shows");
  await expect(which).toHaveValue(/ certificate$/);
  await expectAccessible(owner);

  const page = async () => (await ask(site.name, `/items/${slug}`)).body;
  const shelf = async () => (await ask(site.name, "/")).body;
  expect(await page()).toContain('alt="The certificate of A"');
  expect(await shelf()).not.toContain("/photos/");
  await owner.goto(at(site.name, `/items/${slug}`));
  await expectAccessible(owner);

  await owner.goto(at(site.name, `/studio/items/${id}`));
  await which.selectOption({ label: "B" });
  await expect(shown).toHaveCount(0);
  await expect.poll(page).not.toContain("The certificate of");
  await expect.poll(shelf).toContain("/photos/");
  await owner.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(shown).toHaveCount(1);
  await owner.getByRole("button", { name: "Duplicate" }).click();
  await expect(owner).not.toHaveURL(new RegExp(id));
  await expect(shown).toHaveJSProperty("naturalWidth", 90);
});

test("what is lent is lent on the day that it is for whoever lends it", async ({ site, owner }) => {
  const { id } = await site.add({ name: "Ringo", copies: [{ ...EMPTY_COPY, label: "A" }] });
  // Fourteen hours ahead: for most of the day it is tomorrow there.
  const zone = {
    timezoneId: "Pacific/Kiritimati",
    storageState: await owner.context().storageState(),
  };
  const context = await owner
    .context()
    .browser()
    ?.newContext({ ignoreHTTPSErrors: true, ...zone });
  const page = await context?.newPage();
  if (!page) throw new Error("No browser.");
  const there = () =>
    new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: zone.timezoneId }).format();
  await page.goto(at(site.name, "/studio"));
  // The first page of the studio that a browser opens says its zone.
  await page.waitForFunction(() => document.cookie.includes("zone"));
  await page.goto(at(site.name, `/studio/items/${id}`));
  const before = there();
  const loans = page.getByRole("region", { name: "Loans of copy 1" });
  await loans.getByRole("button", { name: "Lend it" }).click();
  expect([before, there()]).toContain(await loans.getByLabel("Since").inputValue());
  await context?.close();
});
