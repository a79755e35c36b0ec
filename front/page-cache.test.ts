import { once } from "node:events";
import { createServer, get, type Server } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DATABASE_AWAY, DATABASE_UPDATING } from "@/base/fault-code";
import { pageCache } from "./page-cache";
import type { Step } from "./steps";
import { frontBefore } from "./testing";

let server: Server;
let rendered: string[];
let versions: Record<string, string | Error | null>;
let answer: { status: number; headers: Record<string, string>; words?: string };

beforeEach(async () => {
  rendered = [];
  versions = { ours: "tenant-1 1", theirs: "tenant-2 1" };
  answer = { status: 200, headers: {} };
  const cached = pageCache({
    sessionCookie: "session",
    freshness: async (site) => {
      const version = versions[site] ?? null;
      if (version instanceof Error) throw version;
      return version;
    },
    holder: async (site) => {
      const version = versions[site] ?? null;
      if (version instanceof Error) throw version;
      return version?.split(" ")[0] ?? null;
    },
    away(res, _, updating) {
      res.writeHead(503, { "content-type": "text/plain" });
      res.end(updating ? "updating" : "away");
    },
    capacity: 40_000,
  });
  const app: Step = async (req, res) => {
    const nonce = `nonce${rendered.length}`;
    rendered.push(`${req.headers.host}${req.url}`);
    res.setHeader(
      "content-security-policy",
      `script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`,
    );
    res.setHeader("content-type", "text/html; charset=utf-8");
    for (const [name, value] of Object.entries(answer.headers)) res.setHeader(name, value);
    res.statusCode = answer.status;
    res.write(`<html><style nonce="${nonce}"></style>`);
    const gone = once(res, "finish");
    res.end(`<p>${req.headers.host} ä ${answer.words ?? ""}</p></html>`);
    // As Next does.
    await gone;
  };
  server = createServer(frontBefore({}, cached, app));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.close();
});

interface Answer {
  readonly status: number;
  readonly policy: string;
  readonly etag: string;
  readonly encoding: string;
  readonly vary: string;
  readonly cache: string;
  readonly text: string;
}

function ask(host: string, path = "/", headers: Record<string, string> = {}): Promise<Answer> {
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  return new Promise((resolve, reject) => {
    get(
      { host: "127.0.0.1", port: address.port, path, headers: { ...headers, host } },
      async (res) => {
        const chunks: Buffer[] = [];
        for await (const chunk of res) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        const encoding = String(res.headers["content-encoding"] ?? "");
        const unpack = new Map([
          ["gzip", gunzipSync],
          ["br", brotliDecompressSync],
        ]).get(encoding);
        const plain = unpack ? unpack(body) : body;
        resolve({
          status: res.statusCode ?? 0,
          policy: String(res.headers["content-security-policy"]),
          etag: String(res.headers.etag),
          vary: String(res.headers.vary),
          cache: String(res.headers["cache-control"]),
          encoding,
          text: plain.toString("utf8"),
        });
      },
    ).on("error", reject);
  });
}

describe("the page cache", () => {
  test("renders once for each version, and a save shows on the next request", async () => {
    await ask("ours.localhost");
    await ask("ours.localhost");
    expect(rendered).toHaveLength(1);
    versions.ours = "tenant-1 2";
    await ask("ours.localhost");
    expect(rendered).toHaveLength(2);
  });

  test("our page is never theirs", async () => {
    await ask("ours.localhost");
    const { text } = await ask("theirs.localhost");
    expect(text).toContain("theirs.localhost");
    expect(text).not.toContain("ours.localhost");
    expect((await ask("ours.localhost")).text).toContain("ours.localhost");
  });

  test("a page that names its host is kept for this host alone", async () => {
    await ask("ours.localhost:8080");
    expect((await ask("ours.localhost")).text).not.toContain(":8080");
    expect((await ask("ours.localhost:8080")).text).toContain("ours.localhost:8080");
    expect(rendered).toEqual(["ours.localhost:8080/", "ours.localhost/"]);
  });

  test("a name that passes to another tenant does not bring its pages along", async () => {
    await ask("ours.localhost");
    versions.ours = "tenant-3 1";
    await ask("ours.localhost");
    expect(rendered).toHaveLength(2);
  });

  test("all visitors get the same bytes and the same policy, without a nonce", async () => {
    const answers: string[] = [];
    for (let visit = 0; visit < 4; visit++) {
      const { policy, text } = await ask("ours.localhost", "/", { "accept-encoding": "gzip" });
      answers.push(`${policy} ${text}`);
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).not.toContain("nonce");
    expect(rendered).toHaveLength(1);
  });

  test.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["br;q=0.000", ""],
    ["zstd", ""],
    ["*", ""],
  ])(
    "a browser that accepts %j gets the page as %j, with a tag of its own",
    async (asked, encoding) => {
      const plain = await ask("ours.localhost");
      const answer = await ask("ours.localhost", "/", { "accept-encoding": asked });
      expect(answer).toMatchObject({ encoding, text: plain.text, vary: "accept-encoding, cookie" });
      expect(answer.etag).toMatch(/^"[\w-]+"$/);
      expect(answer.etag === plain.etag).toBe(encoding === "");
    },
  );

  test("a browser that has the page is told so, with the page's own policy, until a save", async () => {
    const headers = { "accept-encoding": "br" };
    const { etag, policy } = await ask("ours.localhost", "/", headers);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`])
      expect(await ask("ours.localhost", "/", { ...headers, "if-none-match": tag })).toMatchObject({
        status: 304,
        etag,
        policy,
        text: "",
      });
    const known = { ...headers, "if-none-match": etag };
    expect(await ask("theirs.localhost", "/", known)).toMatchObject({ status: 200 });
    versions.ours = "tenant-1 2";
    answer.words = "new";
    expect(await ask("ours.localhost", "/", known)).toMatchObject({ status: 200 });
  });

  test.each([
    ["a session's page", "/", { cookie: "a=b; session=abc" }],
    ["the router's own request", "/", { rsc: "1" }],
    ["a prefetch", "/", { "next-router-prefetch": "1" }],
    ["the studio", "/studio", {}],
    ["an address of the API", "/api/auth/session", {}],
  ])("never keeps or serves %s", async (_, path, headers) => {
    await ask("ours.localhost", path, headers);
    await ask("ours.localhost", path, headers);
    expect(rendered).toHaveLength(2);
  });

  test.each([
    ["an error", { status: 500, headers: {} }],
    ["a 404", { status: 404, headers: {} }],
    ["a page that sets a cookie", { status: 200, headers: { "set-cookie": "x=1" } }],
    ["what is no page", { status: 200, headers: { "content-type": "text/plain" } }],
  ])("keeps no %s", async (_, next) => {
    answer = next;
    await ask("ours.localhost");
    await ask("ours.localhost");
    expect(rendered).toHaveLength(2);
  });

  describe("of drawings and files", () => {
    const LASTING = "public, max-age=31536000, immutable";
    const drawn = (cache: string) => ({
      status: 200,
      headers: { "content-type": "image/svg+xml", "cache-control": cache },
    });
    const session = { cookie: "session=abc" };

    test("keeps one that is addressed by its content until the site is another's, whoever asks", async () => {
      answer = drawn(LASTING);
      const { etag } = await ask("ours.localhost", "/plush/peanut?v=abc");
      versions.ours = "tenant-1 2";
      const again = await ask("ours.localhost", "/plush/peanut?v=abc", session);
      expect(again).toMatchObject({ status: 200, etag, cache: LASTING, vary: "accept-encoding" });
      expect(again.policy).toMatch(/^default-src 'none'/);
      const known = { "if-none-match": etag };
      expect(await ask("ours.localhost", "/plush/peanut?v=abc", known)).toMatchObject({
        status: 304,
      });
      expect(rendered).toHaveLength(1);
      await ask("ours.localhost", "/plush/peanut?v=other");
      await ask("theirs.localhost", "/plush/peanut?v=abc");
      versions.ours = "tenant-3 1";
      await ask("ours.localhost", "/plush/peanut?v=abc");
      expect(rendered).toHaveLength(4);
    });

    test("keeps none at an address that is out of date, because it will show another", async () => {
      answer = drawn("public, max-age=300");
      await ask("ours.localhost", "/plush/peanut?v=old");
      await ask("ours.localhost", "/plush/peanut?v=old");
      expect(rendered).toHaveLength(2);
    });

    test.each(["/feed.xml", "/sitemap.xml", "/icon.svg", "/plush/peanut", "/plush/peanut?card"])(
      "keeps %s for everybody until a save",
      async (path) => {
        answer = drawn("public, max-age=60");
        const { etag } = await ask("ours.localhost", path);
        expect(await ask("ours.localhost", path, session)).toMatchObject({ etag });
        expect(rendered).toHaveLength(1);
        versions.ours = "tenant-1 2";
        await ask("ours.localhost", path);
        await ask("theirs.localhost", path);
        expect(rendered).toHaveLength(3);
      },
    );

    test.each([
      ["what only some may see", "private, no-store", "/plush/hidden"],
      ["the same, at a lasting address", "private, no-store", "/plush/hidden?v=abc"],
    ])("keeps nothing of %s", async (_, cache, path) => {
      answer = drawn(cache);
      await ask("ours.localhost", path, session);
      expect(await ask("ours.localhost", path)).toMatchObject({ cache, etag: "undefined" });
      expect(rendered).toHaveLength(2);
    });
  });

  test("asks the app where the version is unknown", async () => {
    versions.ours = null;
    await ask("ours.localhost");
    await ask("ours.localhost");
    expect(rendered).toHaveLength(2);
  });

  test("says so at once where the site's database is away, and serves again when it is back", async () => {
    await ask("ours.localhost");
    versions.ours = Object.assign(new Error("away"), { code: DATABASE_AWAY });
    expect(await ask("ours.localhost")).toMatchObject({ status: 503, text: "away" });
    versions.ours = Object.assign(new Error("old"), { code: DATABASE_UPDATING });
    expect(await ask("ours.localhost")).toMatchObject({ status: 503, text: "updating" });
    expect(await ask("theirs.localhost")).toMatchObject({ status: 200 });
    versions.ours = "tenant-1 1";
    expect(await ask("ours.localhost")).toMatchObject({ status: 200 });
    expect(rendered).toHaveLength(2);
  });

  test("leaves any other fault to the app", async () => {
    versions.ours = new Error("a bug");
    expect(await ask("ours.localhost")).toMatchObject({ status: 200 });
  });

  test("stays within its capacity, the least used pages leaving first", async () => {
    for (let page = 0; page < 60; page++) {
      await ask("ours.localhost", "/");
      await ask("ours.localhost", `/items/${page}`);
    }
    const before = rendered.length;
    await ask("ours.localhost", "/");
    expect(rendered).toHaveLength(before);
    await ask("ours.localhost", "/items/0");
    expect(rendered).toHaveLength(before + 1);
  });
});
