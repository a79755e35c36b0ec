import {
  type Attributes,
  type LogRecord,
  ROOT_CONTEXT,
  SeverityNumber,
  trace,
} from "@opentelemetry/api";

const SEVERITIES: Readonly<Record<string, SeverityNumber>> = {
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
  fatal: SeverityNumber.FATAL,
};

/** A line of the log as a record of OpenTelemetry, or null where it is no line of ours. */
export function recordOf(line: string): LogRecord | null {
  const parsed = parse(line);
  if (!parsed) return null;
  const { time, level, msg, instance, version, traceId, spanId, err, ...rest } = parsed;
  const severity = String(level);
  return {
    timestamp: new Date(String(time)),
    severityText: severity,
    severityNumber: SEVERITIES[severity] ?? SeverityNumber.UNSPECIFIED,
    body: String(msg ?? ""),
    attributes: { ...flat(rest), ...exceptionOf(err) },
    ...(typeof traceId === "string" &&
      typeof spanId === "string" && {
        context: trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: 1 }),
      }),
  };
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Errors under the names that OpenTelemetry has for them. */
function exceptionOf(err: unknown): Attributes {
  if (!isObject(err)) return {};
  const { type, message, stack, ...rest } = err;
  return {
    "exception.type": String(type ?? "Error"),
    "exception.message": String(message ?? ""),
    ...(typeof stack === "string" && { "exception.stacktrace": stack }),
    ...flat(rest, "exception."),
  };
}

/** Objects within objects become names with dots. */
function flat(values: Record<string, unknown>, prefix = ""): Attributes {
  const found: Attributes = {};
  for (const [name, value] of Object.entries(values))
    if (isObject(value)) Object.assign(found, flat(value, `${prefix}${name}.`));
    else if (typeof value === "number" || typeof value === "boolean")
      found[`${prefix}${name}`] = value;
    else if (value !== null && value !== undefined)
      found[`${prefix}${name}`] = typeof value === "string" ? value : JSON.stringify(value);
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
