import fc from "fast-check";
import { expect, test } from "vitest";
import { finderOf, nameFromFile, wordsOfFile } from "./file-names";

const item = (name: string, styleNumber = "", variant = "") => ({
  id: `${name} ${variant}`,
  name,
  variant,
  styleNumber,
});
const ITEMS = [
  item("Peanut", "4062", "Royal blue"),
  item("Peanut", "4062", "Light blue"),
  item("Patti", "4025"),
  item("Nana", "4067"),
  item("Bongo", "4067"),
  item("Zip", "4004"),
  item("Princess Diana"),
  item("ぶんぶん"),
];

test.each([
  ["4025.jpg", "Patti "],
  ["4025-2.JPG", "Patti "],
  ["patti (3).heic", "Patti "],
  ["IMG_Zip.png", "Zip "],
  ["princess-diana_01.jpg", "Princess Diana "],
  ["Peanut royal blue.jpg", "Peanut Royal blue"],
  ["4062 light-blue.jpg", "Peanut Light blue"],
  ["4067 Bongo.jpg", "Bongo "],
  ["ぶんぶん.jpg", "ぶんぶん "],
])("%s is a photo of %s", (file, id) => {
  expect(finderOf(ITEMS)(file)?.id).toBe(id);
});

test.each([
  "IMG_0001.HEIC",
  "Peanut.jpg",
  "4062.jpg",
  "4067.jpg",
  "diana.jpg",
  "",
  "....",
  "zipper.jpg",
])("%j is named after no item, or after several", (file) => {
  expect(finderOf(ITEMS)(file)).toBeNull();
});

test.each([
  ["Peanut_the elephant (2).jpg", "Peanut the elephant"],
  ["Patti-2.jpeg", "Patti"],
  ["IMG_2041.HEIC", "Photo 7"],
  ["20260101_101112.jpg", "Photo 7"],
  ["", "Photo 7"],
])("an item made of %j is called %j", (file, name) => {
  expect(nameFromFile(file, 7)).toBe(name);
});

test("any file's name makes a name that an item can have, and throws nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 120 }), (file) => {
      expect(nameFromFile(file, 1)).toMatch(/\S/);
      expect(wordsOfFile(file).join(" ")).not.toMatch(/[_.-]/);
    }),
  );
});

test("whatever is found has its number or its whole name in the file's name", () => {
  const known = ITEMS.flatMap(({ name, styleNumber, variant }) => [name, styleNumber, variant]);
  const part = fc.oneof(fc.constantFrom(...known), fc.string({ unit: "grapheme", maxLength: 6 }));
  let count = 0;
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const file = `${parts.join(" ")}.jpg`;
      const found = finderOf(ITEMS)(file);
      if (!found) return;
      count += 1;
      const has = (word: string) => word !== "" && file.toLowerCase().includes(word.toLowerCase());
      expect(has(found.styleNumber) || found.name.split(" ").every(has)).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(count).toBeGreaterThan(50);
});

test("many files are compared with many items, of which each is read once and not for each file", () => {
  let reads = 0;
  const items = Array.from({ length: 400 }, (_, at) => ({
    ...item("", String(10_000 + at), "Royal blue"),
    id: String(at),
    get name() {
      reads += 1;
      return `Teddy bear number ${at}`;
    },
  }));
  const find = finderOf(items);
  const found = items.slice(0, 100).map((_, at) => find(`Teddy bear number ${at}.jpg`)?.id);
  expect(found).toEqual(Array.from({ length: 100 }, (_, at) => String(at)));
  expect(reads).toBe(items.length);
});
