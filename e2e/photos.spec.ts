import type { Page } from "playwright/test";
import sharp from "sharp";
import { HEIC, jpegFromAPhone } from "@/server/photos/testing-photos";
import { at } from "./addresses";
import { ask } from "./raw";
import { expect, test } from "./test";

const plain = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
const tiles = (page: Page) => page.locator(".photo-tile img");
const choose = (page: Page, files: { name: string; buffer: Buffer }[]) =>
  page
    .getByLabel("Add photos")
    .last()
    .setInputFiles(files.map((file) => ({ ...file, mimeType: "" })));

test("a HEIC photo of a phone is read by the browser, and one of 70 megapixels is made smaller there", async ({
  site,
  owner,
}) => {
  const { id, slug } = await site.add({ name: "Ringo" });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await choose(owner, [{ name: "IMG_0001.HEIC", buffer: HEIC }]);
  await expect(tiles(owner)).toHaveCount(1);
  await expect(tiles(owner)).toHaveJSProperty("naturalWidth", 64);
  await choose(owner, [{ name: "huge.jpg", buffer: await plain(10_000, 7000, "#3355aa") }]);
  await expect(tiles(owner)).toHaveCount(2);
  const [path = ""] =
    /\/photos\/[^"\s]+\.webp/.exec((await ask(site.name, `/items/${slug}`)).body) ?? [];
  expect((await ask(site.name, path)).status).toBe(200);
});

test("five photos go up together and stand in the order in which they were chosen", async ({
  site,
  owner,
}) => {
  const { id } = await site.add({ name: "Ringo" });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  let most = 0;
  let asked = 0;
  let answered = 0;
  owner.on("requestfinished", (request) => {
    if (request.url().endsWith("/studio/photos")) answered += 1;
  });
  await owner.route("**/studio/photos", async (route) => {
    const number = ++asked;
    most = Math.max(most, asked - answered);
    // None goes on before three are on their way, and the first comes last, so that they arrive in another order.
    await expect.poll(() => asked).toBeGreaterThanOrEqual(3);
    if (number === 1) await expect.poll(() => answered).toBe(4);
    await route.continue();
  });
  const colours = ["#ff0000", "#00ff00", "#0000ff", "#ffff00", "#ff00ff"];
  const files = await Promise.all(
    colours.map(async (colour, at) => ({
      name: `${at}.jpg`,
      buffer: await plain(60, 60, colour),
    })),
  );
  await choose(owner, files);
  await expect(tiles(owner)).toHaveCount(5);
  expect(most).toBe(3);
  const shown = await tiles(owner).evaluateAll((images) =>
    images.map((image) => getComputedStyle(image).backgroundColor),
  );
  const strongest = (colour: string) =>
    (colour.match(/\d+/g) ?? []).map((part) => (Number(part) > 127 ? 1 : 0)).join("");
  expect(shown.map(strongest)).toEqual(["100", "010", "001", "110", "101"]);
});

test("a photo that failed is tried again by a button, and one that was not sent when the page closed goes up later", async ({
  site,
  owner,
}) => {
  const { id } = await site.add({ name: "Ringo" });
  const buffer = await jpegFromAPhone();
  await owner.goto(at(site.name, `/studio/items/${id}`));
  const refuse = { status: 422, json: { message: "This photo is damaged." } };
  await owner.route("**/studio/photos", (route) => route.fulfill(refuse));
  await choose(owner, [{ name: "one.jpg", buffer }]);
  await expect(owner.getByText("This photo is damaged.")).toBeVisible();
  await owner.unroute("**/studio/photos");
  await owner.getByRole("button", { name: "Try one.jpg again" }).click();
  await expect(tiles(owner)).toHaveCount(1);

  await owner.route("**/studio/photos", () => {});
  await choose(owner, [{ name: "two.jpg", buffer }]);
  await expect(owner.locator(".photo-upload").filter({ hasText: "two.jpg" })).toBeVisible();
  await owner.goto(at(site.name, "/studio"));
  await owner.unroute("**/studio/photos");
  await owner.goto(at(site.name, `/studio/items/${id}`));
  await expect(tiles(owner)).toHaveCount(2);
  await owner.reload();
  await expect(tiles(owner)).toHaveCount(2);
});

test("photos are ordered by buttons and by dragging, turned, removed and brought back, and a duplicate has them", async ({
  site,
  owner,
}) => {
  const { id } = await site.add({ name: "Ringo" });
  await owner.goto(at(site.name, `/studio/items/${id}`));
  for (const [at, width] of [60, 90, 120].entries()) {
    await choose(owner, [{ name: `${at}.jpg`, buffer: await plain(width, 30, "#3355aa") }]);
    await expect(tiles(owner)).toHaveCount(at + 1);
  }
  const widths = () =>
    tiles(owner).evaluateAll((images) => images.map((image) => image.getAttribute("width")));
  const expectWidths = (...expected: string[]) => expect.poll(widths).toEqual(expected);
  // An order is shown before it is saved, and a page that is loaded anew would cut that short.
  const saved = () => owner.waitForResponse((answer) => answer.request().method() === "POST");
  const first = saved();
  await owner.getByRole("button", { name: "Later, photo 1" }).click();
  await expectWidths("90", "60", "120");
  await first;
  const second = saved();
  await owner.locator(".photo-tile").nth(2).dragTo(owner.locator(".photo-tile").nth(0));
  await expectWidths("120", "90", "60");
  await second;
  await owner.reload();
  await expectWidths("120", "90", "60");
  await owner.getByRole("button", { name: "Turn right, photo 1" }).click();
  await expectWidths("30", "90", "60");
  await owner.getByRole("button", { name: "Remove, photo 2" }).click();
  await expectWidths("30", "60");
  await owner.getByRole("button", { name: "Undo", exact: true }).click();
  await expectWidths("30", "90", "60");
  await owner.getByRole("button", { name: "Duplicate" }).click();
  await expect(owner).not.toHaveURL(new RegExp(id));
  await expectWidths("30", "90", "60");
});
