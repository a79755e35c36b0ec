import { type BrowserContext, test as base, expect, type Page } from "playwright/test";
import { createSite, type Site, signIn } from "./sites";

interface Fixtures {
  /** Fails the test if one of its pages breaks the content policy or throws. */
  readonly quiet: undefined;
  /** A confirmed site of this test's own, in the skin Vitrine. */
  readonly site: Site;
  /** A browser in which the owner of `site` is signed in. */
  readonly owner: Page;
  /** A second browser, in which nobody is signed in. */
  readonly stranger: Page;
}

/** Playwright's test with sites and people, watching every page for what a reader of the console would see. */
export const test = base.extend<Fixtures>({
  quiet: [
    async ({ browser }, use) => {
      const said: string[] = [];
      const watch = (page: Page) => {
        page.on("pageerror", (error) => said.push(`${page.url()}: ${error.message}`));
        page.on("console", (message) => {
          const text = message.text();
          // The browser asks for this by itself and when it likes, which may be after the site has moved.
          if (/content security policy/i.test(text) && !text.includes("/favicon.ico"))
            said.push(`${page.url()}: ${text}`);
        });
      };
      const watchAll = (context: BrowserContext) => context.on("page", watch);
      browser.on("context", watchAll);
      await use(undefined);
      browser.off("context", watchAll);
      expect(said, "page errors and violations of the content policy").toEqual([]);
    },
    { auto: true },
  ],
  site: async ({ quiet: _ }, use) => {
    await use(await createSite());
  },
  owner: async ({ site, browser }, use) => {
    const context = await browser.newContext();
    await signIn(context, site);
    await use(await context.newPage());
    await context.close();
  },
  stranger: async ({ browser }, use) => {
    const context = await browser.newContext();
    await use(await context.newPage());
    await context.close();
  },
});

export { expect };
