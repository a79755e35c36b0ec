import type { Page } from "playwright/test";
import { EMPTY_COPY } from "@/db/tenant/item";
import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { expect, test } from "./test";

/** A count on top of the preview. */
const counted = (page: Page, label: string) =>
  page
    .getByRole("navigation", { name: "Rows by what becomes of them" })
    .getByRole("link", { name: new RegExp(`${label}$`) });

for (const width of [1280, 390])
  test(`a list is brought, asked about, looked at, mended, imported and taken back at ${width} px`, async ({
    site,
    owner,
  }) => {
    test.slow();
    await owner.setViewportSize({ width, height: 900 });
    await site.add({ name: "Kept", colour: "grey", copies: [EMPTY_COPY] });
    await site.add({ name: "The same", colour: "red", copies: [EMPTY_COPY] });
    await owner.goto(at(site.name, "/studio"));
    const first = owner.getByRole("listitem").filter({ hasText: "Bring what you have" });
    await expect(owner.locator(".home-steps > li").first()).toContainText("Bring what you have");
    await first.getByRole("link", { name: "Import" }).click();
    await expect(owner.getByRole("heading", { name: "Import", level: 1 })).toBeVisible();
    await expectAccessible(owner);

    const sheet = [
      "Name;Colour;Acquired",
      "Kept;pink;03/04/1998",
      "The same;red;",
      "Newcomer with a name that is as long as collectors write them, and longer;blue;05/06/1999",
      "Broken;green;31/31/1999",
    ].join("\r\n");
    await owner.getByLabel("File of a sheet").setInputFiles({
      ...{ name: "My toys.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) },
    });
    await expect(owner.getByRole("heading", { name: "My toys.csv" })).toBeVisible();
    await expect(owner.getByRole("heading", { name: "What is in each column" })).toBeVisible();
    await expectAccessible(owner);
    // Nothing goes on before what reads both ways was answered.
    await owner.getByRole("button", { name: "Show what would change" }).click();
    await expect(owner.getByText("Choose an answer, or to be asked at each row.")).toBeVisible();
    await owner.getByRole("radio", { name: /3 April 1998/ }).check();
    await owner.getByRole("button", { name: "Show what would change" }).click();

    await expect(counted(owner, "New")).toContainText("1");
    await expect(counted(owner, "Changed")).toContainText("1");
    await expect(counted(owner, "The same")).toContainText("1");
    await expect(counted(owner, "Refused")).toContainText("1");
    const kept = owner.getByRole("listitem").filter({ hasText: "Line 2" }).first();
    await expect(kept).toContainText("grey → pink");
    await expect(kept).toContainText("3 April 1998");
    await expectAccessible(owner);
    // After a reload all of it is there.
    await owner.reload();
    await counted(owner, "Refused").click();
    const broken = owner.getByRole("listitem").filter({ hasText: "Broken" }).first();
    await broken.getByRole("button", { name: /Mend it/ }).click();
    await expect(broken.getByLabel("Acquired")).toBeFocused();
    await broken.getByLabel("Acquired").fill("30 May 1999");
    await owner.keyboard.press("Enter");
    await expect(counted(owner, "New")).toContainText("2");
    await expect(owner.getByText("There are no such rows.")).toBeVisible();
    await counted(owner, "All rows").click();
    await owner.getByRole("button", { name: "Import 3 rows" }).dblclick();
    const result = owner.getByRole("heading", { name: "2 items added, 1 item changed" });
    await expect(result).toBeVisible();
    await expectAccessible(owner);
    await owner.reload();
    await owner.getByRole("button", { name: "Take it back" }).click();
    await expect(owner.getByRole("heading", { name: "Taken back" })).toBeVisible();
    await owner.goto(at(site.name, "/studio/items"));
    await expect
      .poll(() => owner.locator(".tb-body-row .tb-link").allTextContents())
      .toEqual(["Kept", "The same"]);
  });

test("the reading of a large sheet is stopped, and its columns are there to be said otherwise", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/import"));
  const lines = Array.from({ length: 60_000 }, (_, at) => `Stopped ${at},Bear`);
  await owner.getByLabel("File of a sheet").setInputFiles({
    ...{ name: "Large.csv", mimeType: "text/csv" },
    buffer: Buffer.from(["Name,Animal", ...lines].join("\n")),
  });
  await owner.getByRole("button", { name: "Show what would change" }).click();
  await owner.setViewportSize({ width: 390, height: 900 });
  const stop = owner.getByRole("button", { name: "Stop reading" });
  await expect(stop).toBeVisible();
  await stop.click();
  await expect(owner.getByRole("heading", { name: "What is in each column" })).toBeVisible();
  await owner.getByRole("button", { name: "Show what would change" }).click();
  await expect(stop).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Put the sheet away" }).click();
  await expect(owner).toHaveURL(at(site.name, "/studio/import"));
  await expect(owner.getByText("Large.csv")).toHaveCount(0);
});

test("cells are pasted, what is refused is downloaded, and the sheet is put away with nothing done", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/import"));
  await owner.getByRole("button", { name: "Go on with these cells" }).click();
  await expect(owner.getByText("Paste some cells first.")).toBeVisible();
  await owner
    .getByLabel("Or paste cells")
    .fill("Name\tBirthday\nFine\t3 June 1995\n=1+1\tnever ever");
  // What is typed outlives a reload.
  await owner.reload();
  await expect(owner.getByLabel("Or paste cells")).toHaveValue(/never ever/);
  await owner.getByRole("button", { name: "Go on with these cells" }).click();
  await expect(owner.getByRole("heading", { name: "Pasted cells" })).toBeVisible();
  await owner.getByRole("button", { name: "Show what would change" }).click();
  await expect(counted(owner, "Refused")).toContainText("1");
  const download = owner.waitForEvent("download");
  await owner.getByRole("link", { name: /Download what is not imported/ }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream())
    chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  expect(text).toContain("Why it is not imported");
  // It would be a formula.
  expect(text).toContain('"\'=1+1"');
  await owner.getByRole("button", { name: "Back to the columns" }).click();
  await expect(owner.getByRole("heading", { name: "What is in each column" })).toBeVisible();
  await owner.getByRole("button", { name: "Put the sheet away" }).click();
  await expect(owner.getByText("Nothing of it was imported.")).toBeVisible();
  await expect(owner.getByText("Brought before")).toHaveCount(0);
});
