import type { Page } from "playwright/test";
import { codeOf } from "@/server/operator/totp";
import { at } from "./addresses";
import { forgetAuthenticator, OPERATOR, operatorSession } from "./operators";
import { linkMailedTo } from "./outbox";
import { ask } from "./raw";
import { freshName } from "./sites";
import { expect, test } from "./test";
import { go, tenantIdOf } from "./testing-console";

test("an operator signs in with a link that no scanner uses up, sets up a second factor, and signs out", async ({
  page,
}) => {
  await forgetAuthenticator();
  const secret = await test.step("enrol", async () => {
    await followMail(page);
    const shown = (await page.locator(".op-secret").textContent()) ?? "";
    await expect(page.getByRole("img", { name: "The secret as a QR code" })).toBeVisible();
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("This code does not count")).toBeVisible();
    await expect(page.getByLabel("Code", { exact: true })).toHaveValue("000000");
    return shown.replaceAll(" ", "");
  });
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Tenants" })).toBeVisible();

  await go(page, "/session");
  const [cookie] = await page.context().cookies(at("operator").replace("http:", "https:"));
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: "Strict", path: "/" });
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(at("operator", "/sign-in"));
  await go(page, "/");
  await expect(page).toHaveURL(at("operator", "/sign-in"));
});

/** Asks for a link, opens it twice as a scanner and a person do, and presses its button. */
async function followMail(page: Page): Promise<void> {
  await go(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(OPERATOR);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toContainText("a link is on its way");
  const link = new URL(await linkMailedTo(page, OPERATOR));
  await go(page, link.pathname + link.search);
  await go(page, link.pathname + link.search);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page).toHaveURL(at("operator", "/code"));
  await page.waitForLoadState("networkidle");
}

test("whoever is not listed gets the same answer and no mail", async ({ page }) => {
  const stranger = `${freshName()}@example.org`;
  await go(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(stranger);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toContainText(`If ${stranger} is an operator’s`);
});

test("without a second factor every page of the console leads to its sign-in", async () => {
  const half = ["cookie", await operatorSession(false)] as const;
  const id = await tenantIdOf("artmatt");
  for (const path of [
    "/",
    `/tenants/${id}`,
    "/databases",
    "/operations",
    "/isolation",
    "/corrections",
    "/audit",
  ]) {
    const nobody = await ask("operator", path);
    expect([path, nobody.status, nobody.headers.location]).toEqual([path, 307, "/sign-in"]);
    const halfway = await ask("operator", path, { headers: [half] });
    expect([path, halfway.status, halfway.headers.location]).toEqual([path, 307, "/code"]);
    expect(nobody.body + halfway.body).not.toContain("swingtag_pool");
  }
});

test("the console is kept by nobody and found by no search engine", async () => {
  const cookie = ["cookie", await operatorSession()] as const;
  for (const path of ["/", "/sign-in", "/icon.svg", "/robots.txt"]) {
    const { headers } = await ask("operator", path, { headers: [cookie] });
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["x-robots-tag"]).toBe("noindex, nofollow");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  }
});
