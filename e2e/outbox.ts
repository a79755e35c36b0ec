import { expect, type Page } from "playwright/test";
import { at } from "./addresses";

/**
 * The link in the newest mail to an address, read from the demo's outbox as its visitor reads it.
 * Waits for the mail: it is sent after the response.
 */
export async function linkMailedTo(page: Page, email: string): Promise<string> {
  const link = page
    .locator(".mail")
    .filter({ hasText: `To ${email},` })
    .first()
    .locator("a");
  await expect(async () => {
    await page.goto(at("", "/outbox"));
    await expect(link.first()).toBeVisible({ timeout: 500 });
  }).toPass();
  return (await link.first().getAttribute("href")) ?? "";
}

/** How many mails the outbox holds for an address at this moment. */
export async function countMailTo(page: Page, email: string): Promise<number> {
  await page.goto(at("", "/outbox"));
  return page
    .locator(".mail")
    .filter({ hasText: `To ${email},` })
    .count();
}
