import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestCollector, type TestCollector } from "./testing";

let collector: TestCollector;
beforeEach(async () => {
  collector = await startTestCollector();
});
afterEach(() => collector.stop());

const logs = (message: string) => ({
  resourceLogs: [
    {
      resource: { attributes: [{ key: "service.name", value: { stringValue: "swingtag-web" } }] },
      scopeLogs: [
        {
          logRecords: [
            {
              timeUnixNano: `${Date.now()}000000`,
              severityNumber: 17,
              body: { stringValue: message },
              traceId: "5b8efff798038103d269b633813fc60c",
              attributes: [
                { key: "count", value: { intValue: "9007199254740993" } },
                {
                  key: "deep",
                  value: { kvlistValue: { values: [{ key: "a", value: { boolValue: true } }] } },
                },
              ],
            },
          ],
        },
      ],
    },
  ],
});

const post = (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  path = "/v1/logs",
) =>
  fetch(collector.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

test("what was answered 200 is found at once", async () => {
  const answer = await post(JSON.stringify(logs("a pump failed")));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ partialSuccess: {} });
  expect(await collector.search("pump level:error")).toMatchObject([
    { message: "a pump failed", part: "web", level: "error", attributes: { deep: { a: true } } },
  ]);
});

test("packed by gzip it is taken as well", async () => {
  const packed = new Uint8Array(gzipSync(JSON.stringify(logs("a packed pump"))));
  const answer = await post(packed, { "content-encoding": "gzip" });
  expect(answer.status).toBe(200);
  expect(await collector.search("packed")).toHaveLength(1);
});

test("protobuf is refused with what to do", async () => {
  const answer = await post("x", { "content-type": "application/x-protobuf" });
  expect(answer.status).toBe(415);
  expect((await answer.json()).message).toBe(
    "Send OTLP in JSON: set the exporter's protocol to http/json.",
  );
});

test.each([
  ["no JSON", "{"],
  ["a list", "[]"],
  ["text", '"x"'],
  ["null", "null"],
  ["lines that are no list", '{"resourceLogs":{"length":3}}'],
  ["a resource that is a number", '{"resourceLogs":[1]}'],
  ["brackets without end", "[".repeat(1_000_000)],
])("%s is refused and nothing of it kept", async (_, body) => {
  const answer = await post(body);
  expect(answer.status).toBe(400);
  expect(await collector.search("")).toEqual([]);
});

test("values within values without end are refused, and the next push is taken", async () => {
  const value = `${'{"arrayValue":{"values":['.repeat(20_000)}${"]}}".repeat(20_000)}`;
  const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${value}}]}]}]}`;
  expect((await post(body)).status).toBe(400);
  expect((await post(JSON.stringify(logs("next")))).status).toBe(200);
});

test("what is too large is refused, also where it is small when packed", async () => {
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(64_000_000)));
  expect(bomb.length).toBeLessThan(100_000);
  expect((await post(bomb, { "content-encoding": "gzip" })).status).toBe(413);
});

test("what only looks packed is refused", async () => {
  expect((await post("not gzip", { "content-encoding": "gzip" })).status).toBe(400);
});

test("spans and figures are kept by what they are", async () => {
  const attributes = [{ key: "service.name", value: { stringValue: "swingtag-worker" } }];
  const span = {
    traceId: "5b8efff798038103d269b633813fc60c",
    spanId: "eee19b7ec3c1b174",
    name: "job export",
    kind: 5,
    startTimeUnixNano: "1795351867179000000",
    endTimeUnixNano: "1795351867279500000",
    status: { code: 2 },
  };
  const spans = { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans: [span] }] }] };
  expect((await post(JSON.stringify(spans), {}, "/v1/traces")).status).toBe(200);
  const trace = await collector.trace(span.traceId);
  expect(trace.spans).toMatchObject([
    { name: "job export", part: "worker", failed: true, started: 1795351867179 },
  ]);
  expect((trace.spans[0]?.ended ?? 0) - 1795351867179).toBeCloseTo(100.5, 1);
  const metric = {
    name: "swingtag.jobs",
    gauge: { dataPoints: [{ timeUnixNano: `${Date.now()}000000`, asDouble: 3, attributes: [] }] },
  };
  const metrics = { resourceMetrics: [{ resource: {}, scopeMetrics: [{ metrics: [metric] }] }] };
  expect((await post(JSON.stringify(metrics), {}, "/v1/metrics")).status).toBe(200);
});
