import type { Page } from "playwright/test";
import { EMPTY_COPY } from "@/db/tenant/item";
import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { expect, test } from "./test";

test("an owner enters an appraisal by keyboard, and it is told, added up, taken back and never shown to visitors", async ({
  site,
  owner,
  stranger,
}) => {
  const { id, slug } = await site.add({
    name: "Peanut",
    copies: [
      { ...EMPTY_COPY, label: "Boxed", condition: "mint", pricePaid: 1_500, currency: "USD" },
      { ...EMPTY_COPY, label: "Given", status: "given", pricePaid: 9_900, currency: "USD" },
    ],
  });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  const values = owner.getByRole("region", { name: "Values" });
  await expect(values.getByText("No value yet").first()).toBeVisible();
  await expect(values.getByText("Stands with the copy").first()).toBeVisible();

  // What one is asked for counts as nothing.
  await values.getByRole("button", { name: "Add a value" }).press("Enter");
  await values.getByLabel("What it is", { exact: true }).selectOption("asked");
  await fill(owner, { Amount: "500 USD", When: "2024" });
  await owner.keyboard.press("Enter");
  await expect(values.getByText("What somebody asks does not count as worth.")).toHaveCount(2);

  // A wrong amount and a day to come are said beside their fields, and what was typed stays.
  await values.getByRole("button", { name: "Add a value" }).press("Enter");
  await expect(values.getByLabel("What it is", { exact: true })).toBeFocused();
  await fill(owner, { Amount: "12 nothings", When: "3 June 2199", "By whom": "Ann Lee" });
  await owner.keyboard.press("Enter");
  await expect(values.getByLabel("Amount")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(owner);
  await fill(owner, { Amount: "€12.50" });
  await owner.keyboard.press("Enter");
  await expect(values.getByText("This day is still to come. Is the year right?")).toBeVisible();
  await expect(values.getByLabel("By whom")).toHaveValue("Ann Lee");
  await fill(owner, { When: "3 June 2024" });
  await values.getByLabel("What it is about").selectOption({ label: "Boxed" });
  await values.getByRole("button", { name: "Add it" }).click();
  await expect(values.getByText("€12.50").first()).toBeVisible();
  await expect(values.getByText("Newest appraisal, 3 June 2024, by Ann Lee")).toBeVisible();
  await expectAccessible(owner);

  await owner.goto(at(site.name, "/studio/values"));
  const totals = owner.getByRole("region", { name: "In each currency" });
  await expect(totals.getByRole("row", { name: /^EUR/ })).toContainText("€12.50");
  // What was given away is no longer held.
  await expect(totals.getByRole("row", { name: /^USD/ })).toContainText("$15.00");
  await expect(owner.getByText("are not added up without a rate")).toBeVisible();

  await owner.getByLabel("is", { exact: true }).fill("1.10");
  await owner.getByLabel("On", { exact: true }).fill("June 2024");
  await owner.getByRole("button", { name: "Keep the rate" }).click();
  await expect(
    owner.getByText("Write the whole day, such as 1 November 2026 or 2026-11-01."),
  ).toBeVisible();
  await owner.getByLabel("On", { exact: true }).fill("1 June 2024");
  await owner.getByLabel("On", { exact: true }).press("Enter");
  const together = owner.getByRole("region", { name: "Together" });
  await expect(together).toContainText("1 EUR = 1.1 USD on 1 June 2024");
  await expect(together).toContainText("years ago");
  await expect(together).toContainText("Of the 1 copy with both a price and a value");
  await expect(together).toContainText("Paid $15.00, worth $13.75: $1.25 less than was paid");
  // 12.50 × 1.1
  await expect(together).toContainText("$13.75");
  await expectAccessible(owner);

  await owner.goto(at(site.name, "/studio/items?cols=name.200,pricePaid.140,value.140"));
  await expect(owner.getByRole("row", { name: /Peanut/ })).toContainText("€12.50");
  await expect(owner.locator(".tb-foot")).toContainText("€12.50");

  await owner.goto(at(site.name, `/studio/items/${id}`));
  await values.getByRole("button", { name: /^Remove Appraised €12\.50/ }).click();
  await expect(values.getByText("Newest appraisal")).toHaveCount(0);
  await expect(owner.getByText("The value is removed.")).toBeVisible();
  await owner.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(values.getByText("Newest appraisal, 3 June 2024, by Ann Lee")).toBeVisible();

  await stranger.goto(at(site.name, `/items/${slug}`));
  expect(await stranger.content()).not.toContain("Ann Lee");
  expect(await stranger.content()).not.toContain("12.50");
});

test("the collection stands in pictures that lead to what they count, and the home page says what wants care", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/numbers"));
  await expect(owner.getByText("There is nothing to count yet.")).toBeVisible();
  const copy = { ...EMPTY_COPY, acquired: "1997", pricePaid: 500, currency: "USD" };
  await site.add({
    name: "Peanut",
    animal: "Elephant",
    copies: [copy, { ...copy, condition: "mint" }, { ...copy, acquired: "1999" }],
  });
  await site.add({ name: "Naila", animal: "فيل".repeat(30), copies: [{ ...copy, acquired: "" }] });
  await owner.goto(at(site.name, "/studio/numbers"));
  const grown = owner.getByRole("region", { name: "How it grew" });
  await expect(grown).toContainText("1 copy says no year.");
  await grown.getByText("As a table").click();
  await expect(grown.getByRole("row", { name: "1997 2" })).toBeVisible();
  await expect(owner.getByRole("region", { name: "Paid and worth in USD" })).toContainText(
    "$10.00",
  );
  await expectAccessible(owner);
  for (const width of [1440, 390]) {
    await owner.setViewportSize({ width, height: 900 });
    expect(
      await owner.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
  }
  await owner
    .getByRole("region", { name: "By animal" })
    .getByRole("link", { name: "Elephant" })
    .click();
  await expect(owner.getByRole("row", { name: /Peanut/ })).toBeVisible();
  await expect(owner.getByRole("row", { name: /Naila/ })).toHaveCount(0);

  await owner.goto(at(site.name, "/studio"));
  const care = owner.getByRole("region", { name: "What wants care" });
  await expect(care).toContainText("without a photo");
  await care.getByRole("link", { name: "not graded" }).click();
  await expect(owner.getByRole("row", { name: /Naila/ })).toBeVisible();
  await expect(owner.getByRole("row", { name: /Peanut/ })).toHaveCount(0);
});

async function fill(page: Page, texts: Readonly<Record<string, string>>): Promise<void> {
  const values = page.getByRole("region", { name: "Values" });
  for (const [label, text] of Object.entries(texts))
    await values.getByLabel(label, { exact: true }).fill(text);
}
