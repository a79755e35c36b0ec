import {
  BinaryBitmap,
  DecodeHintType,
  EAN13Reader,
  HybridBinarizer,
  QRCodeReader,
  type Reader,
  RGBLuminanceSource,
} from "@zxing/library";

/** Of labels, and of goods on tags: a UPC-A is an EAN-13 that begins with 0. */
const READERS: readonly Reader[] = [new QRCodeReader(), new EAN13Reader()];

const HINTS = new Map([[DecodeHintType.TRY_HARDER, true]]);

/** The codes in a grey picture, one byte for each of its pixels: one of each kind at most. */
export function readGrey(grey: Uint8ClampedArray, width: number, height: number): string[] {
  const picture = new BinaryBitmap(
    new HybridBinarizer(new RGBLuminanceSource(grey, width, height)),
  );
  return READERS.flatMap((reader) => textIn(reader, picture));
}

function textIn(reader: Reader, picture: BinaryBitmap): string[] {
  try {
    return [reader.decode(picture, HINTS).getText()];
  } catch {
    // It throws what says that there is no code, and in pictures of noise also other things.
    return [];
  } finally {
    reader.reset();
  }
}
