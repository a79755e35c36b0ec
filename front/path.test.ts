import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pathOf } from "./path";

describe("the one path", () => {
  test.each([
    "/",
    "/?",
    "/?page=2",
    "/items/peanut",
    "/items/peanut?shown=1&to=/a/../b",
    "/items/a%20b",
    "/items/a.b..c/...",
    "/items/.well-known.",
    "/items/%C3%A4?q=%2e%2e/",
    "/items/peanut/",
    "/_next/static/chunks/a.b.js?v=1",
    "/?a?b",
    "/?a=\\&b=//",
    "/a;b=c/d,e@f:g",
    "/(a)!*'$&+",
    "/?q=fbclid&page=2",
    "/which-tag?tag=swing&my_utm_source=1",
  ])("of %s is that to the byte", (target) => {
    expect(pathOf(target)).toBe(target);
  });

  test.each([
    ["/?fbclid=IwAR0x_y-Z", "/"],
    ["/items/peanut?utm_source=a&utm_medium=b%20c&gclid=1", "/items/peanut"],
    ["/?igsh=1&q=bear&fbclid=2&q=", "/?q=bear&q="],
    ["/?gbraid=1&wbraid=2&mc_cid=3&mc_eid=4&_hsenc=5&srsltid=6&li_fat_id=7&msclkid=8&_gl=9", "/"],
  ])("of %s is %s: what other sites append to links is nobody's", (target, path) => {
    expect(pathOf(target)).toBe(path);
  });

  test.each([
    ["/_next/static/../../studio", "/studio"],
    ["/_next/static/%2e%2e/%2E%2E/studio", "/studio"],
    ["/_next/static/.%2e/%2E./studio?x=1", "/studio?x=1"],
    ["/_static/../feed.xml", "/feed.xml"],
    ["/./items/./peanut", "/items/peanut"],
    ["/%2e/items/peanut", "/items/peanut"],
    ["/items/peanut/..", "/items/"],
    ["/items/peanut/.", "/items/peanut/"],
    ["/..", "/"],
    ["/../../../begin", "/begin"],
    ["/a/./%2e%2e/b/../c?d=/../e", "/c?d=/../e"],
    ["//begin/", "/begin/"],
    ["///", "/"],
    ["/a//b", "/a/b"],
    ["/..//begin", "/begin"],
    ["//evil.example/x?y=//z", "/evil.example/x?y=//z"],
    ["/%69tems/%70eanut", "/items/peanut"],
    ["/_next/%73tatic/%2e%2e/studio", "/_next/studio"],
    ["/items/%c3%a4", "/items/%C3%A4"],
    ["/items/a%40b%3a", "/items/a@b:"],
    ['/items/"a"|[b]', "/items/%22a%22%7C%5Bb%5D"],
  ])("of %s is %s", (target, path) => {
    expect(pathOf(target)).toBe(path);
  });

  test.each([
    "http://evil.example/items/peanut?x=1",
    "HTTPS://user@evil.example:8080/a/../b",
    "http://evil.example",
    "evil.example:443",
    "*",
    "",
    "items",
    "../items",
    "?x=1",
    "/items#peanut",
    "/items?x=1#/../..",
    "/items\\peanut",
    "/_next/static/..\\..\\studio",
    "/items/a%5Cb",
    "/items/a%2Fb",
    "/_next/static/..%2f..%2fstudio",
    "/items/%",
    "/items/%E0%A4%A",
    "/items/%F0",
    "/items/%zz",
    "/plush/%",
    "/items/%C0%AE",
    "/items/%ED%A0%80",
    "/items/peanut%00",
    "/items/a%0d%0ab",
    "/?q=a%00",
    "/items/\u00e4",
    "/items/a b",
  ])("of %s is none", (target) => {
    expect(pathOf(target)).toBeNull();
  });

  test("is what a browser would ask for with one slash for several, and the same when it is looked at again", () => {
    const pieces = ["/", "/", "/", ".", "..", "%2e", "%2E.", "a", "b%40", "%20", "...", ".a"];
    const targets = fc.array(fc.constantFrom(...pieces), { maxLength: 12 });
    fc.assert(
      fc.property(targets, (parts) => {
        const target = `/${parts.join("")}`;
        const path = pathOf(target);
        const { pathname } = new URL(`http://a.example${target}`);
        const once = pathname.replace(/\/+/g, "/").replace(/%2e/gi, ".").replaceAll("%40", "@");
        expect(path).toBe(once);
        expect(pathOf(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  test("has one spelling for one meaning, whatever its bytes", () => {
    const text = fc.string({ unit: "binary", maxLength: 20 });
    fc.assert(
      fc.property(text, (word) => {
        const hidden = [...Buffer.from(word)]
          .map((byte) => `%${byte.toString(16).padStart(2, "0")}`)
          .join("");
        const path = pathOf(`/items/${hidden}`);
        const meant = /[/\\\p{Cc}]/u.test(word) ? null : `/items/${word}`;
        expect(path).toBe(meant && pathOf(`/items/${encodeURIComponent(word)}`));
        if (path && !["", ".", ".."].includes(word)) expect(decodeURIComponent(path)).toBe(meant);
      }),
    );
  });
});
