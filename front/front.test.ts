import { describe, expect, test, vi } from "vitest";
import { log } from "@/base/log";
import { currentParent } from "@/base/telemetry/trace";
import type { Step } from "./steps";
import { bodyOf, echo, exchange, request } from "./testing";

const TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

describe("the front", () => {
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
          "X-Swingtag-Pass: forged",
          "X-Swingtag-Whatever: forged",
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
      "x-swingtag-pass",
      "x-swingtag-whatever",
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
    ["a trusted proxy's traceparent is gone on with", ["127.0.0.1"], TRACEPARENT, true],
    ["anyone else's is not", [], TRACEPARENT, false],
    ["a proxy's that is none is not", ["127.0.0.1"], "00-0-0-01", false],
    ["a proxy's of zeros is not", ["127.0.0.1"], TRACEPARENT.replace(/[1-9a-f]/g, "0"), false],
  ])("%s", async (_, trustedProxies, traceparent, known) => {
    const answer = await exchange(
      request("Host: localhost", `Traceparent: ${traceparent}`),
      (_req, res) => void res.end(currentParent()),
      { trustedProxies },
    );
    const inside = answer.slice(answer.indexOf("\r\n\r\n") + 4);
    expect(inside).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(inside.includes(TRACEPARENT.slice(3, 35))).toBe(known);
    expect(inside).not.toBe(TRACEPARENT);
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

  test.for([
    ["artmatt.localhost", "/studio", "camera=(self),"],
    ["artmatt.localhost", "/studio/places/x/stock", "camera=(self),"],
    ["artmatt.localhost", "/", "camera=(),"],
    ["artmatt.localhost", "/studios", "camera=(),"],
    ["localhost", "/studio", "camera=(),"],
    ["operator.localhost", "/studio", "camera=(),"],
  ] as const)("on %s, %s may have %s", async ([host, path, camera]) => {
    const asking = request(`Host: ${host}`).replace("/x?token=abc", path);
    const answer = await exchange(asking, echo);
    expect(answer.toLowerCase()).toContain(`permissions-policy: ${camera}`);
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

  test("the line tells the status that went out, whatever is set afterwards", async () => {
    const line = vi.spyOn(log, "info").mockImplementation(() => {});
    await exchange(request("Host: localhost"), (_, res) => {
      res.statusCode = 400;
      res.end("no");
      res.statusCode = 500;
    });
    await vi.waitFor(() => expect(line).toHaveBeenCalledTimes(1));
    expect(line.mock.calls[0]?.[0]).toMatchObject({ status: 400 });
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
