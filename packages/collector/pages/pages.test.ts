import { request as begin } from "node:http";
import { afterEach, expect, test } from "vitest";
import { startTestCollector, type TestCollector } from "../testing";
import type { Line } from "../told";

let collector: TestCollector;
afterEach(() => collector.stop());

const TRACE = "5b8efff798038103d269b633813fc60c";
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&\u202eevil\u0000`;

/** A line whose every text is hostile. */
const hostile: Line = {
  time: Date.now(),
  level: "error",
  part: HOSTILE,
  instance: HOSTILE,
  version: HOSTILE,
  message: HOSTILE,
  traceId: TRACE,
  spanId: "eee19b7ec3c1b174",
  requestId: HOSTILE,
  tenant: HOSTILE,
  site: HOSTILE,
  attributes: { [HOSTILE]: HOSTILE, "exception.message": HOSTILE, nested: { deep: HOSTILE } },
};

const request: Line = {
  ...hostile,
  message: "request",
  attributes: { method: HOSTILE, host: HOSTILE, path: HOSTILE, status: HOSTILE, ms: HOSTILE },
};

test.each([
  "/",
  "/rows?after=0",
  `/?q=${encodeURIComponent(HOSTILE)}`,
  `/?q=tenant:${encodeURIComponent(HOSTILE)}`,
  `/trace/${TRACE}`,
  "/figures",
])("%s shows hostile text as text", async (path) => {
  collector = await startTestCollector();
  const attributes = { status: HOSTILE, state: HOSTILE, outcome: HOSTILE };
  const point = { part: HOSTILE, instance: HOSTILE, time: Date.now(), value: 1, count: 1 };
  const names = ["swingtag.memory", "swingtag.request.duration", "swingtag.database.connections"];
  collector.store.write({
    lines: [hostile, request],
    spans: [
      {
        ...{ traceId: TRACE, spanId: "eee19b7ec3c1b174", parentId: "", name: HOSTILE },
        ...{ part: HOSTILE, instance: HOSTILE, started: 1, ended: 2, failed: true },
        attributes: { "db.namespace": HOSTILE },
      },
    ],
    points: [
      ...names.map((name) => ({ ...point, name, attributes, buckets: [] })),
      { ...point, name: "swingtag.tenant.requests", attributes: { tenant: HOSTILE }, buckets: [] },
    ],
  });
  const answer = await fetch(collector.url + path);
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(text).not.toMatch(/<script>|<img|onerror=alert\(1\)>|\u202e/);
  expect(text.includes("\u0000")).toBe(false);
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(answer.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self'/,
  );
});

test("a page holds no style and no script of its own, so that its policy needs no exception", async () => {
  collector = await startTestCollector();
  for (const path of ["/", "/figures", "/trace/nothing"]) {
    const text = await (await fetch(collector.url + path)).text();
    expect(text).not.toMatch(/ style=|<style|<script>| on[a-z]+=/);
  }
});

test("a request's page has its lines and its spans in the order of time", async () => {
  collector = await startTestCollector();
  const line = (message: string, part: string, time: number): Line => ({
    ...{ level: "info", instance: "i", version: "1", traceId: TRACE, spanId: "", tenant: "t" },
    ...{ site: "ours", requestId: "", attributes: {}, message, part, time },
  });
  const span = (name: string, spanId: string, parentId: string, started: number) => ({
    ...{ traceId: TRACE, part: "web", instance: "i", failed: false, attributes: {} },
    ...{ name, spanId, parentId, started, ended: started + 10 },
  });
  collector.store.write({
    lines: [
      line("third", "database", 1030),
      line("first", "web", 1010),
      line("second", "worker", 1020),
    ],
    spans: [
      span("job export", "b", "a", 1015),
      span("GET site", "a", "", 1000),
      span("database read", "c", "b", 1016),
    ],
  });
  const text = await (await fetch(`${collector.url}/trace/${TRACE}`)).text();
  const order = ["GET site", "job export", "database read", "first", "second", "third"];
  const places = order.map((words) => text.indexOf(`>${words}`));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** With any Host, which fetch does not let one set. */
function ask({ path = "/", method = "GET", headers = {}, body }: Asked) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
    (resolve, reject) => {
      const asked = begin(collector.url + path, { method, headers }, (res) => {
        let text = "";
        res.on("data", (chunk) => {
          text += String(chunk);
        });
        res.on("end", () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text }));
      });
      asked.on("error", reject);
      asked.end(body);
    },
  );
}

test.each([
  ["an address", { host: "10.0.0.7:4318" }, 200],
  ["a service's name", { host: "collector:4318" }, 200],
  ["localhost", { host: "localhost:4318" }, 200],
  ["a name from the internet, which a hostile page can lead here", { host: "evil.example" }, 403],
  ["a proxy", { host: "collector", "x-forwarded-for": "203.0.113.9" }, 403],
  ["a proxy that names itself", { host: "collector", via: "1.1 caddy" }, 403],
])("without a token, %s is answered as it should be", async (_, headers, status) => {
  collector = await startTestCollector();
  for (const path of ["/", "/figures", "/rows", "/search?q=x", "/api/figures"])
    expect((await ask({ path, headers })).status, path).toBe(status);
});

test("nobody pushes from a browser's page or through a proxy", async () => {
  collector = await startTestCollector();
  const push = (headers: Record<string, string>) =>
    ask({
      path: "/v1/logs",
      method: "POST",
      body: "{}",
      headers: { host: "collector", ...headers },
    });
  expect((await push({ origin: "http://evil.example" })).status).toBe(403);
  expect((await push({ "x-forwarded-for": "203.0.113.9" })).status).toBe(403);
});

test("with a token everybody shows it: programs in a header, people once in a form", async () => {
  const token = "a token of some length";
  collector = await startTestCollector({ token });
  const headers = { host: "logs.example.com", "x-forwarded-proto": "https", via: "1.1 caddy" };
  expect((await ask({ path: "/search?q=x", headers })).status).toBe(401);
  expect((await ask({ path: "/search?q=x" })).status).toBe(401);
  const bearer = { ...headers, authorization: `Bearer ${token}` };
  expect((await ask({ path: "/search?q=x", headers: bearer })).status).toBe(200);
  const form = await ask({ headers });
  expect(form.status).toBe(401);
  expect(form.text).toContain("Show the token");
  const enter = (shown: string) =>
    ask({
      path: "/enter",
      method: "POST",
      headers,
      body: new URLSearchParams({ token: shown }).toString(),
    });
  const refused = await enter("another token of some length");
  expect(refused.status).toBe(401);
  expect(refused.text).toContain("This is another token.");
  const entered = await enter(token);
  expect(entered.status).toBe(303);
  const cookie = String(entered.headers["set-cookie"]);
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/);
  expect(cookie).not.toContain(token);
  const kept = { ...headers, cookie: cookie.split(";")[0] ?? "" };
  expect((await ask({ headers: kept })).status).toBe(200);
});

test("health is told to whoever asks, by any name", async () => {
  collector = await startTestCollector();
  for (const path of ["/healthz", "/readyz"])
    expect((await ask({ path, headers: { host: "evil.example" } })).status).toBe(200);
});
