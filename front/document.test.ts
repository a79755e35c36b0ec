import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { documentOf, withoutRuntime } from "./document";

/** What the middleware sends with a page. */
const POLICY =
  "default-src 'none'; script-src 'self' 'nonce-abc' 'strict-dynamic'; style-src 'self' 'nonce-abc'; style-src-attr 'unsafe-inline'; connect-src 'self'";

const SENT = { type: "text/html", policy: POLICY };

/** A page as Next and React print one. */
const PAGE = (body: string) =>
  `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><link rel="preload" as="script" fetchPriority="low" nonce="abc" href="/_next/static/a.js"/><link rel="preload" as="font" crossorigin="" href="/f.woff2"/><style nonce="abc">p{content:"<"}</style><script src="/_next/static/a.js" nonce="abc" async=""></script></head><body><div hidden=""><!--$--><!--/$--></div>${body}<script nonce="abc">requestAnimationFrame(function(){$RT=performance.now()});</script><script nonce="abc" id="_R_">(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({})</script><script nonce="abc">(self.__next_f=self.__next_f||[]).push([0])</script><script nonce="abc">self.__next_f.push([1,"\\u003c/p>"])</script></body></html>`;

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("a public page as a document", () => {
  test("keeps its words and styles and loses every script of the app", () => {
    const { html } = withoutRuntime(PAGE("<p>Peanut</p>"));
    expect(html).toBe(
      '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><link rel="preload" as="font" crossorigin="" href="/f.woff2"/><style>p{content:"<"}</style></head><body><div hidden=""><!--$--><!--/$--></div><p>Peanut</p></body></html>',
    );
  });

  test("with a search gets the one script that searches, without types", () => {
    const { html, scripts } = withoutRuntime(PAGE('<form id="shelf-search"></form>'));
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain(`<script type="module">${scripts[0]}</script></body>`);
    expect(html).not.toMatch(/: HTMLFormElement|AbortController \| undefined/);
  });

  test("holds nothing of whoever asked for it first", async () => {
    const one = documentOf(PAGE("<p>a</p>"), SENT, "many");
    const other = documentOf(
      PAGE("<p>a</p>").replaceAll("abc", "xyz"),
      { ...SENT, policy: POLICY.replaceAll("abc", "xyz") },
      "many",
    );
    expect([other.headers, other.digest]).toEqual([one.headers, one.digest]);
    expect(await other.body("identity")).toEqual(await one.body("identity"));
    expect(`${JSON.stringify(one.headers)}${await one.body("identity")}`).not.toContain("nonce");
  });

  test("lets its own styles and scripts run by their hashes, and nothing else", async () => {
    const policyOf = (body: string) =>
      documentOf(PAGE(body), SENT, "many").headers["content-security-policy"];
    const [, script = ""] =
      /<script type="module">([\s\S]*?)<\/script>/.exec(
        withoutRuntime(PAGE('<i id="shelf-search"></i>')).html,
      ) ?? [];
    expect(policyOf('<i id="shelf-search"></i>')).toBe(
      `default-src 'none'; script-src ${hashOf(script)}; style-src 'self' ${hashOf('p{content:"<"}')}; style-src-attr 'unsafe-inline'; connect-src 'self'`,
    );
    expect(policyOf("<p>a</p>")).toContain("script-src 'none';");
  });

  test("is another to browsers as soon as its words or its policy change", () => {
    const digests = [
      documentOf(PAGE("<p>a</p>"), SENT, "many"),
      documentOf(PAGE("<p>b</p>"), SENT, "many"),
      documentOf(PAGE("<p>a</p>"), { ...SENT, policy: `${POLICY}; base-uri 'none'` }, "many"),
    ].map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(3);
  });

  test.each(["many", "once"] as const)(
    "for %s is compressed once for each encoding",
    async (use) => {
      const document = documentOf(PAGE("<p>a</p>".repeat(500)), SENT, use);
      const [plain, br, zipped] = await Promise.all(
        (["identity", "br", "gzip"] as const).map((encoding) => document.body(encoding)),
      );
      if (!plain || !br || !zipped) throw new Error("There is no body.");
      expect(brotliDecompressSync(br)).toEqual(plain);
      expect(gunzipSync(zipped)).toEqual(plain);
      expect(await document.body("br")).toBe(br);
    },
  );

  test("holds what was printed apart from it, in its place", () => {
    const { html, scripts } = withoutRuntime(
      PAGE('<main><div class="shelf" data-printed=""></div></main>'),
      '<form id="shelf-search"></form><p>$1 $& bears</p>',
    );
    expect(html).toContain(
      '<main><div class="shelf"><form id="shelf-search"></form><p>$1 $& bears</p></div></main>',
    );
    expect(scripts).toHaveLength(1);
  });

  test("words that look like a script, escaped as React prints them, stay", () => {
    const { html } = withoutRuntime(
      PAGE('<p title="&lt;script&gt;">&lt;script&gt;alert(1)&lt;/script&gt;</p>'),
    );
    expect(html).toContain('<p title="&lt;script&gt;">&lt;script&gt;alert(1)&lt;/script&gt;</p>');
  });
});

describe("what would be dead in a document is refused", () => {
  test.each([
    ["a part that a script fills in", '<template id="B:0"></template>'],
    ["the script that fills it in", '<script nonce="abc">$RC("B:0","S:0")</script>'],
    ["a script of ours", '<script nonce="abc">document.title="x"</script>'],
    ["a script from elsewhere", '<script src="https://elsewhere.example/a.js"></script>'],
    ["a handler", '<button onClick="go()">a</button>'],
    ["a handler among others", '<i></i><button class="a" disabled onclick="go()">a</button>'],
    ["an empty place for what was printed", '<div data-printed=""></div>'],
  ])("%s", (_, body) => {
    expect(() => withoutRuntime(PAGE(body))).toThrow(/public page/);
  });

  test.each([
    ["without a place for it", "<p>a</p>", "<p>b</p>"],
    ["with two", '<i data-printed=""></i><i data-printed=""></i>', "<p>b</p>"],
    ["with a script in it", '<i data-printed=""></i>', "<script>document.title=1</script>"],
    ["with a handler in it", '<i data-printed=""></i>', '<p onclick="go()">b</p>'],
  ])("what was printed apart, %s", (_, body, printed) => {
    expect(() => withoutRuntime(PAGE(body), printed)).toThrow(/public page/i);
  });
});

describe("HTML that React does not print is refused, so that it is read in one way only", () => {
  test.each([
    ["an attribute without quotes", "<p title=a>b</p>"],
    ["an attribute in single quotes", "<p title='a'>b</p>"],
    ["a stray sign", "<p>1 < 2</p>"],
    ["a tag that is not closed", "<p "],
    ["a comment with a tag in it", "<!-- <script>alert(1)</script> -->"],
    ["a script whose end is another", "<script>self.__next_f</SCRIPT >"],
    ["a script in a comment in a script", "<script>self.__next_f<!--<script></script>--></script>"],
    ["an attribute without quotes behind others", '<p class="a" title=a>b</p>'],
    ["a frame with markup of its own", "<iframe><p></p></iframe>"],
  ])("%s", (_, body) => {
    expect(() => withoutRuntime(PAGE(body))).toThrow(/can't be read/);
  });
});
