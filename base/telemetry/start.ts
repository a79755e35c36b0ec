import { env } from "../env.ts";
import { log } from "../log.ts";
import { setSender } from "./sender.ts";

export type TelemetryProcess = "web" | "worker" | "setup";

export interface Telemetry {
  /** Pushes what waits, for up to 3 seconds, and ends. */
  stop(): Promise<void>;
}

/** How long the last push may take, in milliseconds. */
const FAREWELL = 3000;

/**
 * Pushes lines, traces and figures of this process to OTLP_URL. Without that setting nothing is loaded. A
 * receiver that is away or slow costs what could not be delivered and nothing else: that is counted, and said
 * once.
 */
export async function startTelemetry(process: TelemetryProcess): Promise<Telemetry> {
  const { OTLP_URL: url, OTLP_HEADERS, VERSION, instance } = env();
  if (!url) return { async stop() {} };
  const { startPush } = await import("./push.ts");
  const push = startPush({
    url,
    headers: Object.fromEntries(OTLP_HEADERS.map(pairOf)),
    service: `swingtag-${process}`,
    version: VERSION,
    instance,
    onTrouble: (error) =>
      log.warn(
        { err: error },
        "telemetry can't be delivered; lines go to stdout alone until it can",
      ),
    onRecovery: (dropped) => log.info({ dropped }, "telemetry is delivered again"),
  });
  setSender(push.sender);
  return {
    async stop() {
      setSender(null);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, FAREWELL);
      });
      await Promise.race([push.stop(), late]);
      clearTimeout(timer);
    },
  };
}

function pairOf(header: string): [string, string] {
  const at = header.indexOf("=");
  return [header.slice(0, at), header.slice(at + 1)];
}
