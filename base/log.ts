import { hostname } from "node:os";
import pino from "pino";
import { sender } from "./telemetry/sender.ts";
import { aboutNow } from "./telemetry/trace.ts";

/**
 * The one log: JSON lines on stdout, each with time, level, instance, version and, in a request or a job, with
 * what it belongs to; pushed as well where telemetry is. Fields whose names say that they hold a secret or a
 * person are removed at any depth. E-mail addresses are masked in every text, also in error messages.
 */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? "info",
    base: {
      instance: process.env.INSTANCE || `${hostname()}-${process.pid}`,
      version: process.env.VERSION || "unbuilt",
    },
    mixin: aboutNow,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: [
        "email",
        "token",
        "cookie",
        "authorization",
        "password",
        "secret",
        "to",
        "url",
      ].flatMap((name) => [name, `*.${name}`]),
      censor: "[removed]",
    },
    serializers: { err: describeError },
    hooks: {
      streamWrite(line) {
        const written = withoutAddresses(line);
        sender()?.line(written);
        return written;
      },
    },
  },
  pino.destination({ dest: 1, sync: true }),
);

/** Masks everything that looks like an e-mail address, and tokens in a URL: in its query, and of a link that was shared. */
export function withoutAddresses(line: string): string {
  return line
    .replace(/[^\s"<>@\\]+@[^\s"<>@\\]+/g, "[address]")
    .replace(/((?:token|code|secret)=)[^&\s"\\]+/gi, "$1[removed]")
    .replace(/(\/shared\/)[^/?\s"\\]+/g, "$1[removed]");
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return {
    type: error.name,
    message: error.message.split("\nparams:")[0],
    code,
    stack: error.stack?.split("\nparams:")[0],
    cause,
  };
}
