import { monitorEventLoopDelay } from "node:perf_hooks";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import {
  AggregationTemporality,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace";
import { type Delivery, watched } from "./delivery.ts";
import { recordOf } from "./record.ts";
import { FIGURES, type FigureName, readFigure, type Sender, tellFigure } from "./sender.ts";
import { spanOf } from "./span.ts";
import { tenantFigures } from "./tenants.ts";

export interface PushSettings {
  /** The receiver's address; /v1/logs and so on are added. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `swingtag-web`, `swingtag-worker` or `swingtag-setup`. */
  readonly service: string;
  readonly version: string;
  readonly instance: string;
  /** Told once when deliveries begin to fail. */
  readonly onTrouble: (error: unknown) => void;
  /** Told once when they succeed again, with how many items were lost since. */
  readonly onRecovery: (dropped: number) => void;
  /** How often figures are pushed, in milliseconds. */
  readonly every?: number;
}

export interface Push {
  readonly sender: Sender;
  /** Pushes what waits and ends; never throws. */
  stop(): Promise<void>;
}

/** How many lines and how many spans wait at most, in memory. */
const QUEUE = 4096;

const BATCH = {
  maxQueueSize: QUEUE,
  maxExportBatchSize: 512,
  scheduledDelayMillis: 400,
  exportTimeoutMillis: 5000,
};

/** Pushes lines, spans and figures as OTLP over HTTP, in JSON. */
export function startPush(settings: PushSettings): Push {
  const { service, version, instance, every = 15_000 } = settings;
  const resource = resourceFromAttributes({
    "service.name": service,
    "service.version": version,
    "service.instance.id": instance,
  });
  const delivery = watched(settings, QUEUE);
  const to = (signal: string) => ({
    url: `${settings.url.replace(/\/+$/, "")}/v1/${signal}`,
    headers: { ...settings.headers },
    timeoutMillis: 4000,
  });
  const lines = new BatchLogRecordProcessor({
    ...BATCH,
    exporter: delivery.over("lines", new OTLPLogExporter(to("logs"))),
  });
  const spans = new BatchSpanProcessor({
    ...BATCH,
    exporter: delivery.over("spans", new OTLPTraceExporter(to("traces"))),
  });
  const tenants = tenantFigures();
  const reader = new PeriodicExportingMetricReader({
    exporter: delivery.overFigures(
      new OTLPMetricExporter({
        ...to("metrics"),
        temporalityPreference: AggregationTemporality.DELTA,
      }),
    ),
    exportIntervalMillis: every,
    exportTimeoutMillis: Math.min(every, 5000),
    metricProducers: [tenants.producer(resource)],
  });
  const logs = new LoggerProvider({ resource, processors: [lines] });
  const logger = logs.getLogger("swingtag");
  const meters = new MeterProvider({ resource, readers: [reader] });
  const measured = measure(meters, delivery);
  return {
    sender: {
      line(line) {
        const record = recordOf(line);
        if (record && delivery.admits("lines")) logger.emit(record);
      },
      span(span) {
        if (delivery.admits("spans")) spans.onEnd(spanOf(span, resource));
      },
      request({ route, status, ms, tenant }) {
        const family = `${Math.floor(status / 100)}xx`;
        measured.durations.record(ms, { status: family, host: route });
        if (tenant) tenants.count(tenant.slug ?? tenant.id, status, ms);
      },
    },
    async stop() {
      measured.stop();
      await Promise.allSettled([logs.shutdown(), spans.shutdown(), meters.shutdown()]);
    },
  };
}

function measure(meters: MeterProvider, delivery: Delivery) {
  const meter = meters.getMeter("swingtag");
  const durations = meter.createHistogram("swingtag.request.duration", {
    unit: "ms",
    advice: { explicitBucketBoundaries: BOUNDARIES },
  });
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  tellFigure("swingtag.event_loop.delay", () => {
    // The monitor's own sampling interval is part of what it measures, so it is subtracted.
    const value = Math.max(0, delay.percentile(99) / 1e6 - 20);
    delay.reset();
    return [{ value, attributes: { of: "p99" } }];
  });
  tellFigure("swingtag.memory", () => {
    const { rss, heapUsed } = process.memoryUsage();
    return [
      { value: rss, attributes: { of: "process" } },
      { value: heapUsed, attributes: { of: "heap" } },
    ];
  });
  tellFigure("swingtag.telemetry.dropped", () => [{ value: delivery.dropped }]);
  for (const name of Object.keys(FIGURES).filter(isFigure)) {
    const { unit, total } = FIGURES[name];
    const instrument = total
      ? meter.createObservableCounter(name, { unit })
      : meter.createObservableGauge(name, { unit });
    instrument.addCallback(async (observed) => {
      for (const { value, attributes } of await readFigure(name).catch(() => []))
        observed.observe(value, { ...attributes });
    });
  }
  return { durations, stop: () => delay.disable() };
}

/** In milliseconds. */
const BOUNDARIES = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 10_000];

function isFigure(name: string): name is FigureName {
  return name in FIGURES;
}
