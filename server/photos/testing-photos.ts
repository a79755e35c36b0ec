import sharp from "sharp";

/** A JPEG as a phone takes it: with a camera's name, an orientation and the place in its EXIF. */
export function jpegFromAPhone(): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: "#3355aa" } })
    .jpeg()
    .withExif({
      IFD0: { Make: "Pocket", Model: "Camera 9" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "51/1 20/1 2400/100",
        GPSLongitudeRef: "E",
        GPSLongitude: "12/1 22/1 1200/100",
      },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

/** A real 64 by 48 photo as a phone stores it: HEVC, one tile in a grid. */
export const HEIC = Buffer.from(
  "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAAGQACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAAALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAAAwAgAAADACEiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAQAAAADAAAAAQcGl4aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAACFtZGF0AAAAFSgBrxmA70mlv//TC39YC/3CtaY+bg==",
  "base64",
);
