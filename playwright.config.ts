import { defineConfig, devices } from "@playwright/test";

const { BASE_DOMAIN, PORT, TEST_CHROMIUM } = process.env;

/** `npm test` starts the app and gives its address; `npm test -- e2e` runs these tests alone. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: ".data/results/playwright",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    baseURL: `http://${BASE_DOMAIN}:${PORT}`,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "chromium",
      use: {
        ...devices["Desktop Chrome"],
        launchOptions: {
          executablePath: TEST_CHROMIUM || undefined,
          args: ["--disable-background-networking"],
        },
      },
    },
  ],
});
