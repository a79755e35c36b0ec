import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { at } from "./addresses";
import { signInOperator } from "./operators";
import { signIn } from "./sites";
import { expect, test } from "./test";

async function expectAccessible(page: Page): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
}

test("an owner corrects the catalogue with evidence, operators decide, and the owner reads what became of it", async ({
  site,
  owner,
  browser,
}) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByLabel("Style number", { exact: true }).fill("4026");
  await owner.getByRole("option", { name: /Pinchers/ }).click();
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  // The form for a new item has the link too, and what is saved leads on from there.
  await expect(owner.getByRole("heading", { level: 1, name: "Pinchers" })).toBeVisible();
  await owner.getByRole("link", { name: "Correct the catalogue" }).click();
  await owner.getByLabel("What is wrong").selectOption("retired");
  await owner.getByRole("button", { name: "Send it to Swingtag" }).click();
  await expect(owner.getByText("Say what is right.")).toBeVisible();
  await owner.getByLabel("What is right").fill("<b>2 May 1998</b> فيل");
  await owner.reload();
  await expect(owner.getByLabel("What is right")).toHaveValue("<b>2 May 1998</b> فيل");
  await owner.getByLabel("Where that can be seen").fill(`A letter of 1998 to ${site.name}`);
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Send it to Swingtag" }).dblclick();
  await expect(owner.getByText("Waits to be looked at")).toHaveCount(1);
  await expect(owner.getByLabel("What is right")).toHaveValue("");

  const console = await browser.newContext();
  await signInOperator(console);
  const page = await console.newPage();
  await page.goto(at("operator", "/corrections"));
  const sent = page.getByRole("region").filter({ hasText: `A letter of 1998 to ${site.name}` });
  await expect(sent).toContainText("<b>2 May 1998</b> فيل");
  await expectAccessible(page);
  await sent.getByLabel("What becomes of it").selectOption("Decline it");
  await sent.getByLabel("Why").fill("One source alone says so.");
  await sent.getByRole("button", { name: "Decide" }).click();
  await expect(sent.getByText("One source alone says so.")).toBeVisible();
  await console.close();

  await owner.reload();
  await expect(owner.getByText("Not taken over: One source alone says so.")).toBeVisible();
  await owner.goto(at(site.name, "/studio/log"));
  await expect(owner.getByText("declined a correction of the catalogue")).toBeVisible();
  await expect(owner.getByText("Pinchers 4026: Retired")).toHaveCount(2);
});

test("an editor is told whom to ask, a viewer and a stranger find nothing", async ({
  site,
  browser,
}) => {
  for (const [role, says] of [
    ["editor", "Owners send corrections. Ask one of this site."],
    ["viewer", ""],
  ] as const) {
    await site.join(`${role}@example.org`, role);
    const context = await browser.newContext();
    await signIn(context, site, `${role}@example.org`);
    const page = await context.newPage();
    const answer = await page.goto(at(site.name, "/studio/corrections?entry=pinchers%2F4026"));
    expect(answer?.status()).toBe(says ? 200 : 404);
    if (says) await expect(page.getByText(says)).toBeVisible();
    await expect(page.getByRole("button", { name: "Send it to Swingtag" })).toHaveCount(0);
    await context.close();
  }
});
