import {
  BinaryBitmap,
  DecodeHintType,
  EAN13Reader,
  HybridBinarizer,
  QRCodeReader,
  type Reader,
  RGBLuminanceSource,
} from "@zxing/library";

const CODES = new QRCodeReader();
/** A UPC-A is an EAN-13 that begins with 0. */
const BARS = new EAN13Reader();

/** As a camera sees it, turned and slanted. */
const SEEN = new Map([[DecodeHintType.TRY_HARDER, true]]);

/** As it is drawn, upright: of such codes the reader misses one in ten otherwise. */
const DRAWN = new Map([[DecodeHintType.PURE_BARCODE, true]]);

/** The codes in a grey picture, one byte for each of its pixels: that of a label, and that of goods. */
export function readGrey(grey: Uint8ClampedArray, width: number, height: number): string[] {
  const picture = new BinaryBitmap(
    new HybridBinarizer(new RGBLuminanceSource(grey, width, height)),
  );
  const label = textIn(CODES, picture, SEEN) ?? textIn(CODES, picture, DRAWN);
  return [label, textIn(BARS, picture, SEEN)].filter((text) => text !== null);
}

function textIn(
  reader: Reader,
  picture: BinaryBitmap,
  hints: Map<DecodeHintType, boolean>,
): string | null {
  try {
    return reader.decode(picture, hints).getText();
  } catch {
    // It throws what says that there is no code, and in pictures of noise also other things.
    return null;
  } finally {
    reader.reset();
  }
}
