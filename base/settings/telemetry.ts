import { z } from "zod";
import { commaList, wholeNumber } from "./shapes.ts";

/** What is said about what happens, who keeps it, and for how long. */
export const telemetrySettings = {
  LOG_LEVEL: {
    schema: z.enum(["fatal", "error", "warn", "info", "debug"]).default("info"),
    says: "The least severe line that is written.",
  },
  INSTANCE: {
    schema: z.string().min(1).max(100).optional(),
    says: "The name of this process in the logs. The host's name and the process id where none is given.",
  },
  VERSION: {
    schema: z.string().min(1).max(100).default("unbuilt"),
    says: "Which version this is, in logs and on the status page. The image sets it.",
  },
  OTLP_URL: {
    schema: z
      .url({ protocol: /^https?$/, error: "must look like http://collector:4318" })
      .optional(),
    says: "Where logs, traces and metrics are pushed, by OTLP over HTTP in JSON; /v1/logs and so on are added. Without it they are not: lines go to stdout alone.",
  },
  OTLP_HEADERS: {
    schema: commaList.refine(
      (list) => list.every((entry) => /^[a-z0-9-]+=./i.test(entry)),
      "takes name=value, comma-separated",
    ),
    says: "Headers that the receiver at OTLP_URL wants, such as authorization=Bearer …, comma-separated.",
  },
  DRAIN_SECONDS: {
    schema: wholeNumber(0, 300).default(0),
    says: "For how long after SIGTERM requests are still taken while /readyz says no, so that a load balancer can turn away first.",
  },
  HEALTH_PORT: {
    schema: wholeNumber(1, 65535).optional(),
    says: "The port on which a worker answers /healthz and /readyz. It answers nowhere without it.",
  },
  COLLECTOR_PORT: {
    schema: wholeNumber(1, 65535).default(4318),
    says: "The port the collector listens on.",
  },
  COLLECTOR_ADDRESS: {
    schema: z.union([z.ipv4(), z.ipv6()], "takes an address such as 127.0.0.1").default("0.0.0.0"),
    says: "The address the collector listens on. The demo lets this machine alone in.",
  },
  TELEMETRY_FOLDER: {
    schema: z.string().min(1).default(".data/telemetry"),
    says: "Where the collector keeps what is pushed to it.",
  },
  TELEMETRY_DAYS: {
    schema: wholeNumber(1, 3650).default(30),
    says: "For how many days the collector keeps it.",
  },
  TELEMETRY_MB: {
    schema: wholeNumber(16, 1_000_000).default(2048),
    says: "How much the collector keeps at most, in megabytes. The oldest goes first.",
  },
  COLLECTOR_TOKEN: {
    schema: z.string().min(16, "needs at least 16 characters").optional(),
    says: "What people and programs must show to read what the collector keeps. Without it they are let in from inside the network alone, never through a proxy.",
  },
  DATABASE_LOGS: {
    schema: z.string().min(1).optional(),
    says: "The folder of Postgres's own log, which the collector then keeps as well: JSON (log_destination=jsonlog), or text with log_line_prefix='%m [%p] %q%d|%a| '.",
  },
} as const;
