import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/base/free-port";
import type { Figure } from "./figures";
import { ask, quantile } from "./load";
import type { Testbed } from "./testbed";

const root = join(import.meta.dirname, "../..");

const REQUESTS = 60;

/** How long a request takes to be found by its id at a collector, with the app and the collector apart. */
export async function measureTelemetry(testbed: Testbed): Promise<Figure[]> {
  const collector = await startCollector();
  const server = await testbed.start({
    OTLP_URL: `http://127.0.0.1:${collector.port}`,
    LOG_LEVEL: "info",
  });
  try {
    const times: number[] = [];
    for (let at = 0; at < REQUESTS; at++) {
      // Waits a random time, so that the request comes at any moment between two pushes.
      await pause(Math.random() * 500);
      const sent = performance.now();
      const { headers } = await ask({ port: server.port, host: `${testbed.few.slug}.localhost` });
      await awaitFound(collector.port, String(headers["x-request-id"]));
      times.push(performance.now() - sent);
    }
    const p95 = quantile(times, 0.95);
    return [
      {
        what: `telemetry: log line from request to searchable, p95 of ${REQUESTS}`,
        value: `${Math.round(p95)} ms (p50 ${Math.round(quantile(times, 0.5))} ms, longest ${Math.round(Math.max(...times))} ms)`,
        bar: "≤ 2 s",
        met: p95 <= 2000,
      },
    ];
  } finally {
    await server.stop();
    await collector.stop();
  }
}

async function awaitFound(port: number, request: string): Promise<void> {
  for (const until = performance.now() + 10_000; performance.now() < until; await pause(10)) {
    const { body } = await ask({ port, host: "localhost", path: `/search?q=request:${request}` });
    const { lines }: { lines: unknown[] } = JSON.parse(body.toString());
    if (lines.length > 0) return;
  }
  throw new Error(`The request ${request} was not found within 10 seconds.`);
}

async function startCollector() {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-bench-collector-"));
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/collector.ts"], {
    cwd: root,
    env: {
      ...process.env,
      COLLECTOR_PORT: String(port),
      TELEMETRY_FOLDER: folder,
      DATABASE_LOGS: "",
      OTLP_URL: "",
    },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (const until = performance.now() + 20_000; ; await pause(50)) {
    const answer = await ask({ port, host: "localhost", path: "/readyz" }).catch(() => null);
    if (answer?.status === 200) return { port, stop };
    if (performance.now() > until || child.exitCode !== null) {
      await stop();
      throw new Error("The collector did not start.");
    }
  }
}
