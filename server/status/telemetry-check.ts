import { env } from "@/base/env";
import { type Finding, PATIENCE, plain, tried } from "./finding";

/** Whether the collector takes lines; null where there is none. */
export async function checkTelemetry(): Promise<Finding | null> {
  const { OTLP_URL, OTLP_HEADERS } = env();
  if (!OTLP_URL) return null;
  const { well, slow } = await tried("telemetry", async () => {
    const headers = Object.fromEntries(
      OTLP_HEADERS.map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    const answer = await fetch(`${OTLP_URL.replace(/\/$/, "")}/v1/logs`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: '{"resourceLogs":[]}',
      signal: AbortSignal.timeout(PATIENCE),
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`The collector answered ${answer.status}.`);
  });
  return plain("telemetry", well, slow, "The collector takes no lines.", "The collector is slow.");
}
