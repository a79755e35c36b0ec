import { withoutAddresses } from "@/base/log";
import type { Line } from "./told";

/** One entry of Postgres's log, under the names that its JSON has. */
export interface Entry {
  readonly timestamp?: unknown;
  readonly error_severity?: unknown;
  readonly message: string;
  readonly statement?: unknown;
  readonly application_name?: unknown;
  readonly dbname?: unknown;
  readonly pid?: unknown;
  readonly user?: unknown;
  readonly state_code?: unknown;
  readonly backend_type?: unknown;
}

/** How long a message or a statement may be, in characters. */
const LONGEST = 4000;

const LEVELS: Readonly<Record<string, Line["level"]>> = {
  WARNING: "warn",
  ERROR: "error",
  FATAL: "fatal",
  PANIC: "fatal",
};

/**
 * An entry as it is kept. Leaves out the detail, in which Postgres quotes rows and parameters. The trace comes
 * from the transaction's mark; see base/telemetry/statement.ts.
 */
export function lineOfEntry(entry: Entry): Line {
  const { state_code, dbname, user, pid, backend_type } = entry;
  const name = NAME.exec(String(entry.application_name ?? ""));
  const [, traceId = "", spanId = ""] = name ?? COMMENT.exec(String(entry.statement ?? "")) ?? [];
  const severity = String(entry.error_severity ?? "LOG");
  const statement = shortened(entry.statement);
  return {
    time: momentOf(String(entry.timestamp ?? "")),
    level: LEVELS[severity] ?? (severity.startsWith("DEBUG") ? "debug" : "info"),
    part: "database",
    instance: typeof dbname === "string" && dbname ? dbname : "postgres",
    version: "",
    message: shortened(entry.message) ?? "",
    traceId,
    spanId,
    requestId: "",
    tenant: "",
    site: "",
    attributes: present({ severity, state_code, statement, user, pid, backend_type }),
  };
}

const NAME = /^swingtag ([0-9a-f]{32})-([0-9a-f]{16})$/;
const COMMENT = /traceparent='00-([0-9a-f]{32})-([0-9a-f]{16})-01'/;

function shortened(value: unknown): string | undefined {
  return typeof value === "string" ? withoutAddresses(value).slice(0, LONGEST) : undefined;
}

/** Written in log_timezone; only UTC and offsets can be told apart. */
function momentOf(timestamp: string): number {
  const moment = Date.parse(timestamp.replace(/^(\S+) (\S+) (UTC|GMT|Etc\/UTC)$/, "$1T$2Z"));
  return Number.isNaN(moment) ? Date.now() : moment;
}

function present(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
