import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { zipped } from "@/server/sheet/testing-sheets";
import { expectAccessible } from "./accessible";
import { at } from "./addresses";
import { expect, test } from "./test";

const picture = (background: string) =>
  sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .jpeg()
    .toBuffer();

for (const width of [1280, 390])
  test(`a zip of a sheet and its photos is brought, and its photos come to their items at ${width} px`, async ({
    site,
    owner,
  }) => {
    test.slow();
    await owner.setViewportSize({ width, height: 900 });
    await owner.goto(at(site.name, "/studio/import"));
    const sheet = [
      "Name,Photos",
      "Peanut,front.jpg; Peanut back.JPG",
      "Bongo,lost.jpg",
      "Nosy,http://127.0.0.1/inside.jpg",
    ].join("\n");
    const buffer = await zipped({
      "Toys/list.csv": sheet,
      "Toys/photos/Front.jpg": await picture("#246"),
      "Toys/photos/peanut back.jpg": await picture("#864"),
      // Above what one request takes, so that it goes in parts.
      "Toys/film.bin": randomBytes(9_000_000),
    });
    await owner.getByLabel("File of a sheet").setInputFiles({
      ...{ name: "My toys.zip", mimeType: "application/zip", buffer },
    });
    await expect(owner.getByRole("heading", { name: "My toys.zip" })).toBeVisible();
    await expect(owner.getByLabel("What Photos is")).toHaveValue("photos");
    await owner.getByRole("button", { name: "Show what would change" }).click();
    const lines = owner.getByRole("listitem").filter({ hasText: "Line" });
    await expect(lines.filter({ hasText: "Bongo" })).toContainText(
      "lost.jpg is left out. There is no file of this name in the zip.",
    );
    await expect(lines.filter({ hasText: "Nosy" })).toContainText("not on the public internet");
    await owner.getByRole("link", { name: /Without a photo$/ }).click();
    await expect(lines).toHaveCount(2);
    await owner.getByRole("button", { name: "Import 3 rows" }).click();
    await expect(owner.getByText("2 photos were added. 2 photos did not come.")).toBeVisible({
      timeout: 60_000,
    });
    await expectAccessible(owner);
    const download = owner.waitForEvent("download");
    await owner.getByRole("link", { name: "Download what did not come (2 photos)" }).click();
    const told: Buffer[] = [];
    for await (const some of await (await download).createReadStream())
      told.push(Buffer.from(some));
    expect(Buffer.concat(told).toString()).toContain("3,Bongo,lost.jpg,");

    await owner.getByRole("button", { name: "Take it back" }).click();
    await expect(owner.getByRole("heading", { name: "Taken back" })).toBeVisible();
  });
