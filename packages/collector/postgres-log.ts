import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { log } from "@/base/log";
import { type Entry, lineOfEntry } from "./postgres-entry";
import { linesOfText } from "./postgres-text";
import type { Store } from "./store";
import type { Line } from "./told";

/** How often the folder is looked at, in milliseconds. */
const EVERY = 400;

/** How much is read at a time, in bytes. A line that is longer is passed over. */
const PIECE = 1_000_000;

/**
 * Stores what Postgres writes to its own log, in JSON or text. Goes on where it stopped, also after the
 * collector was killed. Waits for a folder that does not exist yet.
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
  const names = (await readdir(folder)).filter((name) => /(^|\.)(json|log)$/.test(name)).sort();
  for (const name of names) {
    const path = join(folder, name);
    const { size, ino } = await stat(path);
    const file = `${name} ${ino}`;
    let from = store.readTo(file);
    // A file that is shorter than before was begun again.
    if (from > size) from = 0;
    while (from < size && !stopped()) {
      const { text, to } = await readLines(path, from);
      if (to === from) break;
      const lines = name.endsWith(".json") ? linesOfJson(text) : linesOfText(text);
      store.write({ lines, read: { file, to } });
      from = to;
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

/** Postgres's JSON, one entry in each line. What is none is passed over. */
function linesOfJson(text: string): Line[] {
  return text.split("\n").flatMap((line) => {
    const entry = parse(line);
    return entry ? lineOfEntry(entry) : [];
  });
}

function parse(text: string): Entry | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("message" in value)) return null;
    return { ...value, message: String(value.message) };
  } catch {
    return null;
  }
}
