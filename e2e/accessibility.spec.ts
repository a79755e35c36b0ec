import type { Page } from "playwright/test";
import { EMPTY_COPY, EMPTY_WANT } from "@/db/tenant/item";
import { PRESET_IDS } from "@/themes/skin";
import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { createSite, type Site } from "./sites";
import { expect, test } from "./test";

/** A question, an end and the checklist. */
const TAGS = [
  "/which-tag?tag=swing&opens=book",
  "/which-tag?tag=swing&opens=flat&made=later",
  "/rarity",
];

for (const preset of PRESET_IDS)
  test(`the skin ${preset} has no accessibility violation on any public page, by day or by night`, async ({
    page,
  }) => {
    const site = await createSite({ preset });
    await expectPageAccessible(page, at(site.name));
    const slug = await furnish(site);
    for (const path of ["/", `/items/${slug}`, "/?q=zzzz&status=wanted", "/sign-in", ...TAGS])
      await expectPageAccessible(page, at(site.name, path));
  });

test("the front page and its neighbours have no accessibility violation, by day or by night", async ({
  page,
}) => {
  for (const path of ["/", "/find-my-site", "/privacy", "/outbox", ...TAGS])
    await expectPageAccessible(page, at("", path));
});

test("a form with something wrong in it has no accessibility violation", async ({ page }) => {
  await page.goto(at());
  await page.getByLabel("Name of your site").fill("artmatt");
  await page.getByRole("button", { name: "Open my site" }).click();
  await expect(page.getByText("Write your e-mail address.")).toBeVisible();
  await expect(page.locator("#name-says")).toHaveText("This name is taken.");
  await expectAccessible(page);
});

test("the studio of a young site has no accessibility violation, by day or by night", async ({
  site,
  owner,
}) => {
  for (const room of ["", "/items", "/items/new", "/items/several", "/inbox", "/settings"])
    await expectPageAccessible(owner, at(site.name, `/studio${room}`));
});

test("the studio of a site in use has no accessibility violation, by day or by night", async ({
  site,
  owner,
}) => {
  await furnish(site);
  const { id } = await site.add({ name: "Ziggy", visibility: "private" });
  await site.trash((await site.add({ name: "Gone" })).id);
  await site.join("anna@guests.example", "viewer");
  for (const room of ["", "/items", `/items/${id}`, "/items/trash", "/history", "/members"])
    await expectPageAccessible(owner, at(site.name, `/studio${room}`));
  await expectPageAccessible(owner, at(site.name, "/sign-out"));
});

test("the table has no accessibility violation while one picks, looks, filters, arranges and writes", async ({
  site,
  owner,
}) => {
  await furnish(site);
  await owner.goto(at(site.name, "/studio/items"));
  await owner.getByLabel("Pick the rows in sight").click();
  await owner.getByRole("button", { name: "Change a field" }).click();
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Look at it first" }).click();
  await expect(owner.getByRole("region", { name: "What will change" })).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Change nothing" }).click();
  for (const menu of ["+ Filter", "Views", "Columns"]) {
    await owner.getByRole("button", { name: menu }).click();
    await expectAccessible(owner);
    await owner.keyboard.press("Escape");
  }
  await owner.locator('[data-cell="0 1"]').click();
  await owner.keyboard.press("Enter");
  await expectAccessible(owner);
  await owner.keyboard.press("Escape");
  await owner.keyboard.press("ControlOrMeta+k");
  await expectAccessible(owner);
});

test("the skin editor has no accessibility violation, by day or by night, with a colour that fails", async ({
  site,
  owner,
}) => {
  await furnish(site);
  await expectPageAccessible(owner, at(site.name, "/studio/skin"));
  await owner.getByLabel("Small print", { exact: true }).fill("#bbbbbb");
  await expect(owner.getByRole("button", { name: /^Repair/ }).first()).toBeVisible();
  // The preview is left out, because it shows colours that are hard to read on purpose.
  await expectAccessible(owner, ".skin-preview");
});

/** Items that between them wear every mark a shelf can show. */
async function furnish(site: Site): Promise<string> {
  await site.add({ name: "Wanted", want: EMPTY_WANT, animal: "Bear", colour: "Brown" });
  await site.add({
    name: "For sale",
    animal: "Lobster",
    retired: "1998",
    copies: [{ ...EMPTY_COPY, status: "sale" }],
  });
  const { slug } = await site.add({
    variant: "Royal blue",
    birthday: "1995-01-25",
    retired: "1995-10-02",
    story: "Found in a box.\n\nKept on a board.",
    tags: ["error", "first edition"],
    copies: [
      {
        ...EMPTY_COPY,
        label: "First",
        condition: "mint",
        swingTag: "3",
        tushTag: "1",
        acquired: "1996",
        pricePaid: 12_345,
        currency: "EUR",
        note: "Kept dry.",
      },
    ],
  });
  return slug;
}

test("nothing moves for who asks for less motion", async ({ site, owner }) => {
  await furnish(site);
  await owner.emulateMedia({ reducedMotion: "reduce" });
  for (const path of ["/", "/studio/items", "/studio/items/new"]) {
    await owner.goto(at(site.name, path));
    const moving = await owner.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((element) => {
          const { animationName, transitionProperty } = getComputedStyle(element);
          return animationName !== "none" || transitionProperty !== "none";
        })
        .map((element) => element.className),
    );
    expect(moving, path).toEqual([]);
  }
});

/** Both colour schemes of a page that answers. */
async function expectPageAccessible(page: Page, url: string) {
  expect((await page.goto(url))?.status(), url).toBe(200);
  await expectAccessible(page);
}
