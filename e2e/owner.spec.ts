import sharp from "sharp";
import { EMPTY_COPY } from "@/db/tenant/item";
import { jpegFromAPhone } from "@/server/photos/testing-photos";
import { at } from "./addresses";
import { ask } from "./raw";
import { expect, test } from "./test";

test("an item is added, changed and duplicated, and each shows on the site at once", async ({
  site,
  owner,
}) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  await expect(owner.getByLabel("Name", { exact: true })).toBeFocused();
  await owner.keyboard.type("Patti");
  await owner.getByLabel("Animal", { exact: true }).fill("Platypus");
  await owner.getByLabel("Introduced").fill("June 1993");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
  expect((await ask(site.name, "/")).body).toContain("Patti");

  await owner.getByLabel("Name", { exact: true }).fill("Patti the first");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.locator(".save-state")).toHaveText("Saved");
  expect((await ask(site.name, "/")).body).toContain("Patti the first");

  const original = owner.url();
  await owner.getByRole("button", { name: "Duplicate" }).click();
  await expect(owner).not.toHaveURL(original);
  await expect(owner.getByLabel("Introduced")).toHaveValue(/1993/);
  await owner.goto(at(site.name, "/studio/items"));
  await expect(owner.locator(".tb-body-row")).toHaveCount(2);
});

test("an item thrown away leaves the site, comes back by Undo and out of the trash", async ({
  site,
  owner,
}) => {
  const { id, slug } = await site.add({ name: "Trap" });
  const publicStatus = async () => (await ask(site.name, `/items/${slug}`)).status;
  for (const wayBack of ["undo", "trash"]) {
    await owner.goto(at(site.name, `/studio/items/${id}`));
    await owner.getByRole("button", { name: "Move to trash" }).click();
    await expect(owner.getByText("Trap is in the trash for 30 days.")).toBeVisible();
    expect(await publicStatus()).toBe(404);
    if (wayBack === "undo") await owner.getByRole("button", { name: "Undo", exact: true }).click();
    else {
      await owner.goto(at(site.name, "/studio/items/trash"));
      await owner.getByRole("button", { name: "Restore Trap" }).click();
    }
    await expect(owner.getByText("Trap is back.")).toBeVisible();
    expect(await publicStatus()).toBe(200);
  }
});

test("an uploaded photo is shown as WebP, upright, with nothing of the phone or the place in it", async ({
  site,
  owner,
  stranger,
}) => {
  const { id, slug } = await site.add({ name: "Ringo" });
  const upload = await jpegFromAPhone();
  const before = await sharp(upload).metadata();
  expect(before.exif?.includes("Pocket") && before.orientation === 6).toBe(true);
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await owner
    .getByLabel("Add photos")
    .last()
    .setInputFiles({ name: "IMG_0001.JPG", mimeType: "image/jpeg", buffer: upload });
  await expect(owner.locator(".photo-tile img")).toHaveCount(1);
  await stranger.goto(at(site.name, `/items/${slug}`));
  const photo = stranger.locator(".gallery img").first();
  await expect(photo).toHaveAttribute("src", /^\/photos\/.*\.webp$/);
  await expect(photo).toHaveJSProperty("naturalWidth", 480);
  const answer = await ask(site.name, (await photo.getAttribute("src")) ?? "");
  expect(answer.headers["content-type"]).toBe("image/webp");
  const shown = await sharp(answer.bytes).metadata();
  expect([shown.format, shown.width, shown.height]).toEqual(["webp", 480, 640]);
  expect([shown.exif, shown.xmp, shown.iptc]).toEqual([undefined, undefined, undefined]);
  expect(answer.bytes.includes("Pocket")).toBe(false);
});

test("an SVG is refused with a sentence, whatever it is called", async ({ site, owner }) => {
  const { id } = await site.add({ name: "Spooky" });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
  for (const [name, mimeType] of [
    ["drawing.svg", "image/svg+xml"],
    ["photo.jpg", "image/jpeg"],
  ] as const) {
    await owner.getByLabel("Add photos").last().setInputFiles({ name, mimeType, buffer: svg });
    const row = owner.locator(".photo-upload").filter({ hasText: name });
    await expect(row.locator(".ui-error")).toHaveText(/\w+ .*\.$/);
  }
  await expect(owner.locator(".photo-tile img")).toHaveCount(0);
});

test("a private item is on its owner's shelf and on nobody else's", async ({
  site,
  owner,
  stranger,
}) => {
  const { slug } = await site.add({ name: "Mystic", visibility: "private" });
  await owner.goto(at(site.name));
  await expect(owner.getByRole("link", { name: "Mystic" })).toBeVisible();
  await stranger.goto(at(site.name));
  await expect(stranger.getByText("No Pieces are on show yet.")).toBeVisible();
  expect((await stranger.goto(at(site.name, `/items/${slug}`)))?.status()).toBe(404);
  await expect(stranger.getByText("Mystic")).toHaveCount(0);
});

test("two clicks on Save add one item", async ({ site, owner }) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByLabel("Name", { exact: true }).fill("Twigs");
  await owner.getByRole("button", { name: "Save", exact: true }).dblclick();
  await expect(owner).toHaveURL(/\/studio\/items\/[0-9a-f-]{36}$/);
  await owner.goto(at(site.name, "/studio/items"));
  await expect(owner.locator(".tb-body-row")).toHaveCount(1);
});

test("a date that is none is named, and what was typed stays", async ({ site, owner }) => {
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByLabel("Name", { exact: true }).fill("Wrinkles");
  await owner.getByLabel("Birthday").fill("31 February 1994");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByLabel("Birthday")).toBeFocused();
  await expect(owner.getByLabel("Birthday")).toHaveAttribute("aria-invalid", "true");
  await expect(owner.getByLabel("Birthday")).toHaveValue("31 February 1994");
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Wrinkles");
  expect((await ask(site.name, "/")).body).not.toContain("Wrinkles");
});

test("when the server refuses, because another tab saved first, the form keeps its text", async ({
  site,
  owner,
}) => {
  const { id } = await site.add({ name: "Zip" });
  const other = await owner.context().newPage();
  for (const page of [owner, other]) await page.goto(at(site.name, `/studio/items/${id}`));
  await other.getByRole("textbox", { name: "Story" }).fill("Told in the other tab.");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.locator(".save-state")).toHaveText("Saved");
  await owner.getByRole("textbox", { name: "Story" }).fill("Told in this tab.");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByRole("button", { name: "Replace it with mine" })).toBeVisible();
  await expect(owner.getByRole("textbox", { name: "Story" })).toHaveValue("Told in this tab.");
  await other.reload();
  await expect(other.getByRole("textbox", { name: "Story" })).toHaveValue("Told in the other tab.");
});

test("copies keep their ids from one save of the form to the next", async ({ site, owner }) => {
  const { id, slug } = await site.add({
    name: "Pinchers",
    copies: [{ ...EMPTY_COPY, label: "First" }],
  });
  const first = await site.copiesOf(slug);
  const saved = async () => {
    await owner.getByRole("button", { name: "Save", exact: true }).click();
    await expect(owner.locator(".save-state")).toHaveText("Saved");
    return site.copiesOf(slug);
  };
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await owner.getByRole("button", { name: "Add a copy" }).click();
  await owner.getByLabel("Label").last().fill("Second");
  const both = await saved();
  expect(both).toEqual([...first, expect.any(String)]);
  await owner.getByLabel("Label").first().fill("First, told anew");
  await owner.getByLabel("Label").last().fill("Second, told anew");
  await expect(owner.locator(".save-state")).toHaveText("Unsaved changes");
  expect(await saved()).toEqual(both);
  await owner.getByRole("button", { name: "Remove copy 1" }).click();
  await owner.getByRole("button", { name: "Add a copy" }).click();
  await owner.getByLabel("Label").last().fill("Third");
  const after = await saved();
  expect(after).toEqual([both[1], expect.any(String)]);
  expect(both).not.toContain(after[1]);
});
