import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { log, withoutAddresses } from "@/server/log";
import type { Line, Store } from "./store";

/** How often the folder is looked at, in milliseconds. */
const EVERY = 400;

/** How much is read at a time, in bytes. A line that is longer is passed over. */
const PIECE = 1_000_000;

/** How long a message or a statement may be, in characters. */
const LONGEST = 4000;

/**
 * Keeps what Postgres writes to its own log in JSON, from where it was left, also after the collector was
 * killed. A folder that is not there yet is waited for.
 */
export function followPostgresLog(folder: string, store: Store): { stop(): Promise<void> } {
  let stopped = false;
  let failed = false;
  let timer: NodeJS.Timeout | undefined;
  let running = look();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };

  async function look(): Promise<void> {
    try {
      await readFolder(folder, store, () => stopped);
      failed = false;
    } catch (error) {
      if (!failed) log.warn({ err: error }, "the log of Postgres can't be read");
      failed = true;
    }
    if (stopped) return;
    timer = setTimeout(() => {
      running = look();
    }, EVERY);
  }
}

async function readFolder(folder: string, store: Store, stopped: () => boolean): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  for (const name of names) {
    const path = join(folder, name);
    const { size, ino } = await stat(path);
    const file = `${name} ${ino}`;
    for (;;) {
      const kept = store.readTo(file);
      // A file that became shorter was begun anew.
      const from = kept > size ? 0 : kept;
      if (stopped() || from >= size) break;
      const { text, to } = await readLines(path, from);
      if (to === from) break;
      const lines = text.split("\n").flatMap((line) => lineOfPostgres(line) ?? []);
      store.keep({ lines, read: { file, to } });
    }
  }
}

/** Whole lines from a place on. */
async function readLines(path: string, from: number): Promise<{ text: string; to: number }> {
  const file = await open(path);
  try {
    const piece = Buffer.alloc(PIECE);
    const { bytesRead } = await file.read(piece, 0, PIECE, from);
    const end = piece.lastIndexOf("\n", bytesRead - 1) + 1;
    if (end === 0) return { text: "", to: bytesRead === PIECE ? from + PIECE : from };
    return { text: piece.toString("utf8", 0, end), to: from + end };
  } finally {
    await file.close();
  }
}

const LEVELS: Readonly<Record<string, Line["level"]>> = {
  WARNING: "warn",
  ERROR: "error",
  FATAL: "fatal",
  PANIC: "fatal",
};

/**
 * A line of Postgres's log in JSON, or null. Its detail is left out: there Postgres quotes rows and parameters.
 * The trace is what the transaction was marked with; see telemetry/statement.ts.
 */
export function lineOfPostgres(text: string): Line | null {
  const entry = parse(text);
  if (typeof entry?.message !== "string") return null;
  const statement = shortened(entry.statement);
  const [, traceId = "", spanId = ""] =
    NAME.exec(String(entry.application_name ?? "")) ??
    COMMENT.exec(`${entry.statement ?? ""}`) ??
    [];
  const severity = String(entry.error_severity ?? "LOG");
  const { state_code, dbname, user, pid, backend_type } = entry;
  return {
    time: momentOf(String(entry.timestamp ?? "")),
    level: LEVELS[severity] ?? (severity.startsWith("DEBUG") ? "debug" : "info"),
    part: "database",
    instance: typeof dbname === "string" ? dbname : "postgres",
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

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
