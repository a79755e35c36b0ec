import type { Terminal } from "./terminal";

/** How far something is. */
export interface Progress {
  readonly words: string;
  readonly done?: number;
  /** 0 where it is not known. */
  readonly total?: number;
}

export interface Bar {
  show(mark: Progress): void;
  /** Leaves the line as it is and goes on below it. */
  end(): void;
}

const WIDTH = 24;

/**
 * Shows progress on stderr. A terminal gets one changing line with the time left. Otherwise each step and each
 * tenth of a step gets a plain line, so that a log stays short.
 */
export function barOn(terminal: Terminal, now: () => number = () => performance.now()): Bar {
  let shown = "";
  let words = "";
  let began = now();
  return {
    show(mark) {
      if (mark.words !== words) {
        if (words && terminal.interactive) terminal.err("\n");
        words = mark.words;
        began = now();
        shown = "";
      }
      const line = terminal.interactive
        ? lineOf(mark, now() - began, terminal.columns)
        : plainLineOf(mark);
      if (line === shown) return;
      shown = line;
      terminal.err(terminal.interactive ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end() {
      if (terminal.interactive && words) terminal.err("\n");
      words = "";
      shown = "";
    },
  };
}

function lineOf({ words, done = 0, total = 0 }: Progress, ms: number, columns: number): string {
  if (total <= 0) return `${words} …`.slice(0, columns - 1);
  const part = Math.min(1, done / total);
  const full = Math.round(part * WIDTH);
  const bar = `${"█".repeat(full)}${"░".repeat(WIDTH - full)}`;
  const left = done > 0 && done < total ? `  ${inWords((ms / done) * (total - done))} left` : "";
  return `${bar} ${done}/${total}  ${words}${left}`.slice(0, columns - 1);
}

function plainLineOf({ words, done = 0, total = 0 }: Progress): string {
  if (total <= 0) return words;
  return `${words}: ${Math.floor((done / total) * 10) * 10} % of ${total}`;
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
