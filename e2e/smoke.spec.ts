import { expect, test } from "@playwright/test";

const { BASE_DOMAIN, PORT } = process.env;

for (const host of ["", "artmatt.", "begin."]) {
  test(`http://${host}… answers with a page of its own`, async ({ page }) => {
    const response = await page.goto(`http://${host}${BASE_DOMAIN}:${PORT}/`);
    expect(response?.status()).toBe(200);
    await expect(page.locator("h1, .site-name").first()).toBeVisible();
  });
}

test("a site that does not exist is not found", async ({ page }) => {
  const response = await page.goto(`http://nobody-here.${BASE_DOMAIN}:${PORT}/`);
  expect(response?.status()).toBe(404);
});
