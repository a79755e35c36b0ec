import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Grey, pictureOfGoods, pictureOfLabel } from "@/components/studio/scan/testing-codes";
import { EMPTY_COPY } from "@/db/tenant/item";
import { expectNoFault } from "./accessible";
import { at } from "./addresses";
import { expect, test } from "./test";

/** What the browser's camera shows. A file, because that is how a camera is pretended. */
const SHOWN = join(tmpdir(), `swingtag-camera-${process.pid}.y4m`);

test.use({
  launchOptions: {
    executablePath: process.env.TEST_CHROMIUM || undefined,
    args: [
      "--disable-background-networking",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${SHOWN}`,
    ],
  },
});

/** A film of one picture without colour, as the camera plays it over and over. */
async function show({ width, height, pixels }: Grey): Promise<void> {
  const frame = [
    Buffer.from("FRAME\n"),
    Buffer.from(pixels),
    Buffer.alloc((width * height) / 2, 128),
  ];
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(SHOWN, Buffer.concat([head, ...frame, ...frame]));
}

test("a camera takes stock by the labels that it sees", async ({ site, owner }) => {
  const [box = ""] = await site.placesWithin("Box 7");
  const { slug } = await site.add({ name: "Halo", copies: [{ ...EMPTY_COPY, placeId: box }] });
  await show(pictureOfLabel(at(site.name, `/label/${(await site.copiesOf(slug))[0]}`)));
  await owner.goto(at(site.name, `/studio/places/${box}/stock`));
  await expect(owner.locator(".stock-count")).toHaveText("0 of 1 found");
  await owner.getByRole("button", { name: "Scan with the camera" }).click();
  await expect(owner.locator(".stock-count")).toHaveText("1 of 1 found");
  await expectNoFault(owner);
  await owner.getByRole("button", { name: "Close the camera" }).click();
  await expect(owner.locator("video")).toHaveCount(0);
});

test("the bars on a tag give its style number, which the catalogue knows", async ({
  site,
  owner,
}) => {
  await show(pictureOfGoods("008421040261"));
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByRole("button", { name: "Scan the tag" }).click();
  await expect(owner.getByLabel("Style number", { exact: true })).toHaveValue("4026");
  await expect(owner.locator("video")).toHaveCount(0);
  await owner.getByRole("option", { name: /Pinchers/ }).click();
  await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Pinchers");
});

test("where the camera is refused it is said what to do, and typing goes on", async ({
  site,
  owner,
}) => {
  await owner.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException("Refused", "NotAllowedError"));
  });
  await owner.goto(at(site.name, "/studio/items/new"));
  await owner.getByRole("button", { name: "Scan the tag" }).click();
  await expect(owner.getByText(/The camera is not allowed here/)).toBeVisible();
  await expectNoFault(owner);
  await owner.getByLabel("Style number", { exact: true }).fill("4026");
  await expect(owner.getByRole("option", { name: /Pinchers/ })).toBeVisible();
});
