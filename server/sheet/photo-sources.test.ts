import { expect, test } from "vitest";
import { isOfPictures, photoSourcesIn } from "./photo-sources";

test.each([
  ["https://a.example/1.jpg", ["https://a.example/1.jpg"]],
  [
    "https://a.example/1.jpg, https://a.example/2.jpg",
    ["https://a.example/1.jpg", "https://a.example/2.jpg"],
  ],
  [
    "https://a.example/1.jpg;https://a.example/2.jpg",
    ["https://a.example/1.jpg", "https://a.example/2.jpg"],
  ],
  [
    "https://a.example/1.jpg\nhttp://b.example/2\r\nfile.png",
    ["https://a.example/1.jpg", "http://b.example/2", "file.png"],
  ],
  [
    "https://a.example/w_200,h_100/1.jpg https://b.example/2",
    ["https://a.example/w_200,h_100/1.jpg", "https://b.example/2"],
  ],
  ["https://a.example/1.jpg;jsessionid=2", ["https://a.example/1.jpg;jsessionid=2"]],
  ["<https://a.example/1.jpg>", ["https://a.example/1.jpg"]],
  ["front.jpg, back.JPG; tag.png", ["front.jpg", "back.JPG", "tag.png"]],
  ["front.jpg back.jpg", ["front.jpg", "back.jpg"]],
  ["Peanut the Elephant, royal.jpg", ["Peanut the Elephant, royal.jpg"]],
  ["Peanut 1.jpg, Peanut 2.jpg", ["Peanut 1.jpg", "Peanut 2.jpg"]],
  ["IMG_1 IMG_2", ["IMG_1", "IMG_2"]],
  ["C:\\Photos\\Bear 1.jpg", ["C:\\Photos\\Bear 1.jpg"]],
  ["photos/ピーナッツ.jpeg", ["photos/ピーナッツ.jpeg"]],
  ["front.jpg\nfront.jpg", ["front.jpg"]],
  ["ftp://a.example/1.jpg", ["ftp://a.example/1.jpg"]],
  [" , ; \n", []],
])("the cell %j names its photos", (text, sources) => {
  expect(photoSourcesIn(text)).toEqual(sources);
});

test.each([
  ["https://a.example/1.jpg", true],
  ["https://a.example/1.webp?w=2", true],
  ["a.png; b.heic", true],
  ["https://a.example/page.html", false],
  ["https://a.example/", false],
  ["Blue bear", false],
  ["a.png and words", false],
  ["", false],
])("whether %j is of pictures is told by how it is written", (text, is) => {
  expect(isOfPictures(text)).toBe(is);
});
