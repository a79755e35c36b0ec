import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { NOWHERE, plainErrors, plainPages, type Reason } from "./plain";
import type { Step } from "./steps";
import { exchange, request } from "./testing";

/** What a client gets of an app's answer that stands behind the plain pages. */
async function answer(app: (res: ServerResponse) => void, reason: Reason | null = null) {
  const server = createServer((_, res) => {
    res.setHeader("x-request-id", "id-1");
    plainErrors(res, "id-1", () => reason);
    app(res);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const got = await fetch(`http://127.0.0.1:${address.port}/`);
  const text = await got.text();
  server.close();
  return { status: got.status, headers: Object.fromEntries(got.headers), text };
}

function appPage(status: number, words: string) {
  return (res: ServerResponse) => {
    res.statusCode = status;
    res.setHeader("content-type", "text/html; charset=utf-8");
    res.setHeader("link", "</artmatt.css>; rel=preload");
    res.setHeader("set-cookie", "tenant=artmatt");
    res.write(`<html>${words}`);
    res.end("</html>");
  };
}

describe("plain pages", () => {
  test("two reasons for a 404 cannot be told apart by body or headers", async () => {
    const one = await answer(appPage(404, "artmatt has no such item"));
    const other = await answer((res) => {
      res.setHeader("content-type", "text/html");
      res.writeHead(404, { "x-tenant": "begin" });
      res.end("another 404");
    });
    expect(one).toEqual({ ...other, headers: { ...other.headers, date: one.headers.date } });
    expect(one.text).toBe(NOWHERE);
  });

  test("a fault shows the request's id and nothing of the inside", async () => {
    const { status, text, headers } = await answer(
      appPage(500, "Error: relation items at /srv/app"),
    );
    expect(status).toBe(500);
    expect(text).toContain("id-1");
    expect(text).not.toMatch(/relation|srv/);
    expect(headers).not.toHaveProperty("set-cookie");
  });

  test.each([
    ["artmatt", false, "artmatt is away for a moment"],
    ["artmatt", true, "artmatt is being updated"],
    [null, false, "Swingtag is away for a moment"],
  ])(
    "a database that is away (%s, updating: %s) is 503 in the site's name, with the time to come back",
    async (site, updating, words) => {
      const { status, headers, text } = await answer(appPage(500, "boom"), { site, updating });
      expect(status).toBe(503);
      expect(headers["retry-after"]).toBe("5");
      expect(text).toContain(`<h1>${words}</h1>`);
      expect(text).not.toContain("boom");
    },
  );

  test("a handler's fault is the same 503 while a database is away", async () => {
    const empty = (res: ServerResponse) => {
      res.statusCode = 500;
      res.end();
    };
    const { status, headers } = await answer(empty, { site: "artmatt", updating: false });
    expect([status, headers["retry-after"]]).toEqual([503, "5"]);
    expect(await answer(empty)).toMatchObject({
      status: 500,
      text: expect.stringContaining("id-1"),
    });
  });

  test("a router's question gets the app's own answer, and a broken form that claims to be one does not", async () => {
    const failing: Step = (_, res) =>
      void res.writeHead(500, { "content-type": "text/plain" }).end("Internal Server Error");
    const asked = async (method: string) =>
      exchange(
        request("Host: localhost", "RSC: 1").replace("GET", method),
        (req, res, arrival, next) =>
          plainPages(() => "unreadable")(req, res, arrival, () => failing(req, res, arrival, next)),
      );
    expect(await asked("GET")).toMatch(/^HTTP\/1.1 500 /);
    expect(await asked("POST")).toMatch(/^HTTP\/1.1 400 /);
  });

  test("a broken form is no fault of ours", async () => {
    const { status, text } = await answer(
      (res) => res.writeHead(500, { "content-type": "text/plain" }).end("Internal Server Error"),
      "unreadable",
    );
    expect(status).toBe(400);
    expect(text).toContain("This can't be read");
  });

  test.each([404, 500])(
    "who asks too often is told so, with the time to come back, whatever the app says (%i)",
    async (status) => {
      const told = await answer(appPage(status, "boom"), { wait: 480 });
      expect(told.status).toBe(429);
      expect(told.headers["retry-after"]).toBe("480");
      expect(told.headers["cache-control"]).toBe("no-store");
      expect(told.text).toContain("Open this again in 8 minutes.");
      expect(told.text).not.toContain("boom");
      // What is answered is answered.
      expect((await answer(appPage(200, "fine"), { wait: 480 })).status).toBe(200);
    },
  );

  test.each([400, 403, 404, 405, 500])(
    "a %i of a few words and no type is a page",
    async (status) => {
      const { headers, text } = await answer((res) => {
        res.statusCode = status;
        res.end("Internal Server Error");
      });
      expect(headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(headers["x-request-id"]).toBe("id-1");
      expect(text).not.toContain("Internal Server Error");
      expect(text.includes("id-1")).toBe(status !== 404);
    },
  );

  test("what is no page of an error passes as it is", async () => {
    expect(await answer(appPage(200, "fine"))).toMatchObject({
      status: 200,
      text: "<html>fine</html>",
    });
    const json = await answer((res) => {
      res.writeHead(404, { "content-type": "application/json" });
      res.end("{}");
    });
    expect(json).toMatchObject({ status: 404, text: "{}" });
  });
});
