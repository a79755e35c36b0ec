import { format, stripVTControlCharacters } from "node:util";
import { log } from "../log.ts";
import { tellFault } from "./told.ts";

const LEVELS = {
  error: "error",
  warn: "warn",
  log: "info",
  info: "info",
  debug: "debug",
} as const;

/**
 * Makes a line of the log of whatever is printed by console from now on. The framework prints errors with their
 * stacks over several lines, which no search can put to a request; in the log each is one line of JSON that says
 * to which it belongs.
 */
export function takeConsole(): void {
  for (const [method, level] of Object.entries(LEVELS))
    Object.assign(console, {
      [method]: (...said: unknown[]) => {
        const error = said.find((one) => one instanceof Error);
        const words = wordsOf(said.filter((one) => one !== error));
        if (error && level === "error") tellFault(error, {}, words || undefined);
        else if (error || words) log[level](error ? { err: error } : {}, words);
      },
    });
}

/** Without colours, and without the sign that the framework begins its lines with. */
function wordsOf(said: readonly unknown[]): string {
  return stripVTControlCharacters(format(...said))
    .replace(/^\s*[^\p{L}\p{N}\s"'([{<]+(?:\s|$)/u, "")
    .trim();
}
