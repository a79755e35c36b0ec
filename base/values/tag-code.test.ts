import { expect, test } from "vitest";
import { styleNumberIn } from "./tag-code";

test.for([
  ["008421040629", "4062"],
  ["0008421040629", "4062"],
  [" 008421040261\r\n", "4026"],
  ["008421412345", "41234"],
  ["008421000005", "0"],
  ["4006381333931", "4006381333931"],
  ["00842104062", "00842104062"],
  ["4062", "4062"],
  ["https://artmatt.beanie.ty/label/x", "https://artmatt.beanie.ty/label/x"],
  ["", ""],
] as const)("the code %j on a tag says %j", ([read, number]) => {
  expect(styleNumberIn(read)).toBe(number);
});
