import { EMPTY_COPY } from "@/db/tenant/item";
import { at } from "./addresses";
import { expect, test } from "./test";

test("a refused save says at its bar how many fields are wrong and leads to the first, also where it is folded away", async ({
  site,
  owner,
}) => {
  const { id } = await site.add({ name: "Peanut", copies: [{ ...EMPTY_COPY, label: "A" }] });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  const state = owner.locator(".save-state");
  const save = owner.getByRole("button", { name: "Save", exact: true });
  await owner.getByText("Certificate", { exact: true }).click();
  await owner.getByLabel("Certified", { exact: true }).fill("soon");
  await owner.getByText("Certificate", { exact: true }).click();
  await owner.getByLabel("Price paid").fill("-5");
  await save.click();
  await expect(state).toHaveText("Not saved: 2 fields are wrong.");
  await expect(owner.getByLabel("Certified", { exact: true })).toBeFocused();
  await expect(owner.getByLabel("Certified", { exact: true })).toBeInViewport();
  await owner.getByLabel("Certified", { exact: true }).fill("2020");
  await save.click();
  await expect(state).toHaveText("Not saved: a field is wrong.");
  await expect(owner.getByText("An amount can't be below zero.")).toBeInViewport();
  await save.focus();
  await owner.evaluate(() => window.scrollTo(0, 0));
  await owner.getByRole("button", { name: "Show it" }).click();
  await expect(owner.getByLabel("Price paid")).toBeFocused();
  await expect(owner.getByLabel("Price paid")).toBeInViewport();
  await owner.getByLabel("Price paid").fill("5");
  await save.click();
  await expect(state).toHaveText("Saved");
});

test("what is typed for a value and a loan is there again after a reload, and cancelling gives it up", async ({
  site,
  owner,
}) => {
  const copy = {
    ...EMPTY_COPY,
    label: "A",
    condition: "mint",
    pricePaid: 900,
    currency: "EUR",
  } as const;
  const { id } = await site.add({ name: "Peanut", copies: [copy] });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  const values = owner.getByRole("region", { name: "Values" });
  const loans = owner.getByRole("region", { name: "Loans of copy 1" });
  await values.getByRole("button", { name: "Add a value" }).click();
  // The site lives in euros, and the one copy is graded.
  await expect(values.getByLabel("Currency")).toHaveValue("EUR");
  await expect(values.getByLabel("In which condition")).toHaveValue("mint");
  await values.getByLabel("By whom").fill("x".repeat(300));
  await expect(values.getByText("too long; up to")).toBeVisible();
  await values.getByLabel("By whom").fill("Ann Lee");
  await loans.getByRole("button", { name: "Lend it" }).click();
  await loans.getByLabel("To whom").fill("Łucja");
  owner.on("dialog", (dialog) => void dialog.accept());
  await owner.reload();
  await expect(values.getByLabel("By whom")).toHaveValue("Ann Lee");
  await expect(loans.getByLabel("To whom")).toHaveValue("Łucja");

  // Both that are missing are said at once.
  await values.getByRole("button", { name: "Add it" }).click();
  await expect(values.getByText("Say how much.")).toBeVisible();
  await expect(values.getByText("Say at least in which year it was.")).toBeVisible();
  await values.getByLabel("Amount").fill("12");
  await values.getByLabel("When").fill("2024");
  await values.getByRole("button", { name: "Add it" }).click();
  await expect(values.getByText("Newest appraisal, 2024, by Ann Lee")).toBeVisible();
  await loans.getByRole("button", { name: "Cancel" }).click();
  await owner.reload();
  await expect(values.getByText("Newest appraisal, 2024, by Ann Lee")).toBeVisible();
  await expect(values.getByLabel("By whom")).toHaveCount(0);
  await expect(loans.getByLabel("To whom")).toHaveCount(0);
});

test("what a tab kept of an item's form is offered wherever the page is scrolled to", async ({
  site,
  owner,
}) => {
  const copies = Array.from({ length: 4 }, (_, at) => ({ ...EMPTY_COPY, label: `Copy ${at}` }));
  const { id } = await site.add({ name: "Peanut", copies });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await owner.getByLabel("Label").last().fill("Boxed");
  owner.on("dialog", (dialog) => void dialog.accept());
  await owner.reload();
  const offer = owner.getByRole("button", { name: "Bring it back" });
  await expect(offer).toBeVisible();
  await owner.getByLabel("Label").last().scrollIntoViewIfNeeded();
  await expect(offer).toBeInViewport();
  await offer.click();
  await expect(owner.getByLabel("Label").last()).toHaveValue("Boxed");
});
