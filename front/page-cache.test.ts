import { describe, expect, test } from "vitest";
import { DATABASE_AWAY, DATABASE_UPDATING } from "@/base/fault-code";
import { ask, behindPageCache } from "./testing-page-cache";

const behind = behindPageCache();

describe("the page cache", () => {
  test("renders once for each version, and a save shows on the next request", async () => {
    await ask("ours.localhost");
    await ask("ours.localhost");
    expect(behind.rendered).toHaveLength(1);
    behind.versions.ours = "tenant-1 2";
    await ask("ours.localhost");
    expect(behind.rendered).toHaveLength(2);
  });

  test("a search is kept once somebody asks for it again, so that searches push nobody's pages out", async () => {
    await ask("theirs.localhost");
    // Many times what may be kept.
    for (let word = 0; word < 200; word++) await ask("ours.localhost", `/?q=${word}`);
    await ask("theirs.localhost");
    expect(behind.rendered.filter((page) => page.startsWith("theirs.localhost"))).toHaveLength(1);
    for (const _ of [1, 2, 3]) await ask("ours.localhost", "/?q=bear");
    expect(behind.rendered.filter((page) => page.endsWith("/?q=bear"))).toHaveLength(2);
  });

  test("what somebody appends to an address pushes nobody's pages out", async () => {
    await ask("theirs.localhost");
    for (let word = 0; word < 200; word++)
      for (const path of ["/items/peanut", "/sets/nine"])
        await ask("ours.localhost", `${path}?x=${word}`);
    await ask("theirs.localhost");
    expect(behind.rendered.filter((page) => page.startsWith("theirs.localhost"))).toHaveLength(1);
  });

  test("everyone who comes from a link that a network has marked gets one page", async () => {
    for (const reader of [1, 2, 3])
      for (const path of ["/", "/items/peanut"])
        await ask("ours.localhost", `${path}?fbclid=${reader}&utm_source=mail`);
    expect(behind.rendered).toHaveLength(2);
  });

  test.each(["/which-tag", "/rarity"])(
    "%s is a document of each site in its version, and of the apex for as long as the program runs",
    async (path) => {
      for (const host of ["ours.localhost", "theirs.localhost", "localhost"])
        for (const _ of [1, 2])
          expect(await ask(host, path)).toMatchObject({
            text: expect.stringContaining(`<p>${host} `),
            policy: expect.not.stringContaining("nonce"),
          });
      expect(behind.rendered).toHaveLength(3);
      behind.versions.ours = "tenant-1 2";
      for (const host of ["ours.localhost", "localhost"]) await ask(host, path);
      expect(behind.rendered).toHaveLength(4);
    },
  );

  test("answers in an address are kept when somebody comes back to them, of the apex too", async () => {
    for (const host of ["ours.localhost", "localhost"]) {
      for (const _ of [1, 2, 3]) await ask(host, "/which-tag?tag=swing");
      expect(behind.rendered.filter((page) => page.startsWith(host))).toHaveLength(2);
    }
  });

  test("no other page of the apex is taken for one about tags", async () => {
    for (const path of ["/", "/status", "/which-tags", "/which-tag/x", "/rarity.txt"])
      for (const _ of [1, 2])
        expect((await ask("localhost", path)).policy, path).toContain("nonce");
  });

  test("our page is never theirs", async () => {
    await ask("ours.localhost");
    const { text } = await ask("theirs.localhost");
    expect(text).toContain("theirs.localhost");
    expect(text).not.toContain("ours.localhost");
    expect((await ask("ours.localhost")).text).toContain("ours.localhost");
  });

  test("a page says the host that it was asked at, so each way to write a site's host has a page of its own", async () => {
    await ask("ours.localhost");
    expect((await ask("ours.localhost:8080")).text).toContain("ours.localhost:8080");
    expect((await ask("ours.localhost")).text).not.toContain("8080");
    expect(behind.rendered).toHaveLength(2);
  });

  test("a name that passes to another tenant does not bring its pages along", async () => {
    await ask("ours.localhost");
    behind.versions.ours = "tenant-3 1";
    await ask("ours.localhost");
    expect(behind.rendered).toHaveLength(2);
  });

  test("all visitors get the same bytes and the same policy, without a nonce", async () => {
    const answers: string[] = [];
    for (let visit = 0; visit < 4; visit++) {
      const { policy, text } = await ask("ours.localhost", "/", { "accept-encoding": "gzip" });
      answers.push(`${policy} ${text}`);
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).not.toContain("nonce");
    expect(behind.rendered).toHaveLength(1);
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
    behind.versions.ours = "tenant-1 2";
    behind.answer.words = "new";
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
    expect(behind.rendered).toHaveLength(2);
  });

  test.each([
    ["an error", { status: 500, headers: {} }],
    ["a 404", { status: 404, headers: {} }],
    ["a page that sets a cookie", { status: 200, headers: { "set-cookie": "x=1" } }],
    ["what is no page", { status: 200, headers: { "content-type": "text/plain" } }],
  ])("keeps no %s", async (_, next) => {
    behind.answer = next;
    await ask("ours.localhost");
    await ask("ours.localhost");
    expect(behind.rendered).toHaveLength(2);
  });

  test("asks the app where the version is unknown", async () => {
    behind.versions.ours = null;
    await ask("ours.localhost");
    await ask("ours.localhost");
    expect(behind.rendered).toHaveLength(2);
  });

  test("says so at once where the site's database is away, and serves again when it is back", async () => {
    await ask("ours.localhost");
    behind.versions.ours = Object.assign(new Error("away"), { code: DATABASE_AWAY });
    expect(await ask("ours.localhost")).toMatchObject({ status: 503, text: "away" });
    behind.versions.ours = Object.assign(new Error("old"), { code: DATABASE_UPDATING });
    expect(await ask("ours.localhost")).toMatchObject({ status: 503, text: "updating" });
    expect(await ask("theirs.localhost")).toMatchObject({ status: 200 });
    behind.versions.ours = "tenant-1 1";
    expect(await ask("ours.localhost")).toMatchObject({ status: 200 });
    expect(behind.rendered).toHaveLength(2);
  });

  test("leaves any other fault to the app", async () => {
    behind.versions.ours = new Error("a bug");
    expect(await ask("ours.localhost")).toMatchObject({ status: 200 });
  });

  test("a page that would take a large part of the room pushes out nobody's", async () => {
    await ask("theirs.localhost");
    behind.answer.words = "x".repeat(20_000);
    for (const _ of [1, 2]) await ask("ours.localhost");
    await ask("theirs.localhost");
    expect(behind.rendered).toEqual(["theirs.localhost/", "ours.localhost/", "ours.localhost/"]);
  });

  test("an address of eighty letters of any script is kept", async () => {
    const path = `/items/${encodeURIComponent("𠮷".repeat(80))}`;
    for (const _ of [1, 2]) await ask("ours.localhost", path);
    expect(behind.rendered).toHaveLength(1);
  });

  test("stays within its capacity, the least used pages leaving first", async () => {
    for (let page = 0; page < 60; page++) {
      await ask("ours.localhost", "/");
      await ask("ours.localhost", `/items/${page}`);
    }
    const before = behind.rendered.length;
    await ask("ours.localhost", "/");
    expect(behind.rendered).toHaveLength(before);
    await ask("ours.localhost", "/items/0");
    expect(behind.rendered).toHaveLength(before + 1);
  });
});
