import type { Page } from "playwright/test";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { endOperation, noteProgress, orderOperation } from "@/db/platform/queries/operations";
import { expectNoFault } from "./accessible";
import { at } from "./addresses";
import { signInOperator } from "./operators";
import { siteOf } from "./sites";
import { expect, test } from "./test";
import { go, tenantIdOf } from "./testing-console";

test("hostile text that was stored runs nowhere, links nowhere, turns nothing and is cut", async ({
  page,
  site,
}) => {
  const tenantId = await tenantIdOf(site.name);
  const hostile =
    `<script>document.title='owned'</script><img src=x onerror="document.title='owned'"><a href="javascript:1">x</a>\u202egnp.\u0000`.replace(
      "\u0000",
      "\u001b",
    );
  const long = `${hostile}${"a".repeat(10_000)}`;
  await platform.write(async (tx) => {
    const about = { tenantId, slug: long, reason: long };
    const id = await orderOperation(tx, {
      ...about,
      kind: long,
      orderedBy: long,
      exclusive: false,
      runAt: new Date(Date.now() + 3_600_000),
    });
    await noteProgress(tx, id ?? "", { step: long, error: long });
    const failed = await orderOperation(tx, {
      ...about,
      kind: long,
      orderedBy: long,
      exclusive: false,
      runAt: new Date(Date.now() + 3_600_000),
    });
    await endOperation(tx, failed ?? "", "failed", long);
    await addAuditLine(tx, { ...about, actor: long, action: long, detail: { [long]: long } });
  });
  await signInOperator(page.context());
  for (const path of [`/?q=${site.name}`, `/tenants/${tenantId}`, "/operations", "/audit"]) {
    await page.setViewportSize({ width: 360, height: 780 });
    await go(page, path);
    await expect(page).not.toHaveTitle("owned");
    const main = page.getByRole("main");
    await expect(main.locator("script, img, a[href^=javascript]")).toHaveCount(0);
    const text = (await main.textContent()) ?? "";
    expect(
      [..."\u202e\u001b"].some((hidden) => text.includes(hidden)),
      path,
    ).toBe(false);
    expect(text).not.toContain("a".repeat(500));
    expect(await widthBeyond(page), `${path} at 360`).toBe(0);
  }
});

const ROOMS = [
  "/",
  "/databases",
  "/operations",
  "/corrections",
  "/isolation",
  "/audit",
  "/session",
];

for (const room of [...ROOMS, "/tenants/…"])
  test(`the console's ${room} stands at 360 and 1440, by day and by night, without an accessibility violation`, async ({
    page,
  }) => {
    await signInOperator(page.context());
    const path = room.endsWith("…")
      ? `/tenants/${await tenantIdOf((await siteOf("begin")).name)}`
      : room;
    for (const [width, colorScheme] of [
      [360, "light"],
      [1440, "dark"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect((await page.goto(at("operator", path)))?.status()).toBe(200);
      expect(await widthBeyond(page), `${path} at ${width}`).toBe(0);
      await expectNoFault(page);
    }
  });

function widthBeyond(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
