import { expect, test } from "vitest";
import { withoutRuntime } from "./document";

const PAGE = (body: string) =>
  `<!DOCTYPE html><html><head><link rel="preload" as="script" href="/_next/a.js"><link rel="preload" as="font" href="/f.woff2"><style nonce="n">p{}</style><script src="/_next/a.js" nonce="n" async=""></script></head><body>${body}<script nonce="n">self.__next_f.push([1,"</p>"])</script></body></html>`;

test("a public page keeps its words and styles and loses every script of the app", () => {
  const html = withoutRuntime(PAGE("<p>Peanut</p>"), "n");
  expect(html).toContain("<p>Peanut</p>");
  expect(html).toContain('<style nonce="n">');
  expect(html).toContain('as="font"');
  expect(html).not.toContain("<script");
  expect(html).not.toContain("_next");
});

test("a page with a search gets the one script that searches, with the page's nonce and without types", () => {
  const html = withoutRuntime(PAGE('<form id="shelf-search"></form>'), "n");
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('<script type="module" nonce="n">');
  expect(html).not.toMatch(/: HTMLFormElement|AbortController \| undefined/);
});

test("a page that waits for a script to fill a part in is left as it is", () => {
  const waiting = PAGE('<template id="B:0"></template>');
  expect(withoutRuntime(waiting, "n")).toBe(waiting);
});

test("words that look like a script, escaped as React prints them, stay", () => {
  const html = withoutRuntime(PAGE("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"), "n");
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});
