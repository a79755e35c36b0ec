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
    "/items/a%2Fb%20c",
    "/items/a%2e%2e%2fb",
    "/items/..%2f..%2fstudio",
    "/items/a.b..c/...",
    "/items/.well-known%2e",
    "/items/%C3%A4?q=%2e%2e/",
    "/items/peanut/",
    "/_next/static/chunks/a.b.js?v=1",
    "/?a?b",
    "/a;b=c/d,e@f:g",
  ])("of %s is that to the byte", (target) => {
    expect(pathOf(target)).toBe(target);
  });

  test.each([
    ["/_next/static/../../studio", "/studio"],
    ["/_next/static/%2e%2e/%2E%2E/studio", "/studio"],
    ["/_next/static/.%2e/%2E./studio?x=1", "/studio?x=1"],
    ["/./items/./peanut", "/items/peanut"],
    ["/%2e/items/peanut", "/items/peanut"],
    ["/items/peanut/..", "/items/"],
    ["/items/peanut/.", "/items/peanut/"],
    ["/..", "/"],
    ["/../../../begin", "/begin"],
    ["/items/a%2Fb/../c%20d", "/items/c%20d"],
    ["/a/./%2e%2e/b/../c?d=/../e", "/c?d=/../e"],
  ])("of %s is %s", (target, path) => {
    expect(pathOf(target)).toBe(path);
  });

  test.each([
    ["//begin/", "//begin/"],
    ["/a//b", "/a//b"],
    ["/..//begin", "//begin"],
    ["/items\\peanut", "/items\\peanut"],
    ["/_next/static/..\\..\\studio", "/_next/static/..\\..\\studio"],
  ])("of %s keeps what the app leads elsewhere: %s", (target, path) => {
    expect(pathOf(target)).toBe(path);
  });

  test.each([
    ["http://evil.example/items/peanut?x=1", "/items/peanut?x=1"],
    ["http://evil.example//evil.example/x?y=1", "//evil.example/x?y=1"],
    ["HTTPS://user@evil.example:8080/a/../b", "/b"],
    ["http://evil.example", "/"],
    ["http://evil.example?x=1", "/?x=1"],
    ["http://evil.example#x", "/"],
    ["ftp://evil.example/x", "/x"],
  ])("of the absolute target %s is %s", (target, path) => {
    expect(pathOf(target)).toBe(path);
  });

  test.each([
    ["*", "/*"],
    ["", "/"],
    ["items", "/items"],
    ["../items", "/items"],
    ["?x=1", "/?x=1"],
    ["/items#peanut", "/items"],
    ["/items?x=1#/../..", "/items?x=1"],
    ["evil.example:443", "/evil.example:443"],
  ])("of %s, which is none, is %s", (target, path) => {
    expect(pathOf(target)).toBe(path);
  });

  test("is what a browser would ask for, and the same when it is looked at again", () => {
    const pieces = ["/", "/", "/", ".", "..", "%2e", "%2E.", "a", "b%2f", "%20", "...", ".a"];
    const targets = fc.array(fc.constantFrom(...pieces), { maxLength: 12 });
    fc.assert(
      fc.property(targets, (parts) => {
        const target = `/${parts.join("")}`;
        const path = pathOf(target);
        expect(path).toBe(new URL(`http://a.example${target}`).pathname);
        expect(pathOf(path)).toBe(path);
      }),
      { numRuns: 5000 },
    );
  });
});
