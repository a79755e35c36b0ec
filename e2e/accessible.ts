import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

/**
 * Fails with what axe finds wrong with a page as it stands. It runs in the page itself, because there are no frames to
 * gather, and describes what it finds wrong alone: describing all else takes most of its time.
 * @param except a selector of what it leaves out
 */
export async function expectNoFault(page: Page, except?: string): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (except ? axe.exclude(except) : axe).analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.slice(0, 3).map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
  }));
  expect(found, page.url()).toEqual([]);
}

/** The same in both colour schemes, with nothing moving. */
export async function expectAccessible(page: Page, except?: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectNoFault(page, except);
  }
}
