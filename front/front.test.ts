import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { log } from "@/base/log";
import { currentParent } from "@/base/telemetry/trace";
import type { Step } from "./steps";
import { type FrontOfTest, frontBefore } from "./testing";

const TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

const SETTINGS: FrontOfTest = { scheme: "https" };

let server: Server | undefined;
afterEach(async () => {
  server?.close();
  server = undefined;
});

/** Sends raw bytes and returns the whole answer as text. */
async function exchange(raw: string, handle: Step, settings = SETTINGS): Promise<string> {
  server = createServer(frontBefore(settings, handle));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const socket = connect(address.port, "127.0.0.1");
  socket.end(raw);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const request = (...lines: string[]) =>
  ["GET /x?token=abc HTTP/1.1", ...lines, "Connection: close", "", ""].join("\r\n");

const echo: Step = (req, res, arrival) => {
  res.setHeader("x-middleware-rewrite", "/artmatt/x");
  res.setHeader("x-powered-by", "an app");
  res.end(JSON.stringify({ url: req.url, headers: req.headers, arrival }));
};

const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4));

describe("the front", () => {
  test("two Host headers are none", async () => {
    const body = bodyOf(
      await exchange(request("Host: artmatt.localhost", "Host: begin.localhost"), echo),
    );
    expect(body.arrival.host).toBeNull();
    expect(body.arrival.destination).toEqual({ kind: "nothing" });
    expect(body.headers.host).toBe("");
  });

  test.each([
    ["GET", "/x?token=abc", "/x?token=abc"],
    ["GET", "/_next/static/../../studio?to=/../%2e%2e", "/studio?to=/../%2e%2e"],
    ["GET", "/%2e%2e/items/a%2Fb%20c", "/items/a%2Fb%20c"],
    ["GET", "//begin/..%5c", "//begin/..%5c"],
    ["GET", "http://begin.localhost/items/./peanut?x=1", "/items/peanut?x=1"],
    ["OPTIONS", "*", "/*"],
  ])(
    "for %s %s the app is handed %s, and so is whatever stands before it",
    async (method, target, path) => {
      const raw = request("Host: artmatt.localhost").replace(
        "GET /x?token=abc",
        `${method} ${target}`,
      );
      const { url, arrival } = bodyOf(await exchange(raw, echo));
      expect(url).toBe(path);
      expect(arrival).toMatchObject({
        path,
        pathname: path.split("?")[0],
        host: "artmatt.localhost",
        destination: { kind: "site", name: "artmatt" },
      });
    },
  );

  test("no header from outside can name a tenant, a host, a client or a path inside", async () => {
    const body = bodyOf(
      await exchange(
        request(
          "Host: artmatt.localhost",
          "X-Forwarded-Host: begin.localhost",
          "X-Forwarded-For: 203.0.113.9",
          "X-Forwarded-Proto: http",
          "Forwarded: host=begin.localhost",
          "X-Tenant: begin",
          "X-Tenant-Id: begin",
          "X-Swingtag-Destination: site begin",
          "X-Swingtag-Client: 203.0.113.9",
          "X-Swingtag-Request: mine",
          "X-Middleware-Subrequest: middleware:middleware",
          "X-Middleware-Rewrite: /begin",
          "X-Invoke-Path: /begin",
          "X-Matched-Path: /begin",
          "X-Nonce: known",
          "Content-Security-Policy: script-src *",
        ),
        echo,
      ),
    );
    expect(body.arrival.host).toBe("artmatt.localhost");
    expect(body.headers).toMatchObject({
      host: "artmatt.localhost",
      "x-forwarded-host": "artmatt.localhost",
      "x-forwarded-proto": "https",
      "x-forwarded-for": "127.0.0.1",
      "x-swingtag-client": "127.0.0.1",
      "x-swingtag-destination": "site artmatt",
    });
    expect(body.headers["x-swingtag-request"]).toBe(body.arrival.id);
    const others = [
      "forwarded",
      "x-tenant",
      "x-tenant-id",
      "x-middleware-subrequest",
      "x-middleware-rewrite",
      "x-invoke-path",
      "x-matched-path",
      "x-nonce",
      "content-security-policy",
    ];
    for (const name of others) expect(body.headers).not.toHaveProperty(name);
  });

  test.each([
    ["127.0.0.0/8,10.0.0.0/8", "artmatt.localhost", "203.0.113.9"],
    ["127.0.0.1/32", "artmatt.localhost", "10.1.2.3"],
    ["0.0.0.0/0", "artmatt.localhost", "127.0.0.1"],
    ["126.0.0.0/8,fd00::/8", "inner.localhost", "127.0.0.1"],
    ["::/0", "artmatt.localhost", "127.0.0.1"],
  ])("behind proxies of %s the host is %s and the client %s", async (list, host, client) => {
    const settings = { ...SETTINGS, trustedProxies: list.split(",") };
    const raw = request(
      "Host: inner.localhost",
      "X-Forwarded-Host: artmatt.localhost",
      "X-Forwarded-For: 203.0.113.9, 10.1.2.3",
    );
    expect(bodyOf(await exchange(raw, echo, settings)).arrival).toMatchObject({ host, client });
  });

  test("a configured proxy's x-forwarded-host counts, and the nearest address that is no proxy is the client", async () => {
    const settings = { ...SETTINGS, trustedProxies: ["127.0.0.1", "10.0.0.7"] };
    const body = bodyOf(
      await exchange(
        request(
          "Host: inside",
          "X-Forwarded-Host: begin.localhost",
          "X-Forwarded-For: 192.0.2.1, 203.0.113.9, 10.0.0.7",
        ),
        echo,
        settings,
      ),
    );
    expect(body.arrival).toMatchObject({ host: "begin.localhost", client: "203.0.113.9" });
  });

  test.each([
    ["a trusted proxy's traceparent is gone on with", ["127.0.0.1"], TRACEPARENT, true],
    ["anyone else's is not", [], TRACEPARENT, false],
    ["a proxy's that is none is not", ["127.0.0.1"], "00-0-0-01", false],
    ["a proxy's of zeros is not", ["127.0.0.1"], TRACEPARENT.replace(/[1-9a-f]/g, "0"), false],
  ])("%s", async (_, trustedProxies, traceparent, known) => {
    const answer = await exchange(
      request("Host: localhost", `Traceparent: ${traceparent}`),
      (_req, res) => void res.end(currentParent()),
      { ...SETTINGS, trustedProxies },
    );
    const inside = answer.slice(answer.indexOf("\r\n\r\n") + 4);
    expect(inside).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(inside.includes(TRACEPARENT.slice(3, 35))).toBe(known);
    expect(inside).not.toBe(TRACEPARENT);
  });

  test("a proxy that sends two forwarded hosts is not believed", async () => {
    const settings = { ...SETTINGS, trustedProxies: ["127.0.0.1"] };
    for (const lines of [
      ["X-Forwarded-Host: a.localhost, b.localhost"],
      ["X-Forwarded-Host: a.localhost", "X-Forwarded-Host: b.localhost"],
    ])
      expect(
        bodyOf(await exchange(request("Host: inside", ...lines), echo, settings)).arrival.host,
      ).toBeNull();
  });

  test("every response has the security headers, and none of the inside's", async () => {
    const answer = await exchange(request("Host: localhost"), echo);
    for (const name of [
      "content-security-policy: default-src 'none'",
      "x-content-type-options: nosniff",
      "referrer-policy:",
      "permissions-policy:",
      "x-frame-options: DENY",
      "strict-transport-security:",
      "x-request-id:",
    ])
      expect(answer.toLowerCase()).toContain(name.toLowerCase());
    expect(answer).not.toContain("x-middleware-rewrite:");
    expect(answer).not.toContain("/artmatt/x");
    expect(answer).not.toContain("x-powered-by");
  });

  test("a download has its length, and packed content does not get that of the unpacked", async () => {
    const sending =
      (packed: boolean): Step =>
      (_req, res) => {
        res.setHeader("x-swingtag-length", "5");
        if (packed) res.setHeader("content-encoding", "gzip");
        res.write("12");
        res.end("345");
      };
    const answer = await exchange(request("Host: localhost"), sending(false));
    expect(answer.toLowerCase()).toContain("content-length: 5\r\n");
    expect(answer.toLowerCase()).not.toContain("x-swingtag-length");
    const other = await exchange(request("Host: localhost"), sending(true));
    expect(other.toLowerCase()).not.toContain("content-length: 5\r\n");
  });

  test("a page's own policy is kept", async () => {
    const answer = await exchange(request("Host: localhost"), (_, res) => {
      res.writeHead(200, { "content-type": "text/html" });
      res.end("page");
    });
    expect(answer).toContain("default-src 'none'");
    const own = await exchange(request("Host: localhost"), (_, res) => {
      res.setHeader("content-security-policy", "default-src 'self'");
      res.end("page");
    });
    expect(own).toContain("content-security-policy: default-src 'self'");
  });

  test("a failure answers with the request's id and nothing of the inside", async () => {
    vi.spyOn(log, "error").mockImplementation(() => {});
    const answer = await exchange(request("Host: localhost"), async () => {
      throw new Error("password=hunter2 at /srv/app");
    });
    expect(answer).toMatch(/^HTTP\/1.1 500/);
    const id = /x-request-id: (\S+)/.exec(answer)?.[1];
    expect(answer).toContain(`Request ${id}.`);
    expect(answer).not.toMatch(/hunter2|srv/);
  });

  test("each request is one line with its path but not its query", async () => {
    const line = vi.spyOn(log, "info").mockImplementation(() => {});
    await exchange(request("Host: artmatt.localhost"), (_, res) => void res.end("ok"));
    await vi.waitFor(() => expect(line).toHaveBeenCalledTimes(1));
    expect(line.mock.calls[0]?.[0]).toMatchObject({
      method: "GET",
      path: "/x",
      host: "artmatt.localhost",
      status: 200,
    });
    expect(JSON.stringify(line.mock.calls)).not.toContain("token");
  });
});
