import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { EMPTY_COPY } from "@/db/tenant/item";
import { at } from "./addresses";
import { ask } from "./raw";
import { expect, test } from "./test";

/** Answers the questions of a page, one after the other. */
async function answer(page: Page, ...answers: readonly string[]) {
  for (const name of answers) await page.getByRole("link", { name, exact: true }).click();
}

/** Of the page as it stands, in both schemes and both widths. */
async function expectAccessible(page: Page): Promise<void> {
  for (const width of [390, 1440])
    for (const scheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  for (const host of ["artmatt", "begin", ""])
    test(`the drawn questions of ${host || "the apex"} end in a generation, and the way back is open`, async ({
      page,
    }) => {
      await page.goto(at(host));
      await page.getByRole("contentinfo").getByRole("link", { name: "Which tag is it?" }).click();
      await answer(page, "The swing tag, the paper heart at the ear", "Yes, like a book");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(
        "Is there a star on its front?",
      );
      const shared = page.url();
      await answer(page, "No star", "Thick and round", "By the end of 2000");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Generation 3");
      await expect(page.getByText("It came in 1995.")).toBeVisible();
      await expect(page.getByText("is Bessie, introduced on 3 June 1995")).toBeVisible();
      await page.goBack();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(
        "By when was it surely made?",
      );
      await page.goto(shared);
      await answer(page, "I can’t tell");
      await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(
        "Is there a star on its front?",
      );
      await page.getByRole("link", { name: "Change: Is there a star on its front?" }).click();
      expect(page.url()).toBe(shared);
    });

  test("a tush tag ends as well, and the list of what is rare leads there", async ({ page }) => {
    await page.goto(at("begin", "/rarity"));
    await page.getByRole("link", { name: "Find out which one it is" }).click();
    await answer(page, "The tush tag, sewn into the seam below", "One tag, printed");
    await answer(page, "No, black print alone");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Generation 1");
    await expect(page.getByText("Sources disagree.")).toBeVisible();
  });
});

test("pages about tags are documents without a script, kept, and one each for search engines", async () => {
  for (const host of ["artmatt", "begin", ""])
    for (const [path, asked] of [
      ["/which-tag", "/which-tag"],
      ["/which-tag", "/which-tag?tag=swing&opens=flat"],
      ["/rarity", "/rarity"],
    ] as const) {
      const { status, headers, body } = await ask(host, asked);
      expect([host, asked, status]).toEqual([host, asked, 200]);
      expect(body).not.toMatch(/<script|nonce/);
      expect(String(headers["content-security-policy"])).toContain("script-src 'none'");
      expect(headers.etag).toMatch(/^"/);
      expect(body).toContain(`<link rel="canonical" href="${at(host, path)}"/>`);
      expect(body.includes('name="robots" content="noindex"')).toBe(asked.includes("?"));
      expect((await ask(host, "/sitemap.xml")).body).toContain(`<loc>${at(host, path)}</loc>`);
      if (asked.includes("?")) expect((await ask(host, "/sitemap.xml")).body).not.toContain(asked);
    }
});

test("whatever an address says besides, it is answered, and none of it is in the answer", async () => {
  for (const query of [
    "tag=nothing",
    "tag=swing&tag=tush&opens=__proto__&constructor=1",
    `tag=swing&opens=${"x".repeat(3_000)}`,
    "tag=swing&opens=%3Cscript%3Ealert(1)%3C/script%3E",
    "tag[]=swing&__proto__[tag]=swing",
    "made=2000&inside=upright&star=yellow&wearer=princess&opens=book&tag=swing",
    "tag=%F0%9F%A7%B8&opens=%E0%B8%AB",
  ])
    for (const host of ["artmatt", ""]) {
      const { status, body } = await ask(host, `/which-tag?${query}`);
      expect([host, query.slice(0, 60), status]).toEqual([host, query.slice(0, 60), 200]);
      expect(body).toContain("<h1");
      expect(body).not.toMatch(/alert\(1\)|__proto__|xxxx|<script/);
    }
});

test("a site without a tag, or whose owner hides them, does not lead to the questions and answers them", async ({
  site,
  owner,
}) => {
  const leads = async () => [
    (await ask(site.name, "/")).body.includes('href="/which-tag"'),
    (await ask(site.name, "/sitemap.xml")).body.includes("/which-tag"),
  ];
  await site.add({ name: "Plain" });
  expect(await leads()).toEqual([false, false]);
  await site.add({ visibility: "private", copies: [{ ...EMPTY_COPY, swingTag: "3" }] });
  expect(await leads()).toEqual([false, false]);
  expect((await ask(site.name, "/which-tag")).status).toBe(200);
  await site.add({ name: "Tagged", copies: [{ ...EMPTY_COPY, swingTag: "3" }] });
  expect(await leads()).toEqual([true, true]);
  await owner.goto(at(site.name, "/studio/settings"));
  await owner.getByLabel("Show them at the foot of the site").uncheck();
  await owner.getByRole("button", { name: "Save pages" }).click();
  await expect(
    owner.getByText("Nothing on your site leads to the pages about tags now."),
  ).toBeVisible();
  expect(await leads()).toEqual([false, false]);
  expect((await ask(site.name, "/which-tag")).status).toBe(200);
});

test("beside the form the same questions put their answer into a copy, and nothing typed is lost", async ({
  site,
  owner,
}) => {
  const { id } = await site.add({ line: "Beanie Babies", copies: [EMPTY_COPY] });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await owner.getByRole("textbox", { name: "Story" }).fill("Typed before anybody asked.");
  const open = owner.getByRole("button", { name: "Which swing tag is it?" });
  const dialog = owner.getByRole("dialog");
  const press = (name: string) => dialog.getByRole("button", { name, exact: true }).click();
  await open.click();
  await expectAccessible(owner);
  await press("Yes, like a book");
  await press("A yellow star");
  await press("Back");
  await press("A yellow star");
  await press("Somebody else");
  await press("A poem in upright print");
  await press("I can’t tell");
  await expect(dialog.getByRole("heading", { name: "Generation 4" }).first()).toBeVisible();
  await expectAccessible(owner);
  await press("Use “4”");
  await expect(dialog).toHaveCount(0);
  await expect(open).toBeFocused();
  await expect(owner.getByLabel("Swing tag", { exact: true })).toHaveValue("4");
  await owner.getByRole("button", { name: "Which tush tag is it?" }).click();
  await owner.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await owner.getByRole("button", { name: "Which tush tag is it?" }).click();
  await press("One tag, printed");
  await press("No, black print alone");
  await press("Use “1”");
  await expect(owner.getByLabel("Tush tag", { exact: true })).toHaveValue("1");
  await expect(owner.getByRole("textbox", { name: "Story" })).toHaveValue(
    "Typed before anybody asked.",
  );
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByText("is saved.")).toBeVisible();
  await owner.reload();
  await expect(owner.getByLabel("Swing tag", { exact: true })).toHaveValue("4");
});
