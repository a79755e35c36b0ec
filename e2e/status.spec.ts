import type { Page } from "playwright/test";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import { confirmTenant } from "@/db/platform/queries/founding";
import { listAllIncidents } from "@/db/platform/queries/incidents";
import { findTenant } from "@/db/platform/queries/tenants";
import { adminOf } from "@/db/servers";
import { createTenant } from "@/server/life/birth";
import { watch } from "@/server/status/watch";
import { expectNoFault } from "./accessible";
import { at } from "./addresses";
import { signInOperator } from "./operators";
import { countMailTo } from "./outbox";
import { ask } from "./raw";
import { createSite, freshName, type Site, signIn, siteOf } from "./sites";
import { expect, test } from "./test";

/** A day and a time of the field, in UTC, so many hours from now. */
const hoursFromNow = (hours: number) =>
  new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

async function go(page: Page, path: string, host = "operator"): Promise<void> {
  await page.goto(at(host, path), { waitUntil: "networkidle" });
}

async function fillAnnouncement(page: Page, text: string, site?: string): Promise<void> {
  await page.getByLabel("From, UTC").fill(hoursFromNow(2));
  await page.getByLabel("To, UTC").fill(hoursFromNow(3));
  if (site) {
    await page.getByRole("radio", { name: "One site" }).check();
    await page.getByLabel("Name of the site").fill(site);
  }
  await page.getByLabel("Jobs").check();
  await page.getByLabel("What is done, and what people notice").fill(text);
}

test("maintenance of one site is told to its owner and in its studio, and to nobody else", async ({
  page,
  site,
  owner,
  stranger,
}) => {
  const text = `A new disk for ${site.name}.`;
  await signInOperator(page.context());
  await go(page, "/maintenance");
  await fillAnnouncement(page, text, `${site.name}-typo`);
  await page.getByRole("button", { name: "Announce it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Announce it" }).dblclick();
  await expect(page.getByText(`There is no site ${site.name}-typo.`)).toBeVisible();
  await expect(page.getByLabel("What is done, and what people notice")).toHaveValue(text);
  await page.getByLabel("Name of the site").fill(site.name);
  await page.getByRole("button", { name: "Announce it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Announce it" }).dblclick();
  const row = page.getByRole("row").filter({ hasText: text });
  await expect(row).toHaveCount(1);

  await owner.goto(at(site.name, "/studio"));
  await expect(owner.getByLabel("Maintenance and incidents")).toContainText(text);
  const other = await createSite();
  await signIn(stranger.context(), other);
  await stranger.goto(at(other.name, "/studio"));
  await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(stranger.locator("body")).not.toContainText(text);
  const told = await ask("", "/status");
  expect(told.body).not.toContain(site.name);
  await expect.poll(() => countMailTo(stranger, site.ownerEmail)).toBe(1);

  await row.getByRole("button", { name: "Call it off" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Call it off" }).click();
  await expect(row).toContainText("called off");
  await owner.reload();
  await expect(owner.locator("body")).not.toContainText(text);
  await expect.poll(() => countMailTo(stranger, site.ownerEmail)).toBe(2);
});

test("an incident that an operator reports stands on the page, in the feed and in studios until it is resolved", async ({
  page,
  site,
  owner,
  stranger,
}) => {
  const title = `Photographs load slowly ${site.name.slice(-6)}`;
  await signInOperator(page.context());
  await go(page, "/incidents");
  await page.getByLabel("Title").fill(title);
  await page.getByRole("button", { name: "Report it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Report it" }).click();
  await expect(page.getByText("Choose at least one component.")).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue(title);
  await page.getByLabel("Photographs").check();
  await page
    .getByLabel("What is known, and what is done about it")
    .fill("One of two disks is being rebuilt.");
  await page.getByRole("button", { name: "Report it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Report it" }).click();
  const card = page.getByRole("article").filter({ hasText: title });
  await expect(card).toContainText("investigating");

  await stranger.goto(at("", "/status"));
  await expect(stranger.getByRole("article").filter({ hasText: title })).toBeVisible();
  await expectNoFault(stranger);
  expect((await ask("", "/status/feed.xml")).body).toContain(`<title>${title}</title>`);
  await owner.goto(at(site.name, "/studio"));
  await expect(owner.getByLabel("Maintenance and incidents")).toContainText(title);

  await card.getByText("Say more").click();
  await card.getByLabel("How far you are").selectOption("resolved");
  await card.getByLabel("What to say").fill("The disk is rebuilt.");
  await card.getByRole("button", { name: "Say it" }).click();
  await expect(card).toContainText("The disk is rebuilt.");
  await owner.reload();
  await expect(owner.locator("body")).not.toContainText(title);
  await expect(async () => {
    const told: { incidents: { title: string; endedAt: string | null }[] } = JSON.parse(
      (await ask("", "/status.json")).body,
    );
    expect(told.incidents.find((one) => one.title === title)?.endedAt).not.toBeNull();
  }).toPass();
});

test("a database that is cut off opens an incident that counts in public, and closes it when it is back", async ({
  browser,
}) => {
  const site = await createOwnSite();
  const tenant = await platform.read((tx) => findTenant(tx, site.name));
  const name = tenant?.database.name ?? "";
  const database = await platform.read((tx) => findDatabase(tx, name));
  const admin = adminOf({ server: "" });
  let minute = Date.now() + 60_000;
  /** Looks at all components at once, as the worker does each minute. */
  const look = async (times: number) => {
    for (let time = 0; time < times; time++) {
      await watch(null, new Date(minute));
      minute += 60_000;
    }
  };
  const openOn = async () =>
    (await platform.read((tx) => listAllIncidents(tx))).find(
      (one) => one.databaseId === database?.id && one.endedAt === null,
    );
  try {
    await admin.unsafe(`alter database ${name} allow_connections false`);
    await admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = ${name}`;
    await look(3);
    expect(await openOn()).toMatchObject({ automatic: true });
    const page = await (await browser.newContext()).newPage();
    await expect(async () => {
      await page.goto(at("", "/status"));
      await expect(page.getByRole("listitem").filter({ hasText: "one site each" })).toContainText(
        /1 of \d+ databases of their own does not answer/,
        { timeout: 500 },
      );
    }).toPass();
    const said = (await ask("", "/status")).body + (await ask("", "/status.json")).body;
    expect(said).not.toContain(name);
    expect(said).not.toContain(database?.id ?? "none");
  } finally {
    await admin.unsafe(`alter database ${name} allow_connections true`);
    await admin.end();
  }
  await expect(async () => {
    await look(2);
    expect(await openOn()).toBeUndefined();
  }).toPass();
  const context = await browser.newContext();
  await signIn(context, site);
  const studio = await context.newPage();
  await studio.goto(at(site.name, "/studio"));
  await expect(studio.getByLabel("Maintenance and incidents")).toContainText(
    "The database of this site did not answer",
  );
  await context.close();
});

/** A site of this test's own in a database of its own. */
async function createOwnSite(): Promise<Site> {
  const name = freshName("cut");
  await createTenant({ name, email: `owner@${name}.example`, preset: "vitrine", placement: "own" });
  await expect
    .poll(async () => (await platform.read((tx) => findTenant(tx, name)))?.state)
    .toBe("active");
  const tenant = await platform.read((tx) => findTenant(tx, name));
  await platform.write((tx) => confirmTenant(tx, tenant?.id ?? ""));
  return siteOf(name);
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } });
  test("the status page tells everything, in UTC, and fits a phone", async ({ page }) => {
    await page.goto(at("", "/"));
    await page.getByRole("link", { name: "Status" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const bars = page.getByRole("img", { name: /of the last 90 days watched/ });
    await expect(async () => {
      await page.reload();
      expect(await bars.count()).toBeGreaterThan(5);
    }).toPass({ timeout: 90_000 });
    await expect(page.locator("time").first()).toContainText("UTC");
    const { width, scrolls } = await page.locator("html").evaluate((html) => ({
      width: html.clientWidth,
      scrolls: html.scrollWidth,
    }));
    expect(scrolls).toBeLessThanOrEqual(width);
  });
});
