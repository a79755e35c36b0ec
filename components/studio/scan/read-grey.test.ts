import { expect, test } from "vitest";
import { readGrey } from "./read-grey";
import { type Grey, pictureOfGoods, pictureOfLabel } from "./testing-codes";

const read = ({ pixels, width, height }: Grey) => readGrey(pixels, width, height);

test("the code of a label is read as its address", () => {
  const address = "https://artmatt.beanie.ty/label/0b6f6c1e-0000-4000-8000-00000000000a";
  expect(read(pictureOfLabel(address))).toEqual([address]);
});

test("of a hundred labels each is read", () => {
  for (let at = 0; at < 100; at++) {
    const id = `${(at * 0x9e3779b1).toString(16).padStart(12, "0").slice(-12)}`;
    const address = `http://begin.localhost:3000/label/0b6f6c1e-0000-4000-8000-${id}`;
    expect(read(pictureOfLabel(address))).toEqual([address]);
  }
});

test("the bars of a tag are read as their digits, with the 0 that makes them an EAN-13", () => {
  expect(read(pictureOfGoods("008421040261"))).toEqual(["0008421040261"]);
});

test("a picture without a code holds none, and one of noise neither", () => {
  const noise = new Uint8ClampedArray(640 * 480).map((_, at) => (at * 7919 * 31) % 256);
  expect(readGrey(new Uint8ClampedArray(640 * 480).fill(200), 640, 480)).toEqual([]);
  expect(readGrey(noise, 640, 480)).toEqual([]);
});
