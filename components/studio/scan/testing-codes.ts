import { encode } from "uqr";

/** A picture in grey, one byte for each pixel. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

/** A grey picture of 640 by 480 in which `isDark` says what is dark. */
function drawn(isDark: (x: number, y: number) => boolean): Grey {
  const [width, height] = [640, 480];
  const pixels = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels[y * width + x] = isDark(x, y) ? 20 : 235;
  return { width, height, pixels };
}

/** A text as the code of a label, in the middle of a picture. */
export function pictureOfLabel(text: string): Grey {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const module = Math.floor(400 / size);
  const [left, top] = [(640 - size * module) >> 1, (480 - size * module) >> 1];
  return drawn(
    (x, y) => data[Math.floor((y - top) / module)]?.[Math.floor((x - left) / module)] ?? false,
  );
}

/** The bars of the digits 0 to 9 in the left half of a UPC-A, by GS1's general specifications. */
const LEFT =
  "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split(" ");

/** The twelve digits of a UPC-A as bars, in the middle of a picture. */
export function pictureOfGoods(digits: string): Grey {
  const left = [...digits.slice(0, 6)].map((digit) => LEFT[Number(digit)]).join("");
  const right = [...digits.slice(6)]
    .map((digit) => LEFT[Number(digit)]?.replace(/./g, (bar) => (bar === "1" ? "0" : "1")))
    .join("");
  const bars = `101${left}01010${right}101`;
  return drawn((x, y) => y > 100 && y < 380 && bars[Math.floor((x - 130) / 4)] === "1");
}
