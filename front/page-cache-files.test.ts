import { describe, expect, test } from "vitest";
import { ask, behindPageCache } from "./testing-page-cache";

const behind = behindPageCache();

describe("the cache of drawings and files", () => {
  const LASTING = "public, max-age=31536000, immutable";
  const drawn = (cache: string) => ({
    status: 200,
    headers: { "content-type": "image/svg+xml", "cache-control": cache },
  });
  const session = { cookie: "session=abc" };

  test("keeps one that is addressed by its content until the site is another's, whoever asks", async () => {
    behind.answer = drawn(LASTING);
    const { etag } = await ask("ours.localhost", "/plush/peanut?v=abc");
    behind.versions.ours = "tenant-1 2";
    const again = await ask("ours.localhost", "/plush/peanut?v=abc", session);
    expect(again).toMatchObject({ status: 200, etag, cache: LASTING, vary: "accept-encoding" });
    expect(again.policy).toMatch(/^default-src 'none'/);
    const known = { "if-none-match": etag };
    expect(await ask("ours.localhost", "/plush/peanut?v=abc", known)).toMatchObject({
      status: 304,
    });
    expect(behind.rendered).toHaveLength(1);
    await ask("ours.localhost", "/plush/peanut?v=other");
    await ask("theirs.localhost", "/plush/peanut?v=abc");
    behind.versions.ours = "tenant-3 1";
    await ask("ours.localhost", "/plush/peanut?v=abc");
    expect(behind.rendered).toHaveLength(4);
  });

  test("keeps none at an address that is out of date, because it will show another", async () => {
    behind.answer = drawn("public, max-age=300");
    await ask("ours.localhost", "/plush/peanut?v=old");
    await ask("ours.localhost", "/plush/peanut?v=old");
    expect(behind.rendered).toHaveLength(2);
  });

  test.each([
    "/feed.xml",
    "/wanted/feed.xml",
    "/for-trade/feed.xml",
    "/sitemap.xml",
    "/icon.svg",
    "/favicon.ico",
    "/apple-touch-icon.png",
    "/plush/peanut",
    "/card",
    "/card/items/peanut",
  ])("keeps %s for everybody until a save", async (path) => {
    behind.answer = drawn("public, max-age=60");
    const { etag } = await ask("ours.localhost", path);
    expect(await ask("ours.localhost", path, session)).toMatchObject({ etag });
    expect(behind.rendered).toHaveLength(1);
    behind.versions.ours = "tenant-1 2";
    await ask("ours.localhost", path);
    await ask("theirs.localhost", path);
    expect(behind.rendered).toHaveLength(3);
  });

  test.each([
    ["what only some may see", "private, no-store", "/plush/hidden"],
    ["the same, at a lasting address", "private, no-store", "/plush/hidden?v=abc"],
  ])("keeps nothing of %s", async (_, cache, path) => {
    behind.answer = drawn(cache);
    await ask("ours.localhost", path, session);
    expect(await ask("ours.localhost", path)).toMatchObject({ cache, etag: "undefined" });
    expect(behind.rendered).toHaveLength(2);
  });
});
