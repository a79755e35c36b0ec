import { crc32 } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { Refusal } from "@/base/refusal";
import {
  MAX_PHOTO_BYTES,
  type NormalizedPhoto,
  normalizePhoto as normalize,
} from "@/server/photos";
import { HEIC } from "@/server/photos/testing-photos";

const normalizePhoto = (bytes: Buffer) => normalize(bytes, "ours");

describe("accepted photos", () => {
  test.each(["jpeg", "png", "webp", "avif"] as const)(
    "a %s becomes three WebP sizes with their real measures",
    async (format) => {
      const upload = await plush(2400, 1200).toFormat(format).toBuffer();
      const photo = await normalizePhoto(upload);
      expect(photo.format).toBe(format);
      expect(measures(photo)).toEqual({ full: [2000, 1000], shelf: [640, 320], thumb: [240, 120] });
      for (const size of [photo.full, photo.shelf, photo.thumb]) {
        const found = await sharp(size.bytes).metadata();
        expect([found.format, found.width, found.height]).toEqual([
          "webp",
          size.width,
          size.height,
        ]);
      }
    },
  );

  test("a photo smaller than a size is not enlarged", async () => {
    const photo = await normalizePhoto(await plush(300, 200).png().toBuffer());
    expect(measures(photo)).toEqual({ full: [300, 200], shelf: [300, 200], thumb: [240, 160] });
  });

  test("a HEIC is read where the decoder can, and else refused with the formats that work", async () => {
    const outcome = await normalizePhoto(HEIC).catch((error: unknown) => error);
    if (outcome instanceof Refusal) {
      expect(outcome.status).toBe(415);
      expect(outcome.message).toContain("JPEG, PNG, WebP or AVIF");
    } else {
      expect(outcome).toMatchObject({ format: "heic", full: { width: 64, height: 48 } });
    }
  });

  test("the first frame stands for an animation", async () => {
    const frames = await Promise.all(
      ["#ff0000", "#00ff00", "#0000ff"].map((background) =>
        sharp({ create: { width: 40, height: 30, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const upload = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await sharp(upload).metadata()).pages).toBe(3);
    const photo = await normalizePhoto(upload);
    expect(measures(photo).full).toEqual([40, 30]);
    expect(photo.colour).toBe("#f80808");
  });

  test("the dominant colour is the one most pixels have, with white behind transparency", async () => {
    const red = await plush(200, 100).png().toBuffer();
    expect((await normalizePhoto(red)).colour).toBe("#c82838");
    const glass = sharp({
      create: { width: 90, height: 90, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    expect((await normalizePhoto(await glass.png().toBuffer())).colour).toBe("#f8f8f8");
  });

  test.each([
    ["print colours (CMYK)", () => plush(80, 60).toColourspace("cmyk").jpeg()],
    ["grey", () => plush(80, 60).toColourspace("b-w").jpeg()],
    ["16 bits a channel", () => plush(80, 60).toColourspace("rgb16").png()],
    ["a wide-gamut profile", () => plush(80, 60).withIccProfile("p3").jpeg()],
  ])("a photo in %s arrives as 8-bit sRGB", async (_name, make) => {
    const { full } = await normalizePhoto(await make().toBuffer());
    expect(await sharp(full.bytes).metadata()).toMatchObject({ space: "srgb", depth: "uchar" });
  });
});

describe("what must not travel with a photo", () => {
  test("place, camera, captions and profile are gone and the picture stands upright", async () => {
    const upload = await sharp({
      create: { width: 400, height: 200, channels: 3, background: "#0000ff" },
    })
      .composite([{ input: await plush(200, 200).png().toBuffer(), left: 0, top: 0 }])
      .withExif({
        IFD0: { Make: "SecretCam", Copyright: "Matt's kitchen" },
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "48/1 51/1 2952/100" },
      })
      .withXmp("<x:xmpmeta xmlns:x='adobe:ns:meta/'><secret>kitchen</secret></x:xmpmeta>")
      .withIccProfile("srgb")
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95 })
      .toBuffer();
    const before = await sharp(upload).metadata();
    expect(before).toMatchObject({ orientation: 6, width: 400, height: 200 });
    expect(before.exif?.includes("SecretCam") && before.xmp && before.icc).toBeTruthy();

    const photo = await normalizePhoto(upload);
    expect(measures(photo).full).toEqual([200, 400]);
    for (const { bytes } of [photo.full, photo.shelf, photo.thumb]) {
      const found = await sharp(bytes).metadata();
      expect([found.exif, found.xmp, found.iptc, found.icc, found.orientation]).toEqual(
        Array(5).fill(undefined),
      );
      expect(bytes.toString("latin1")).not.toMatch(/SecretCam|kitchen|EXIF|XMP |ICCP/);
    }
    // Turned clockwise, what was on the left is on top: red above, blue below.
    const { data } = await sharp(photo.full.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(180);
    expect(data[data.length - 1]).toBeGreaterThan(220);
  });

  test("a page appended to a JPEG is not in what is stored", async () => {
    const tail = "<html><script>alert(document.domain)</script></html>";
    const upload = Buffer.concat([await plush(300, 200).jpeg().toBuffer(), Buffer.from(tail)]);
    const photo = await normalizePhoto(upload);
    for (const { bytes } of [photo.full, photo.shelf, photo.thumb]) {
      expect(bytes.toString("latin1")).not.toMatch(/<html|<script|alert\(/);
    }
  });
});

describe("refused uploads", () => {
  test.each([
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ["a PDF", Buffer.from("%PDF-1.7\n1 0 obj")],
    ["a page", Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["a GIF", Buffer.from("R0lGODlhAQABAAAAACwAAAAAAQABAAA=", "base64")],
    ["an SVG behind a byte-order mark", Buffer.from("\ufeff<?xml version='1.0'?><svg></svg>")],
    ["a TIFF", Buffer.from("49492a0008000000", "hex")],
    ["nothing", Buffer.alloc(0)],
  ])("%s is refused with the formats that work", async (_name, upload) => {
    const refusal = await refusalOf(upload);
    expect(refusal.status).toBe(415);
    expect(refusal.message).toContain("JPEG, PNG, WebP or AVIF");
  });

  test.each([
    ["png", pngHeader(20_000, 20_000)],
    ["png of endless rows", pngHeader(900_000, 70)],
  ])("a %s that claims more than 60 megapixels is refused by its header", async (_name, bomb) => {
    expect((await refusalOf(bomb)).status).toBe(413);
  });

  test("a real picture of 64 megapixels in a few kilobytes is refused", async () => {
    const bomb = await sharp({
      create: { width: 8000, height: 8000, channels: 3, background: "#fff" },
    })
      .jpeg()
      .toBuffer();
    expect(bomb.length).toBeLessThan(MAX_PHOTO_BYTES);
    expect((await refusalOf(bomb)).status).toBe(413);
  });

  test("more than 25 MB is refused before anything is decoded", async () => {
    const start = await plush(80, 60).jpeg().toBuffer();
    const padded = Buffer.concat([start, Buffer.alloc(MAX_PHOTO_BYTES)]);
    expect((await refusalOf(padded)).status).toBe(413);
  });

  test.each(["jpeg", "png", "webp", "avif"] as const)(
    "a %s whose end is missing is refused",
    async (format) => {
      const whole = await plush(400, 300).toFormat(format).toBuffer();
      const refusal = await refusalOf(whole.subarray(0, Math.floor(whole.length * 0.8)));
      expect(refusal.status).toBe(422);
      expect(refusal.message).toContain("damaged");
    },
  );

  test("a signature with noise behind it is refused as damaged", async () => {
    const refusal = await refusalOf(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), HEIC]));
    expect(refusal.status).toBe(422);
  });
});

test("ten photos at once all arrive", async () => {
  const upload = await plush(900, 600).jpeg().toBuffer();
  const photos = await Promise.all(Array.from({ length: 10 }, () => normalizePhoto(upload)));
  expect(photos.map((photo) => photo.full.width)).toEqual(Array(10).fill(900));
});

test("a usual photo of one site is ready before the second of others' large ones is begun", async () => {
  const [large, usual] = await Promise.all([
    plush(5000, 5000).png({ compressionLevel: 1 }).toBuffer(),
    plush(300, 200).png().toBuffer(),
  ]);
  const ready: string[] = [];
  const upload = (site: string, bytes: Buffer) =>
    normalize(bytes, site).then(() => ready.push(site));
  await Promise.all([
    upload("one", large),
    upload("other", large),
    upload("one", large),
    upload("theirs", usual),
  ]);
  expect(ready.indexOf("theirs")).toBeLessThanOrEqual(1);
});

function plush(width: number, height: number) {
  const red = { r: 200, g: 40, b: 60 };
  return sharp({ create: { width, height, channels: 3, background: red } });
}

function measures({ full, shelf, thumb }: NormalizedPhoto) {
  return {
    full: [full.width, full.height],
    shelf: [shelf.width, shelf.height],
    thumb: [thumb.width, thumb.height],
  };
}

async function refusalOf(upload: Buffer): Promise<Refusal> {
  const outcome = await normalizePhoto(upload).catch((error: unknown) => error);
  if (!(outcome instanceof Refusal)) throw new Error(`expected a refusal, got ${outcome}`);
  return outcome;
}

function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", Buffer.alloc(64))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
