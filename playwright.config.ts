import { defineConfig, devices } from "playwright/test";

const { BASE_DOMAIN, PORT, TEST_CHROMIUM } = process.env;

/** `npm test` starts the app and gives its address; `npm test -- e2e` runs these tests alone. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: ".data/results/playwright",
  fullyParallel: true,
  workers: 2,
  // Limits of time are no guarantees: they end what hangs, and leave a machine four times slower its time.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  forbidOnly: true,
  use: {
    baseURL: `http://${BASE_DOMAIN}:${PORT}`,
    // Pictures of every moment cost more than all else a trace keeps, and its snapshots show the page as well.
    trace: { mode: "retain-on-failure", screenshots: false },
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
