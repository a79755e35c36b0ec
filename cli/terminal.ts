import { createInterface } from "node:readline/promises";

/** What a command writes to and reads from: a person's terminal, a program's pipes, or a test. */
export interface Terminal {
  /** The answer: what was asked for, and nothing else. */
  out(text: string): void;
  /** Everything else: progress, questions, sentences. */
  err(text: string): void;
  /** Whether a person can be asked and sees a line that changes. */
  readonly interactive: boolean;
  readonly columns: number;
  /** @returns what was typed, or null when there was nothing more to read */
  ask(question: string): Promise<string | null>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The terminal of this process. Ctrl-C no longer ends it: `signal` is aborted instead. */
export function processTerminal(): Terminal {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => ending.abort());
  // The channel closes when `npm run`, which started this process, was killed.
  process.on("disconnect", () => ending.abort());
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    columns: process.stderr.columns || 80,
    signal: ending.signal,
    async ask(question) {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(question, { signal: ending.signal });
      } catch {
        return null;
      } finally {
        lines.close();
      }
    },
  };
}
