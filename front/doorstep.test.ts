import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Arriving, Doorstep } from "@/base/bridge";
import { doorstep } from "./doorstep";
import { frontBefore } from "./testing";

let server: Server;
let answers: Record<string, Doorstep>;
let asked: Arriving[];

beforeEach(async () => {
  asked = [];
  answers = {
    old: { kind: "moved", to: "http://new.localhost:3000/items/peanut?page=2" },
    mine: { kind: "crossing", to: "http://new.localhost:3000/welcome?token=t&to=%2F" },
    shut: { kind: "closed" },
    gone: { kind: "gone" },
  };
  const asking = doorstep({
    sessionCookie: "session",
    async ask(site, arriving) {
      asked.push(arriving);
      if (site === "broken") throw new Error("The platform is away.");
      return answers[site] ?? null;
    },
  });
  server = createServer(frontBefore({}, asking, (_, res) => void res.end("the app")));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.close();
});

function ask(site: string, path = "/", method = "GET", headers: Record<string, string> = {}) {
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const host = `${site}.localhost`;
      const options = { host: "127.0.0.1", port: address.port, path, method };
      const sent = request({ ...options, headers: { ...headers, host } }, async (res) => {
        const chunks: Buffer[] = [];
        for await (const chunk of res) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        resolve({ status: res.statusCode ?? 0, headers: res.headers, text });
      });
      sent.on("error", reject);
      sent.end(method === "POST" ? "x=1" : undefined);
    },
  );
}

const PAGE = { accept: "text/html", cookie: "session=secret" };

describe("the doorstep", () => {
  test.each(["GET", "HEAD"])(
    "%s of a former address is led on for good, and never kept",
    async (method) => {
      const { status, headers } = await ask("old", "/items/peanut?page=2", method);
      expect(status).toBe(308);
      expect(headers.location).toBe("http://new.localhost:3000/items/peanut?page=2");
      expect(headers["cache-control"]).toBe("no-store");
      expect(asked[0]?.path).toBe("/items/peanut?page=2");
    },
  );

  test("the router of an open page is told no, because it may not follow to another host", async () => {
    const answer = await ask("old", "/items/peanut?_rsc=1", "GET", { rsc: "1" });
    expect(answer.status).toBe(409);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.text).toContain("http://new.localhost:3000");
  });

  test("a browser that is handed over is led on for now", async () => {
    expect((await ask("mine", "/", "GET", PAGE)).status).toBe(307);
  });

  test.each([
    ["a form's page", { accept: "text/html" }, "text/html; charset=utf-8"],
    [
      "an action of an old page",
      { "next-action": "abc", accept: "text/x-component" },
      "text/plain",
    ],
    ["an upload of an old page", {}, "application/json"],
  ])("a POST by %s gets a sentence with the new address", async (_, headers, type) => {
    const answer = await ask("old", "/studio", "POST", headers);
    expect(answer.status).toBe(409);
    expect(answer.headers["content-type"]).toBe(type);
    expect(answer.text).toContain("This site has moved");
    expect(answer.text).toContain("It is at http://new.localhost:3000 now.");
    expect(answer.headers.location).toBeUndefined();
  });

  test.each([
    ["shut", 503, "3600", "closed for now"],
    ["gone", 410, undefined, "This site is gone"],
  ])("the site %s answers %i in words", async (site, status, retryAfter, words) => {
    const answer = await ask(site, "/items/peanut", "GET", PAGE);
    expect(answer.status).toBe(status);
    expect(answer.headers["retry-after"]).toBe(retryAfter);
    expect(answer.text).toContain(words);
  });

  test("what is here goes to the app, and so do the build's files on every host", async () => {
    expect((await ask("here")).text).toBe("the app");
    expect((await ask("old", "/_next/static/chunk.js")).text).toBe("the app");
    expect((await ask("shut", "/_static/fonts/a.woff2")).text).toBe("the app");
  });

  test("when nobody can say where a site is, the app answers", async () => {
    expect((await ask("broken")).text).toBe("the app");
  });

  test.each<[string, string, Record<string, string>, string | null]>([
    ["opens a page", "GET", PAGE, "secret"],
    ["opens a page by a click", "GET", { ...PAGE, "sec-fetch-mode": "navigate" }, "secret"],
    ["fetches", "GET", { ...PAGE, "sec-fetch-mode": "cors" }, null],
    ["looks ahead of a click", "GET", { ...PAGE, "sec-purpose": "prefetch" }, null],
    ["asks for a picture", "GET", { ...PAGE, accept: "image/*" }, null],
    ["sends a form", "POST", PAGE, null],
    ["has a cookie of a similar name", "GET", { ...PAGE, cookie: "xsession=a; session2=b" }, null],
  ])("a browser that %s shows its session accordingly", async (_, method, headers, session) => {
    await ask("here", "/", method, headers);
    expect(asked[0]?.session).toBe(session);
  });

  test("other ways to Next's pages pass it as the pages do", async () => {
    const closed = { status: 503 };
    expect(await ask("shut", "/_next/data/build/items/peanut.json")).toMatchObject(closed);
    expect(await ask("shut", "/items/peanut.rsc")).toMatchObject(closed);
    expect(await ask("shut", "/", "GET", { rsc: "1" })).toMatchObject(closed);
  });

  test("no path reads as another host", async () => {
    await ask("old", "//evil.example/x?y=1");
    expect(asked[0]?.path).toBe("/evil.example/x?y=1");
  });
});
