import { resourceFromAttributes } from "@opentelemetry/resources";
import { expect, test } from "vitest";
import { NAMED, OTHER, tenantFigures } from "./tenants";

const resource = resourceFromAttributes({});

async function windowOf(figures: ReturnType<typeof tenantFigures>) {
  const { resourceMetrics } = await figures.producer(resource).collect();
  const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  return new Map(
    metrics.map((metric) => [
      metric.descriptor.name,
      new Map(metric.dataPoints.map(({ attributes, value }) => [attributes.tenant, value])),
    ]),
  );
}

test("10,000 tenants are told in 21 series each, window after window, and none of their requests is lost", async () => {
  const figures = tenantFigures();
  for (let window = 0; window < 3; window++) {
    for (let at = 0; at < 10_000; at++)
      for (let time = 0; time < (at < 30 ? 40 - at : 1); time++)
        figures.count(`site-${window}-${at}`, time === 0 ? 500 : 200, 2);
    const told = await windowOf(figures);
    expect([...told.keys()]).toEqual([
      "swingtag.tenant.requests",
      "swingtag.tenant.errors",
      "swingtag.tenant.ms",
    ]);
    for (const series of told.values()) expect(series.size).toBe(NAMED + 1);
    const requests = told.get("swingtag.tenant.requests") ?? new Map();
    const all = [...requests.values()].map(Number).reduce((sum, value) => sum + value, 0);
    expect(all).toBe(
      10_000 + Array.from({ length: 30 }, (_, at) => 39 - at).reduce((a, b) => a + b),
    );
    expect([...requests.keys()]).toEqual([
      ...Array.from({ length: NAMED }, (_, at) => `site-${window}-${at}`),
      OTHER,
    ]);
    expect(told.get("swingtag.tenant.errors")?.get(OTHER)).toBe(10_000 - NAMED);
  }
});

test("names without end are counted in bounded memory", async () => {
  const figures = tenantFigures();
  for (let at = 0; at < 100_000; at++) figures.count(`site-${at}`, 200, 1);
  const requests = (await windowOf(figures)).get("swingtag.tenant.requests");
  expect(requests?.size).toBe(NAMED + 1);
  expect(requests?.get(OTHER)).toBe(100_000 - NAMED);
});

test("a window in which nobody asked tells nothing", async () => {
  const figures = tenantFigures();
  figures.count("site", 200, 1);
  await windowOf(figures);
  expect((await windowOf(figures)).get("swingtag.tenant.requests")?.size).toBe(0);
});

test("a site that is called as the bucket is counted in the bucket", async () => {
  const figures = tenantFigures();
  figures.count(OTHER, 200, 1);
  expect((await windowOf(figures)).get("swingtag.tenant.requests")).toEqual(new Map([[OTHER, 1]]));
});
